"""All of an entry's words, to be read and copied; a link opens once its target was seen."""

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser, QWidget

from ui.case.entries import Entry
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.labels import muted, title
from ui.widgets.markdown import MarkdownDocument
from ui.widgets.sheet import Sheet

_LONGEST_LINE = 4_000
"""Letters; Qt takes minutes to lay out a line of a million."""

_OPENED: Final = ("http", "https", "mailto")
_HEIGHT = 320


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


def _rendered(theme: Theme, sheet: Sheet, entry: Entry) -> QTextBrowser:
    """Markdown as it is meant; Tab goes from link to link, Enter says where one leads."""
    words = QTextBrowser()
    words.setOpenLinks(False)
    document = MarkdownDocument(broken(entry.text), theme.font("body", figures=False))
    document.setParent(words)
    document.setDocumentMargin(8)
    words.setDocument(document)
    banner = Banner(theme)
    target = [QUrl()]

    def ask(url: QUrl) -> None:
        target[0] = url
        may = url.scheme() in _OPENED
        said = "" if may else tr("Only web and mail addresses are opened from here.")
        button = tr("Open it") if may else ""
        leads = tr("This leads to {target}", target=bytes(url.toEncoded().data()).decode())
        banner.show_message("note", leads, said, button)
        sheet.place()

    words.anchorClicked.connect(ask)
    banner.retry_requested.connect(lambda: QDesktopServices.openUrl(target[0]))
    banner.closed.connect(sheet.place)
    sheet.content.addWidget(banner)
    return words


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
