"""What a customer is sent on paper: the SLA sheet, and the report of the quarter in view."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.handbook.periods import Period
from models.queries.customer import CustomerDetail
from models.review_words import period_words
from ui.actions import Actions
from ui.messages import tr
from ui.page_actions import CUSTOMER
from ui.ports import Ports
from ui.theme import Theme
from ui.widgets.printing import Paper, Printing
from ui.workspace import Workspace

_LONGEST = 60


class CustomerPapers(Printing):
    """Where they are asked for and their progress shown; nothing to see until then."""

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, actions: Actions, page: QWidget
    ) -> None:
        super().__init__(theme, workspace, ports, page)
        self._papers = ports
        self._customer: CustomerDetail | None = None
        self._period: Period | None = None
        self.sheet: QAction = actions.add(CUSTOMER["sheet"], page, self._print_sheet)
        self.report: QAction = actions.add(CUSTOMER["report"], page, self._print_report)
        self._offer()

    def show_customer(self, customer: CustomerDetail) -> None:
        """Whom they are for."""
        self._customer = customer
        self._offer()

    def show_period(self, period: Period) -> None:
        """The quarter the report is of."""
        self._period = period
        self._offer()

    def clear(self) -> None:
        """They are for nobody."""
        self._customer = self._period = None
        self._offer()

    def _offer(self) -> None:
        self.sheet.setEnabled(self._customer is not None)
        self.report.setEnabled(self._customer is not None and self._period is not None)

    def _print_sheet(self) -> None:
        if self._customer is not None:
            self.ask(
                Paper(
                    tr("Save the SLA sheet"),
                    tr("SLA {name}.pdf", name=_file_name(self._customer)),
                    tr("The SLA sheet is written"),
                    partial(self._papers.sla_sheet_pdf, self._customer.id),
                )
            )

    def _print_report(self) -> None:
        if self._customer is not None and self._period is not None:
            self.ask(
                Paper(
                    tr("Save the attainment report"),
                    tr("Report {quarter} {name}.pdf", quarter=period_words(self._period.name),
                       name=_file_name(self._customer)),
                    tr("The attainment report is written"),
                    partial(self._papers.customer_pdf, self._customer.id, self._period.name),
                )
            )  # fmt: skip


def _file_name(customer: CustomerDetail) -> str:
    """The customer's name as every file system takes it."""
    kept = "".join(
        letter if letter.isalnum() or letter in " -_&" else " " for letter in customer.name
    )
    return " ".join(kept.split())[:_LONGEST].strip() or str(customer.id)
