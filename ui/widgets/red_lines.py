"""The red lines above cases: what nobody watches just now, what the queue is over."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, body

_MOST = 3


class RedLine(QWidget):
    """What stands, and why or who was told; it goes by itself, and cannot be put away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._what, self._more = body(), ElidedLabel()
        self._what.setProperty("ink", "breached")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._what)
        row.addWidget(self._more, 1)
        self.hide()

    def say(self, what: str, more: str) -> None:
        """Say it, or nothing."""
        self._what.setText(f"■ {what}")
        self._more.setText(more)
        self.setAccessibleName(f"{what} {more}".strip())
        self.setVisible(bool(what))


class RedLines(QWidget):
    """A line for each of the first few; where there are more, the last says how many."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lines = [RedLine(theme) for _ in range(_MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.tiny)
        for line in self.lines:
            column.addWidget(line)
        self.hide()

    def show_lines(self, said: Sequence[tuple[str, str]]) -> None:
        """Say all of them, or nothing."""
        shown = list(said)
        if len(shown) > _MOST:
            rest = tr("{count} thresholds more are crossed", count=len(shown) - _MOST + 1)
            shown = [*shown[: _MOST - 1], (rest, tr("the Team page lists them"))]
        for line, (what, more) in zip(self.lines, shown, strict=False):
            line.say(f"{what}:" if more else what, more)
        for line in self.lines[len(shown) :]:
            line.say("", "")
        self.setVisible(bool(shown))
