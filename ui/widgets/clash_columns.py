"""One thing that two people changed: yours, theirs, and what it is to be, beside each other."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from models.changed_words import Span, changed_words
from models.settling import Asked
from models.side_by_side import side_by_side
from models.three_way import Choice, Region
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.compared_rows import LONGEST, units
from ui.widgets.labels import ElidedLabel, caption

KEYS: Final = {"mine": "Alt+1", "theirs": "Alt+2", "both": "Alt+3", "neither": "Alt+4",
               "earlier": "Alt+5"}  # fmt: skip
TAKE: Final = {
    "mine": "Take yours", "theirs": "Take theirs", "both": "Both", "neither": "Neither",
    "earlier": "As typed before",
}  # fmt: skip
_STATE: Final = {
    "": "not settled yet", "mine": "yours", "theirs": "theirs", "both": "both, yours first",
    "neither": "neither", "typed": "typed",
}  # fmt: skip
_MOST_MARKED: Final = 200
"""Lines of a clash whose words are compared; more is another text, not another wording."""


class ClashColumns(QWidget):
    """`show_asked` shows one; `answered` carries the answer as it changes, None where there is none
    any more."""

    answered = Signal(object)

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self._asked: Asked | None = None
        self._earlier: tuple[str, ...] | None = None
        self._choice, self._taken, self._showing = "", "", False
        self._before, self._after = ElidedLabel(), ElidedLabel()
        self.mine, self.theirs, self.result = (_Words(height) for _ in range(3))
        for side in (self.mine, self.theirs):
            side.setReadOnly(True)
        self._state: QLabel = caption()
        self.takes = {
            name: Button(theme, tr(words), keys=KEYS[name].replace("+", " "))
            for name, words in TAKE.items()
        }
        for name, button in self.takes.items():
            button.clicked.connect(lambda _=False, one=name: self.take(one))
        self.result.textChanged.connect(self._typed)
        theme.changed.connect(self._mark)
        self._lay_out(theme)

    def show_asked(
        self, asked: Asked, answer: Choice | None, place: str,
        earlier: tuple[str, ...] | None = None,
    ) -> None:  # fmt: skip
        """Show this one, as far as it is settled; `place` says which it is, `earlier` is what was
        typed of it once."""
        self._asked, self._showing, self._earlier = asked, True, earlier
        self._before.setText(_in_a_line(asked.before))
        self._after.setText(_in_a_line(asked.after))
        for side, lines, name in (
            (self.mine, asked.region.mine, tr("Yours")),
            (self.theirs, asked.region.theirs, tr("Theirs")),
        ):
            side.setPlainText("\n".join(lines))
            side.setPlaceholderText("" if lines else tr("Taken out"))
            side.setAccessibleName(f"{name}, {place}")
        self.result.setAccessibleName(tr("Result, {place}", place=place))
        self.result.setReadOnly(not asked.free)
        self.result.setPlaceholderText(
            tr("Take one of them, or type what it is to be") if asked.free
            else tr("Take one of them")
        )  # fmt: skip
        for name in ("both", "neither"):
            self.takes[name].setVisible(asked.free)
        self.takes["earlier"].setVisible(earlier is not None)
        self._choice = "" if answer is None else answer if isinstance(answer, str) else "typed"
        self.result.setPlainText("" if answer is None else _text(asked, answer))
        self._taken = self.result.toPlainText()
        self._showing = False
        self._mark()
        self._tell()

    def take(self, choice: str) -> None:
        """Put that into the result; Ctrl+Z takes it back."""
        if self._asked is None or choice not in self._offered():
            return
        answer: Choice = self._earlier if choice == "earlier" and self._earlier else choice
        self._showing = True
        cursor = QTextCursor(self.result.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(_text(self._asked, answer))
        self._choice = answer if isinstance(answer, str) else "typed"
        self._taken, self._showing = self.result.toPlainText(), False
        self._tell()
        self.answered.emit(answer)

    def _offered(self) -> list[str]:
        return [name for name, button in self.takes.items() if not button.isHidden()]

    def _typed(self) -> None:
        """What is typed is what it is to be; an empty field settles nothing."""
        if self._showing:
            return
        words = self.result.toPlainText()
        if words == self._taken and self._choice not in ("", "typed"):
            return
        self._choice = "typed" if words else ""
        self._tell()
        self.answered.emit(tuple(words.split("\n")) if words else None)

    def _tell(self) -> None:
        said = tr("Result: {state}", state=tr(_STATE[self._choice]))
        self._state.setText(f"\u2713 {said}" if self._choice else said)

    def _mark(self) -> None:
        """A stroke under the words that differ."""
        if self._asked is None:
            return
        region = self._asked.region if self._asked.free else Region((), ())
        for side, spans in zip(
            (self.mine, self.theirs), _spans(region.mine, region.theirs), strict=True
        ):
            side.setExtraSelections([self._marked(side, span) for span in spans])

    def _marked(self, side: QPlainTextEdit, span: Span) -> QTextEdit.ExtraSelection:
        one = QTextEdit.ExtraSelection()
        one.cursor = QTextCursor(side.document())
        one.cursor.setPosition(span.start)
        one.cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        one.format.setBackground(color(self._theme.palette.soon_line))
        one.format.setForeground(color(self._theme.palette.text))
        one.format.setFontUnderline(True)
        return one

    def _lay_out(self, theme: Theme) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(theme.sizes.small)
        for head, text, names in (
            (caption(tr("Yours")), self.mine, ("mine",)),
            (caption(tr("Theirs")), self.theirs, ("theirs",)),
            (self._state, self.result, ("both", "neither", "earlier")),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.sizes.tiny)
            column.addWidget(head)
            column.addWidget(text)
            below = QHBoxLayout()
            below.setSpacing(theme.sizes.tiny)
            for name in names:
                below.addWidget(self.takes[name])
            below.addStretch(1)
            column.addLayout(below)
            column.addStretch(1)
            sides.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.sizes.tiny)
        whole.addWidget(self._before)
        whole.addLayout(sides)
        whole.addWidget(self._after)


class _Words(QPlainTextEdit):
    """Leaves the keys of the sheet to the sheet."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Alt something is taken or gone to, and Ctrl+Enter saves."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if modifiers == Qt.KeyboardModifier.AltModifier or (
            enter and modifiers == Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _text(asked: Asked, answer: Choice) -> str:
    return "\n".join(asked.region.as_chosen(answer))


def _in_a_line(lines: Sequence[str]) -> str:
    said = " ".join(line.strip() for line in lines if line.strip())
    return f"… {said} …" if said else ""


def _spans(mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[Span], list[Span]]:
    """Which letters of both differ, in Qt's own count; of lines that belong together."""
    found: tuple[list[Span], list[Span]] = ([], [])
    if max(len(mine), len(theirs)) > _MOST_MARKED:
        return found
    at = [0, 0]
    for row in side_by_side("\n".join(mine), "\n".join(theirs)):
        both = row.before is not None and row.after is not None
        short = max(len(row.before or ""), len(row.after or "")) <= LONGEST
        pair = changed_words(row.before or "", row.after or "") if both and short else ([], [])
        for side, (line, spans) in enumerate(zip(row, pair, strict=True)):
            if line is not None:
                if not both and line:
                    spans = [Span(0, len(line))]
                found[side].extend(
                    Span(at[side] + units(line[:start]), at[side] + units(line[:end]))
                    for start, end in spans
                )
                at[side] += units(line) + 1
    return found
