"""All of an entry's words, to be read and copied."""

from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.case.entries import Entry
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import muted, title
from ui.widgets.markdown_view import MarkdownView, broken
from ui.widgets.sheet import Sheet

_HEIGHT: Final = 320


def read_entry(theme: Theme, window: QWidget, entry: Entry) -> Sheet:
    """Open a sheet with the whole text of an entry; Esc closes it."""
    sheet = Sheet(theme, window, tr("All of it"), width=680)
    page, small = theme.sizes.page, theme.sizes.small
    sheet.content.setContentsMargins(page, page, page, page)
    sheet.content.setSpacing(small)
    sheet.content.addWidget(title(entry.head))
    sheet.content.addWidget(muted(entry.tail, wrap=True))
    words = _rendered(theme, sheet, entry) if entry.markdown else _as_it_is(sheet, entry)
    words.setMinimumHeight(_HEIGHT)
    words.setAccessibleName(tr("The words"))
    sheet.content.addWidget(words)
    sheet.closed.connect(sheet.deleteLater)
    sheet.show_sheet(words)
    return sheet


def _as_it_is(sheet: Sheet, entry: Entry) -> QPlainTextEdit:
    whole = entry.text or entry.head
    shown = broken(whole)
    if shown != whole:
        said = tr("Very long lines are broken here; Ctrl+C in the conversation copies them whole.")
        sheet.content.addWidget(muted(said, wrap=True))
    words = QPlainTextEdit(shown)
    words.setReadOnly(True)
    words.setTabChangesFocus(True)
    return words


def _rendered(theme: Theme, sheet: Sheet, entry: Entry) -> MarkdownView:
    words = MarkdownView(theme, sheet.place, entry.text)
    sheet.content.addWidget(words.banner)
    return words
