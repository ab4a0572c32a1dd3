"""What whoever publishes is to have seen: the linter's findings, and how many verdicts differ."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.backtest import BackTest
from models.handbook.finding import Finding
from models.handbook.policy_diff import Difference
from models.queries.last_quarter import LastQuarter
from ui.handbook.notes import found_words
from ui.handbook.past_sum import sum_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import body, heading, muted

_MOST = 4


class SecondLook(QWidget):
    """Hidden while there is nothing to see; the verdicts come a little later."""

    def __init__(
        self, theme: Theme, findings: Sequence[Finding], changes: Sequence[Difference]
    ) -> None:
        super().__init__()
        self._found = body(_lines(findings, changes), wrap=True)
        self._found.setProperty("ink", "soon")
        self._past = muted(wrap=True)
        self._heading = heading(tr("Worth a second look"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.sizes.tiny, 0, theme.sizes.tiny)
        column.setSpacing(theme.sizes.tiny)
        for part in (self._heading, self._found, self._past):
            column.addWidget(part)
        self._past.hide()
        if not findings:
            self._heading.hide()
            self._found.hide()
            self.hide()

    def show_test(self, test: BackTest | None, quarter: LastQuarter | None) -> None:
        """Say what would have become of the last quarter."""
        known = test is not None and quarter is not None
        if test is not None and quarter is not None:
            self._past.setText(sum_words(test, quarter))
        self._past.setVisible(known)
        self.setVisible(known or not self._found.isHidden())


def _lines(findings: Sequence[Finding], changes: Sequence[Difference]) -> str:
    """The first of them, those about what is changed before the others; of many, how many more."""
    changed = {("targets", change.priority, change.commitment) for change in changes}
    first = sorted(findings, key=lambda finding: finding.path[:3] not in changed)
    said = [found_words(finding) for finding in first]
    if len(said) > _MOST:
        rest = len(said) - _MOST + 1
        said = [*said[: _MOST - 1], tr("and {count} more, on the page", count=rest)]
    return "\n".join(said)
