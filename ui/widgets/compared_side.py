"""One of two texts side by side: numbers and signs before its lines, changed words marked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit

from ui.comparing_actions import asked
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.compared_rows import CAME, CHANGED, FOLDED, STAYED, WENT, Shown, units
from ui.widgets.line_numbers import ROOM, LineNumbers

_SIGN: Final = 2
"""Letters before a line: its sign and a space."""

_LEAST: Final = 16
_NO_KEYS = ~Qt.KeyboardModifier.KeypadModifier


class ComparedSide(QPlainTextEdit):
    """Read-only, with a cursor that walks. What is in view alone is marked, so that a text may be
    as long as it likes. `fold_opened` carries a row; `room_changed`: `room` letters fit into a row
    now. What is copied has no signs."""

    fold_opened = Signal(int)
    room_changed = Signal()

    def __init__(self, theme: Theme, *, is_after: bool) -> None:
        super().__init__()
        self._theme, self._is_after = theme, is_after
        self._shown: list[Shown] = []
        self._pressed, self._digits = -1, 1
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # rows stay beside each other
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.sizes.body)
        self.setFont(font)
        self._gutter = LineNumbers(self, self._paint_numbers)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._mark)
        self.updateRequest.connect(self._gutter.follow)
        self.cursorPositionChanged.connect(self._gutter.update)
        theme.changed.connect(self._mark)

    def make_room(self, most: int) -> None:
        """For the number of the last line; do so before it is asked how much room is left."""
        self._digits = len(f"{most}")
        self._fit()

    def show_rows(self, shown: Sequence[Shown]) -> None:
        """Show these."""
        self._shown = []  # scrolling meanwhile marks nothing
        self.setPlainText("\n".join(row.words for row in shown))
        self._shown = list(shown)
        self._mark()

    def go_to(self, row: int, *, in_the_middle: bool = True) -> None:
        """Put the cursor there."""
        cursor = QTextCursor(self.document().findBlockByNumber(row))
        self.setTextCursor(cursor)
        if in_the_middle:
            self.centerCursor()

    @property
    def room(self) -> int:
        """How many letters of a line there is room for."""
        wide = self.viewport().width() - 2 * self.document().documentMargin()
        return max(int(wide / self.fontMetrics().horizontalAdvance("9")) - _SIGN, _LEAST)

    @property
    def row(self) -> int:
        """Where the cursor is."""
        return self.textCursor().blockNumber()

    def changed(self) -> str:
        """The words that differ in the row of the cursor, for somebody who sees no strokes."""
        shown, text = self.row_at(self.row), self.textCursor().block().text()
        spans = shown.marks(is_after=self._is_after) if shown is not None else ()
        return ", ".join(_part_of(text, _SIGN + start, _SIGN + end) for start, end in spans)

    def row_at(self, number: int) -> Shown | None:
        """What stands in a row."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def _paint_numbers(self, painter: QPainter, area: QRect, width: int) -> None:
        """Numbers of the lines in sight, and where the cursor is."""
        palette = self._theme.palette
        painter.fillRect(area, color(palette.second))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > area.bottom():
                break
            shown = self.row_at(block.blockNumber())
            if block.blockNumber() == self.row:
                painter.fillRect(QRectF(0, place.top(), 3, place.height()), color(palette.accent))
            if shown is not None and shown.number is not None:
                inked = palette.muted if shown.sign == STAYED else palette.text
                painter.setPen(color(inked))
                box = QRectF(0, place.top(), width - ROOM, place.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{shown.number}")
            block = block.next()

    # ---- Qt's own ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a fold; Ctrl+Enter, Esc and the keys of a comparison are not its own."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & _NO_KEYS and self._is_fold(self.row):
            self.fold_opened.emit(self.row)
        elif enter or event.key() == Qt.Key.Key_Escape or asked(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_lines()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens a fold."""
        row = self.cursorForPosition(event.position().toPoint()).blockNumber()
        self._pressed = row if event.button() == Qt.MouseButton.LeftButton else -1
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Only where nothing was selected on the way."""
        super().mouseReleaseEvent(event)
        row, self._pressed = self._pressed, -1
        if self._is_fold(row) and self.row == row and not self.textCursor().hasSelection():
            self.fold_opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        super().mouseMoveEvent(event)
        over = self._is_fold(self.cursorForPosition(event.position().toPoint()).blockNumber())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows are in sight."""
        super().resizeEvent(event)
        self._gutter.place()
        self._mark()
        self.room_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other numbers."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_gutter"):
            self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a text that is read."""
        menu = QMenu(self)
        menu.addAction(tr("Copy"), self.copy_lines).setEnabled(self.textCursor().hasSelection())
        menu.addAction(tr("Select all"), self.selectAll)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def copy_lines(self) -> None:
        """Copy what is selected: the lines without their signs, of a fold all that is in it."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(start)
        lines: list[str] = []
        while block.isValid() and block.position() <= end:
            shown = self._shown[block.blockNumber()]
            if shown.hidden:
                lines += shown.hidden
            elif shown.piece is not None:
                first = max(start - block.position(), _SIGN)
                part = _part_of(block.text(), first, end - block.position())
                goes_on = shown.goes_on and bool(lines)
                lines[-1:] = [lines[-1] + part] if goes_on else [*lines[-1:], part]
            block = block.next()
        if cursor.hasSelection():
            QApplication.clipboard().setText("\n".join(lines))

    def _fit(self) -> None:
        """The numbers are as wide as the largest."""
        self.setViewportMargins(self._gutter.fit(self._digits), 0, 0, 0)

    def _is_fold(self, row: int) -> bool:
        shown = self.row_at(row)
        return shown is not None and shown.sign == FOLDED

    def _mark(self, *_: object) -> None:
        """Colour the rows in sight, and underline the words in them that differ."""
        first = self.firstVisibleBlock().blockNumber()
        high = max(self.fontMetrics().lineSpacing(), 1)
        last = first + self.viewport().height() // high + 2
        marks: list[QTextEdit.ExtraSelection] = []
        for row in range(max(first, 0), min(last, len(self._shown))):
            marks += self._marks_of(row, self._shown[row])
        self.setExtraSelections(marks)
        self._gutter.update()

    def _marks_of(self, row: int, shown: Shown) -> list[QTextEdit.ExtraSelection]:
        palette = self._theme.palette
        if shown.sign == STAYED:
            return []
        grounds = {WENT: palette.breached_tint, CAME: palette.calm_tint,
                   CHANGED: palette.soon_tint, FOLDED: palette.second}  # fmt: skip
        block = self.document().findBlockByNumber(row)
        whole = QTextEdit.ExtraSelection()
        whole.cursor = QTextCursor(block)
        ground = grounds[shown.sign] if shown.piece is not None else palette.second
        whole.format.setBackground(color(ground))
        whole.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        marks = [whole]
        if shown.sign == FOLDED:
            ink = color(palette.muted)
            marks.append(self._part(block.position(), 0, units(shown.words), ink))
        for start, end in shown.marks(is_after=self._is_after):
            word = self._part(block.position() + _SIGN, start, end, color(palette.text))
            word.format.setBackground(color(palette.soon_line))
            word.format.setFontUnderline(True)
            marks.append(word)
        return marks

    def _part(
        self, position: int, start: int, end: int, ink: QColor
    ) -> QTextEdit.ExtraSelection:  # fmt: skip
        one = QTextEdit.ExtraSelection()
        one.cursor = QTextCursor(self.document())
        one.cursor.setPosition(position + start)
        one.cursor.setPosition(position + end, QTextCursor.MoveMode.KeepAnchor)
        one.format.setForeground(ink)
        return one


def _part_of(text: str, start: int, end: int) -> str:
    """A part of a text by Qt's own count of letters."""
    part = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * max(end, start)]
    return part.decode("utf-16-le", "replace")
