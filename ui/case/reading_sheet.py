"""All of an entry's words, to be read and copied."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.case.entries import Entry
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_LONGEST_LINE = 4_000
"""Letters; Qt takes minutes to lay out a line of a million."""


def read_entry(theme: Theme, window: QWidget, entry: Entry) -> Sheet:
    """Open a sheet with the whole text of an entry; Esc closes it."""
    sheet = Sheet(theme, window, tr("All of it"), width=680)
    page, small = theme.sizes.page, theme.sizes.small
    sheet.content.setContentsMargins(page, page, page, page)
    sheet.content.setSpacing(small)
    sheet.content.addWidget(title(entry.head))
    sheet.content.addWidget(muted(entry.tail, wrap=True))
    whole = entry.text or entry.head
    shown = broken(whole)
    if shown != whole:
        said = tr("Very long lines are broken here; Ctrl+C in the conversation copies them whole.")
        sheet.content.addWidget(muted(said, wrap=True))
    words = QPlainTextEdit(shown)
    words.setReadOnly(True)
    words.setTabChangesFocus(True)
    words.setMinimumHeight(320)
    words.setAccessibleName(tr("The words"))
    sheet.content.addWidget(words)
    sheet.closed.connect(sheet.deleteLater)
    sheet.show_sheet(words)
    return sheet


def broken(text: str) -> str:
    """The text with its very long lines broken, so that it can be shown at once."""
    lines = text.split("\n")
    if max(map(len, lines)) <= _LONGEST_LINE:
        return text
    return "\n".join(
        line[at : at + _LONGEST_LINE]
        for line in lines
        for at in range(0, max(len(line), 1), _LONGEST_LINE)
    )
