"""Markdown to be read and copied; a link opens once its target was seen."""

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.markdown import MarkdownDocument

_LONGEST_LINE: Final = 4_000
"""Letters; Qt takes minutes to lay out a line of a million."""

_OPENED: Final = ("http", "https", "mailto")


class MarkdownView(QTextBrowser):
    """Markdown as it is meant; Tab goes from link to link, Enter says in `banner` where one leads.

    Both belong into the same sheet or part of a page; `placed` is called as the banner comes and
    goes.
    """

    def __init__(
        self, theme: Theme, placed: Callable[[], object] = lambda: None, source: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._placed = placed
        self._target = QUrl()
        self.banner = Banner(theme)
        self.setOpenLinks(False)
        self.show_source(source)
        self.anchorClicked.connect(self._ask)
        self.banner.retry_requested.connect(lambda: QDesktopServices.openUrl(self._target))
        self.banner.closed.connect(placed)

    def show_source(self, source: str) -> None:
        """Show this Markdown."""
        document = MarkdownDocument(broken(source), self._theme.font("body", figures=False))
        document.setParent(self)
        document.setDocumentMargin(8)
        self.setDocument(document)

    def height_for(self, width: int) -> int:
        """How high all of it is in this width."""
        laid_out = self.document().clone()
        laid_out.setTextWidth(width - 2 * self.frameWidth())
        return ceil(laid_out.size().height()) + 2 * self.frameWidth()

    def _ask(self, url: QUrl) -> None:
        self._target = url
        may = url.scheme() in _OPENED
        said = "" if may else tr("Only web and mail addresses are opened from here.")
        button = tr("Open it") if may else ""
        leads = tr("This leads to {target}", target=bytes(url.toEncoded().data()).decode())
        self.banner.show_message("note", leads, said, button)
        self._placed()


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
