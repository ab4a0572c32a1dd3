"""The known issues that a customer's cases name; Enter reads one."""

from PySide6.QtCore import Signal

from models.queries.customer import CustomerDetail, KnownIssue
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.line_list import Line, LineList, what_of


class KnownIssuesCard(Card):
    """Hidden while none is named; `article_requested` carries the key of one."""

    article_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Known issues"), tr("named in their cases"))
        self.list = LineList(theme, tr("Known issues that their cases name"))
        self.list.itemActivated.connect(lambda item: self.article_requested.emit(what_of(item)))
        self.content.addWidget(self.list)
        self.hide()

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show them, the most frequent first."""
        self.setVisible(bool(customer.known_issues))
        self.list.show_lines([_line(issue) for issue in customer.known_issues])


def _line(issue: KnownIssue) -> Line:
    cases = tr("1 case") if issue.cases == 1 else tr("{n} cases", n=issue.cases)
    told = tr("{key} · {cases}, {open} open", key=issue.key, cases=cases, open=issue.open_cases)
    return Line(issue.title, told, "book", issue.key)
