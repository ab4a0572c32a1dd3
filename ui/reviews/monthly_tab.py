"""The monthly SLA health check: attainment, budgets, movers, the handbook and the month ahead."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction

from models.handbook.reviews import MONTHLY
from models.monthly_words import monthly_agenda, monthly_title
from models.queries.monthly_review import MonthlyReview, monthly_review
from ui.messages import tr
from ui.ports import Ports
from ui.reviews.pack_tab import Pack, PackTab
from ui.reviews.review_tab import Verbs
from ui.theme import Theme
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.card import Card
from ui.widgets.form_draft import FormDrafts
from ui.workspace import Workspace


class MonthlyTab(PackTab):
    """One month. `go_to(name)` shows another ("2016-03")."""

    name = "monthly"
    pack = Pack(
        MONTHLY, monthly_review, monthly_agenda, monthly_title,
        {
            "earlier": "Earlier month", "later": "Later month", "choose": "Choose a month",
            "print": "Monthly PDF", "decide": "Record a decision", "remark": "Record a note",
            "plan": "Record an action", "hold": "The review was held",
            "take_back": "Take an entry back", "write_up": "Make it a decision article",
            "tell_names": "Show names", "menu": "Months", "name": "The month's agenda",
            "save": "Save the monthly health check",
            "written": "The monthly health check is written",
        },
    )  # fmt: skip

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, zone: ZoneInfo, drafts: FormDrafts,
        verbs: Verbs, pack_verbs: Mapping[str, QAction],
    ) -> None:  # fmt: skip
        super().__init__(theme, workspace, ports, zone, drafts, verbs, pack_verbs)
        told = tr("met of decided, shares cut, not rounded; each figure opens its clocks")
        self._attained = Card(theme, tr("Attainment by priority"), told)
        self.table = AttainmentTable(theme)
        self.table.figure_asked.connect(self.open_figure)
        self._attained.content.addWidget(self.table)
        self.view.put_after("numbers", self._attained)

    def show_review(self, review: MonthlyReview) -> None:
        """The agenda, and attainment by priority and commitment within it."""
        super().show_review(review)
        self._attained.setVisible(bool(review.attainment))
        self.table.show_review(review)
