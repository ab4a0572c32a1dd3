"""The chips above the composer: what may be logged of the case, and what each counts as."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.case import ContactWay
from ui.case.composer_words import ACKNOWLEDGEMENT, kind_name, switch_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.tab_order import tab_before


class ContactKinds(QWidget):
    """`chosen` carries the kind of the chip that was chosen; the chips come before `field`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._field = field
        self._chips: ChipRow | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_ways(self, ids: tuple[str, ...], ways: Sequence[ContactWay]) -> None:
        """Offer these kinds; a way says its two switches, whichever clocks run (rule 11)."""
        if self._chips is None or ids != self._chips.ids:
            self._make(ids)
        known = {way.name: way for way in ways}
        for chip in self._chips.chips if self._chips is not None else ():
            way = known.get(chip.spec.id)
            if way is not None:
                said = switch_words(way)
                chip.setToolTip(said)
                chip.setAccessibleDescription(said)

    def choose(self, kind: str) -> None:
        """Show this as chosen; an acknowledgement stands in the first way's place."""
        if self._chips is None:
            return
        first = self._chips.ids[0]
        acknowledges = kind == ACKNOWLEDGEMENT
        self._chips.choose(first if acknowledges else kind)
        self._chips.show_words(first, kind_name(kind if acknowledges else first))

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on one of them."""
        return self._chips is not None and any(chip.hasFocus() for chip in self._chips.chips)

    def _make(self, ids: tuple[str, ...]) -> None:
        if self._chips is not None:
            self._chips.hide()
            self._chips.deleteLater()
        specs = [ChipSpec(name, kind_name(name)) for name in ids]
        self._chips = ChipRow(self._theme, tr("What is logged"), specs)
        self._chips.chosen_changed.connect(lambda chosen: self.chosen.emit(chosen[0]))
        for chip in self._chips.chips:
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the words
        self._row.addWidget(self._chips)
        tab_before(self._field, self._chips.chips)
