"""The known issues that a customer's cases name."""

from models.queries.customer import CustomerDetail
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body


class KnownIssuesCard(Card):
    """Hidden while none is named."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Known issues"), tr("named in their cases"))
        self._lines = body(wrap=True)
        self.content.addWidget(self._lines)
        self.hide()

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show them, the most frequent first."""
        self.setVisible(bool(customer.known_issues))
        self._lines.setText(
            "\n".join(
                tr("{key}  {title} ({cases}, {open} open)", key=issue.key, title=issue.title,
                   cases=tr("1 case") if issue.cases == 1 else tr("{n} cases", n=issue.cases),
                   open=issue.open_cases)
                for issue in customer.known_issues
            )
        )  # fmt: skip
