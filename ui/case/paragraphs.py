"""Words put in among others: each a paragraph of its own."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_BLANK = "\n\n"


def put_in(field: QPlainTextEdit, words: str) -> None:
    """Put words where the cursor is, a blank line between them and what stands before and after."""
    cursor = field.textCursor()
    before = _between(field, 0, cursor.selectionStart())
    after = _between(field, cursor.selectionEnd(), field.document().characterCount() - 1)
    cursor.insertText(f"{gap(before, words)}{words}")
    place = cursor.position()
    cursor.insertText(gap(words, after))
    cursor.setPosition(place)
    field.setTextCursor(cursor)


def rewrite(field: QPlainTextEdit, text: str) -> None:
    """Put another text in the place of all that is there; one Ctrl+Z has it back."""
    field.selectAll()
    field.insertPlainText(text)


def holds(text: str, part: str) -> bool:
    """Whether that stands in the text as whole lines, with nothing added to them."""
    return bool(part) and f"\n{part}\n" in f"\n{text}\n"


def exchanged(text: str, part: str, other: str) -> str:
    """The text with `other` in the place of the lines that `holds` found."""
    return f"\n{text}\n".replace(f"\n{part}\n", f"\n{other}\n", 1)[1:-1]


def gap(before: str, after: str) -> str:
    """The line ends that are missing for a blank line between two texts; none beside nothing."""
    if not before.strip() or not after.strip():
        return ""
    ends = len(before) - len(before.rstrip("\n")) + len(after) - len(after.lstrip("\n"))
    return _BLANK[ends:]


def _between(field: QPlainTextEdit, begin: int, end: int) -> str:
    """What stands between two places of the document, as Qt counts them."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")
