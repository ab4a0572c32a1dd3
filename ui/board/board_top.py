"""What stands above the columns: what went wrong, in red what stands, the forecast and the bar."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.board.board_bar import BoardBar
from ui.board.move_line import MoveLine
from ui.ports import DeskCover, DeskCrossing
from ui.theme import Theme
from ui.widgets.forecast_line import ForecastLine
from ui.widgets.red_lines import RedLine, RedLines
from ui.widgets.retry_banner import RetryBanner


class BoardTop(QWidget):
    """While cards are carried, what the move does stands in the place of forecast and bar, so that
    no column moves."""

    def __init__(self, theme: Theme, over: QWidget, own: Mapping[str, QAction]) -> None:
        super().__init__()
        self.banner = RetryBanner(theme)
        self.forecast, self.bar = ForecastLine(theme, over), BoardBar(theme, own)
        self.line = MoveLine(theme)
        self._unwatched, self._crossed = RedLine(theme), RedLines(theme)
        self._above = _AsHighAsItsLines()
        self._stack = QStackedWidget()
        self._lay_out(theme)

    def show_cover(self, cover: DeskCover) -> None:
        """In red, what nobody watches."""
        self._unwatched.say(cover.nobody, cover.why)

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        """In red, what the queue is over, and who was told."""
        self._crossed.show_lines([(one.what, one.told) for one in crossings])

    def show_move(self, carries: bool) -> None:
        """Whether anything is carried."""
        self._stack.setCurrentWidget(self.line if carries else self._above)

    def _lay_out(self, theme: Theme) -> None:
        column, red, above = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout(self._above)
        for box in (column, above):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme.sizes.small)
        red.setSpacing(theme.sizes.tiny)
        red.addWidget(self._unwatched)
        red.addWidget(self._crossed)
        above.addWidget(self.forecast)
        above.addWidget(self.bar)
        self._stack.addWidget(self._above)
        self._stack.addWidget(self.line)
        for widget in (self, self._stack):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self.banner)
        column.addLayout(red)
        column.addWidget(self._stack)


class _AsHighAsItsLines(QWidget):
    """A line that may be broken counts as it stands in the width there is: by itself it would ask
    for the room of a narrow one, and what is left over would part the lines."""

    def minimumSizeHint(self) -> QSize:
        """In the present width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.heightForWidth(max(self.width(), least.width())))
