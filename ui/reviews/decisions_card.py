"""What is to be decided about the quarter, each with the figure that asks it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem

from models.queries.review import QuarterlyReview
from models.review_decisions import MOST, Decision, decisions
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import muted
from ui.widgets.line_list import Line, LineList, what_of

_ICONS = {"credits": "tag", "actions": "check"}


class DecisionsCard(Card):
    """Enter opens what is behind one. Signals: `figure_asked` (an `Asked`), `cases_asked` (words
    and ids), `place_asked` (where it is decided: credits, actions).
    """

    figure_asked = Signal(object)
    cases_asked = Signal(str, tuple)
    place_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Decisions asked for"), tr("Enter opens what asks for it"))
        self.list = LineList(theme, tr("Decisions asked for"), MOST)
        self.list.itemActivated.connect(self._open)
        self._none = muted(tr("Nothing of this quarter asks for a decision."))
        self.content.addWidget(self.list)
        self.content.addWidget(self._none)

    def show_review(self, review: QuarterlyReview) -> None:
        """Show what this review asks for."""
        asked = decisions(review)
        self.list.show_lines([_line(one) for one in asked])
        self.list.setVisible(bool(asked))
        self._none.setVisible(not asked)

    def _open(self, item: QListWidgetItem) -> None:
        one: Decision = what_of(item)
        words = tr(one.ask)
        if one.figure is not None:
            self.figure_asked.emit(Asked(words, one.figure))
        elif one.case_ids:
            self.cases_asked.emit(words, one.case_ids)
        elif one.place:
            self.place_asked.emit(one.place)


def _line(one: Decision) -> Line:
    detail = tr("{about} · {because}", about=tr(one.about), because=tr(one.because))
    return Line(tr(one.ask), detail, _ICONS.get(one.place, "mark"), one)
