"""What the linter finds: what has no row of its own, and how to mend what stands in the table."""

from collections.abc import Collection, Sequence

from models.handbook.finding import Finding
from ui.handbook.notes import advice, finding_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted


class FoundCard(Card):
    """Hidden while nothing is found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Worth a second look"), tr("it can be published as it is"))
        self._others, self._advice = body(wrap=True), muted(wrap=True)
        self._others.setProperty("ink", "soon")
        for part in (self._others, self._advice):
            self.content.addWidget(part)
        self.hide()

    def show_findings(
        self, findings: Sequence[Finding], shown: Collection[tuple[str, str]]
    ) -> None:
        """`shown` are the (priority, commitment) that have a row of the table."""
        beside = [finding for finding in findings if finding.path[1:3] in shown]
        elsewhere = [
            finding for finding in findings
            if finding not in beside and finding.path[0] in ("targets", "pausing")
        ]  # fmt: skip
        self._others.setText("\n".join(map(finding_words, elsewhere)))
        self._others.setVisible(bool(elsewhere))
        self._advice.setText("\n".join(f"▲ {words}" for words in advice(beside)))
        self._advice.setVisible(bool(beside))
        self.setVisible(bool(beside or elsewhere))
