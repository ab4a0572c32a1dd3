"""Words drafted for a customer: what they promise, and whether anybody has written in them."""

from collections.abc import Mapping

from PySide6.QtGui import QTextCursor

from ui.case.paragraphs import exchanged, holds, put_in, rewrite
from ui.widgets.growing_text import GrowingText


class DraftedWords:
    """What stands in a field of the composer.

    `promised` is the next update that words put in have named; `drafted` is the acknowledgement
    that was drafted for the case, at hand until the customer was told something.
    """

    def __init__(self, field: GrowingText) -> None:
        self._field = field
        self.promised = self.drafted = self._update = ""

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.toPlainText()

    @property
    def promises(self) -> bool:
        """Whether what stands there names the next update."""
        return bool(self.promised) and self.promised in self.text

    def kept(self) -> dict[str, str]:
        """What is to be kept of a draft, beside its text."""
        return {"promised": self.promised, "drafted": self.drafted}

    def show_kept(self, kept: Mapping[str, str]) -> None:
        """Put back what was kept."""
        self.promised, self.drafted = kept.get("promised", ""), kept.get("drafted", "")
        self._update = ""
        self._field.setPlainText(kept.get("text", ""))
        self._field.moveCursor(QTextCursor.MoveOperation.End)

    def put(self, words: str, promised: str, *, drafted: bool) -> None:
        """Put words where the cursor is; the update promised in them takes the place of one that is
        promised already, and a `drafted` update that of an earlier one that nobody touched.
        """
        typed = self.text
        if promised and self.promised:
            typed = typed.replace(self.promised, promised)
            self._update = self._update.replace(self.promised, promised)
            self.drafted = self.drafted.replace(self.promised, promised)
            if typed != self.text:
                rewrite(self._field, typed)
        self.promised = promised or self.promised
        if drafted and holds(typed, self._update):
            rewrite(self._field, exchanged(typed, self._update, words))
        else:
            put_in(self._field, words)
        if drafted:
            self._update = words

    def acknowledge(self, words: str, promised: str) -> None:
        """The acknowledgement that was asked for."""
        self.promised, self.drafted = promised, words
        self._field.insertPlainText(words)

    def put_back(self) -> None:
        """The drafted acknowledgement stands there once more."""
        self._field.insertPlainText(self.drafted)

    def make_room(self) -> None:
        """An acknowledgement that nobody wrote gives way."""
        if self.drafted == self.text:
            rewrite(self._field, "")


def left_of(draft: Mapping[str, str]) -> dict[str, str]:
    """What stays of a draft without its words: a drafted acknowledgement, with its promise."""
    names = ("drafted", "promised") if draft.get("drafted") else ()
    return {name: said for name in names if (said := draft.get(name))}
