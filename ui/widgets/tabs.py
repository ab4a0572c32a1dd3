"""The parts of a page, one in view at a time."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.chips import ChipRow, ChipSpec


class Tabs(QWidget):
    """`add` each part with what it does when it comes into view, then `finish`. `name` says of
    what they are the parts; `tab_changed` carries the id of the part in view."""

    tab_changed = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self._specs: list[ChipSpec] = []
        self._shown: list[Callable[[], object]] = []
        self._chips: ChipRow | None = None
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)

    def add(
        self, name: str, words: str, part: QWidget, shown: Callable[[], object] = lambda: None
    ) -> None:
        """One part more; `shown` is called each time it comes into view."""
        self._specs.append(ChipSpec(name, words))
        self._shown.append(shown)
        self._stack.addWidget(part)

    def finish(self) -> None:
        """All are in: of a single one there is nothing to choose."""
        if len(self._specs) < 2:
            return
        sizes = self._theme.sizes
        self._chips = ChipRow(self._theme, self._name, self._specs)
        self._chips.chosen_changed.connect(lambda chosen: self.open(chosen[0]))
        above = QHBoxLayout()
        above.setContentsMargins(sizes.page, sizes.wide, sizes.page, 0)
        above.addWidget(self._chips)
        self._column.insertLayout(0, above)

    @property
    def tab(self) -> str:
        """The id of the part in view."""
        return self._specs[self._stack.currentIndex()].id

    def open(self, name: str) -> None:
        """Bring a part into view."""
        if self._chips is not None:
            self._chips.choose(name)
        self._stack.setCurrentIndex([spec.id for spec in self._specs].index(name))
        self.shown()
        self.tab_changed.emit(name)

    def shown(self) -> None:
        """The part in view came into view, with the page."""
        self._shown[self._stack.currentIndex()]()
