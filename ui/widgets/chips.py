"""Filter chips with counts: one of many, or several at once."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from ui.palette import color
from ui.theme import Theme

_PAD, _NARROW_PAD = 12.0, 7.0
_GAP = 6.0
_OTHERS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class ChipSpec:
    """A chip: `id` is what is told when it is chosen; `count` None while not known; `hint`: what
    its words mean."""

    id: str
    words: str
    count: int | None = None
    hint: str = ""


class Chip(QAbstractButton):
    """A rounded button with words and, heavier, a count; `typed` carries a letter or figure."""

    typed = Signal(str)

    def __init__(self, theme: Theme, spec: ChipSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.spec = spec
        self._pad = _PAD
        self._hint: QSize | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(spec.words)
        self.setToolTip(spec.hint)
        self._tell()
        theme.changed.connect(self._measure_again)

    def show_count(self, count: int | None) -> None:
        """Change the count; None takes it away."""
        if count != self.spec.count:
            self.spec = replace(self.spec, count=count)
            self._tell()

    def _tell(self) -> None:
        count = self.spec.count
        words = self.spec.words if count is None else f"{self.spec.words}, {count:,}"
        self.setAccessibleName(words)
        self._measure_again()

    def _measure_again(self) -> None:
        self._hint = None
        self.updateGeometry()
        self.update()

    def show_words(self, words: str) -> None:
        """Change the words; the count stays."""
        self.setText(words)
        self.spec = ChipSpec(self.spec.id, words, self.spec.count)
        self._tell()

    def set_narrow(self, narrow: bool) -> None:
        """Less room around the words."""
        self._pad = _NARROW_PAD if narrow else _PAD
        self._measure_again()

    def sizeHint(self) -> QSize:
        """Words and count, and the room around them."""
        if self._hint is None:
            width = self._words_width() + self._count_width() + 2 * self._pad
            self._hint = QSize(round(width), self._height())
        return self._hint

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, the words, the count, and the ring of the focus."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        ground = palette.accent_tint if chosen else palette.surface
        if self.underMouse() and not chosen:
            ground = palette.hover
        edge = palette.accent_tint if chosen else palette.line
        pen = painter.pen()
        pen.setColor(color(palette.accent if self.hasFocus() else edge))
        painter.setPen(pen)
        painter.setBrush(color(ground))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setFont(self._theme.font("body", 500 if chosen else 400))
        painter.setPen(color(palette.accent if chosen else palette.muted))
        painter.drawText(QRectF(self.rect()).adjusted(self._pad, 0, 0, 0), _MIDDLE, self.spec.words)
        self._paint_count(painter, chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; the arrows go from chip to chip. Ctrl+Enter is a form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.click()
        elif event.text().isalnum() and not event.modifiers() & _OTHERS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _paint_count(self, painter: QPainter, chosen: bool) -> None:
        if self.spec.count is None:
            return
        palette = self._theme.palette
        left = self._pad + self._words_width() + _GAP
        painter.setFont(self._theme.font("body", 600))
        painter.setPen(color(palette.accent if chosen else palette.text))
        area = QRectF(self.rect()).adjusted(left, 0, 0, 0)
        painter.drawText(area, _MIDDLE, f"{self.spec.count:,}")

    def _words_width(self) -> float:
        metrics = QFontMetricsF(self._theme.font("body", 500))
        return metrics.horizontalAdvance(self.spec.words)

    def _count_width(self) -> float:
        if self.spec.count is None:
            return 0.0
        metrics = QFontMetricsF(self._theme.font("body", 600))
        return _GAP + metrics.horizontalAdvance(f"{self.spec.count:,}")

    def _height(self) -> int:
        return self._theme.sizes.chip


class ChipRow(QWidget):
    """A row of chips. `chosen_changed` carries the ids that are chosen, as a tuple.

    With `several=False` exactly one is chosen; the arrows move the choice, and so does the first
    letter or figure of a chip's words. `begun=False` leaves the first choice to the person. With
    `several=True` any number may be, and Space turns one on or off.
    """

    chosen_changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        specs: list[ChipSpec],
        several: bool = False,
        parent: QWidget | None = None,
        begun: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.sizes.small)
        self._chips: dict[str, Chip] = {}
        for spec in specs:
            self._add(spec)
        self._row.addStretch(1)
        for chip in self._chips.values():
            chip.setAutoExclusive(not several)  # what a screen reader calls one of several
        if specs and begun and not several:
            self._chips[specs[0].id].setChecked(True)
        self._lead_in()
        self._group.buttonClicked.connect(lambda *_: self.chosen_changed.emit(self.chosen()))
        self.chosen_changed.connect(self._lead_in)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips, in their order."""
        return tuple(self._chips.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all chips, in their order."""
        return tuple(self._chips)

    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen chips, in their order."""
        return tuple(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, *ids: str) -> None:
        """Choose exactly these, without a signal."""
        for name, chip in self._chips.items():
            chip.setChecked(name in ids)
        self._lead_in()

    def _lead_in(self) -> None:
        """The keyboard that is given to the row goes to the chosen chip, or else to the first."""
        chosen = [chip for chip in self.chips if chip.isChecked()]
        for chip in (chosen or list(self.chips))[:1]:
            self.setFocusProxy(chip)

    def _find(self, typed: str) -> None:
        """The next chip whose words begin so, from the one of the keyboard on."""
        chips = list(self.chips)
        at = next((place for place, chip in enumerate(chips) if chip.hasFocus()), -1)
        for chip in chips[at + 1 :] + chips[: at + 1]:
            if _begins(chip.spec, typed.casefold()):
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
                if self._group.exclusive():
                    chip.click()
                return

    def show_words(self, name: str, words: str) -> None:
        """Change the words of a chip."""
        self._chips[name].show_words(words)

    def set_narrow(self, narrow: bool) -> None:
        """Nearer to each other, for a small window."""
        sizes = self._theme.sizes
        self._row.setSpacing(sizes.tiny if narrow else sizes.small)
        for chip in self._chips.values():
            chip.set_narrow(narrow)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Change the counts of some chips."""
        for name, count in counts.items():
            self._chips[name].show_count(count)

    def _add(self, spec: ChipSpec) -> None:
        chip = Chip(self._theme, spec, self)
        self._chips[spec.id] = chip
        chip.typed.connect(self._find)
        self._group.addButton(chip)
        self._row.addWidget(chip)


def _begins(spec: ChipSpec, typed: str) -> bool:
    """Its words do, or it is of that number: 1 means P1."""
    numbered = typed.isdecimal() and spec.id.endswith(typed)
    return spec.words.casefold().startswith(typed) or numbered
