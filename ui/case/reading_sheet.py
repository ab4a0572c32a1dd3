"""All of an entry's words, to be read and copied."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.case.entries import Entry
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


def read_entry(theme: Theme, window: QWidget, entry: Entry) -> Sheet:
    """Open a sheet with the whole text of an entry; Esc closes it."""
    sheet = Sheet(theme, window, tr("All of it"), width=680)
    page, small = theme.sizes.page, theme.sizes.small
    sheet.content.setContentsMargins(page, page, page, page)
    sheet.content.setSpacing(small)
    sheet.content.addWidget(title(entry.head))
    sheet.content.addWidget(muted(entry.tail))
    words = QPlainTextEdit(entry.text or entry.head)
    words.setReadOnly(True)
    words.setTabChangesFocus(True)
    words.setMinimumHeight(320)
    words.setAccessibleName(tr("The words"))
    sheet.content.addWidget(words)
    sheet.closed.connect(sheet.deleteLater)
    sheet.show_sheet(words)
    return sheet
