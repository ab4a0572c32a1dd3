"""Two texts side by side, row by row: what went, what came, what is another."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from models.side_by_side import Line
from ui.messages import tr
from ui.palette import Palette, color
from ui.theme import Theme
from ui.widgets.labels import caption

_LONGEST: Final = 2_000
"""Letters of a line that are shown: Qt takes long over more."""

_MOST_MARKED: Final = 5_000


class ComparedTexts(QWidget):
    """Both scroll together. A sign before a line says what became of it, the colour says it too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.before, self.after = _text(theme, tr("Before")), _text(theme, tr("In this version"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        for words, text in ((tr("Before"), self.before), (tr("In this version"), self.after)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(caption(words))
            column.addWidget(text, 1)
            row.addLayout(column, 1)
        for one, other in ((self.before, self.after), (self.after, self.before)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)

    def show_rows(self, rows: Sequence[Line]) -> None:
        """Show these, the first change in sight."""
        palette = self._theme.palette
        _fill(self.before, [(row.before, _sign(row, "-")) for row in rows], palette)
        _fill(self.after, [(row.after, _sign(row, "+")) for row in rows], palette)
        first = next((at for at, row in enumerate(rows) if row.before != row.after), 0)
        for text in (self.before, self.after):
            text.setTextCursor(QTextCursor(text.document().findBlockByNumber(first)))
            text.centerCursor()


def _sign(row: Line, alone: str) -> str:
    if row.before == row.after:
        return " "
    return alone if None in row else "~"


def _fill(text: QPlainTextEdit, lines: list[tuple[str | None, str]], palette: Palette) -> None:
    text.setPlainText("\n".join(f"{sign} {_cut(line)}" if line is not None else ""
                                for line, sign in lines))  # fmt: skip
    tints = {"-": palette.breached_tint, "+": palette.calm_tint, "~": palette.soon_tint}
    marked: list[QTextEdit.ExtraSelection] = []
    for at, (line, sign) in enumerate(lines):
        if sign != " " and len(marked) < _MOST_MARKED:
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(text.document().findBlockByNumber(at))
            tint = tints[sign] if line is not None else palette.second
            one.format.setBackground(color(tint))
            one.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marked.append(one)
    text.setExtraSelections(marked)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _text(theme: Theme, name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # rows stay beside each other
    text.setAccessibleName(name)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(theme.sizes.body)
    text.setFont(font)
    return text
