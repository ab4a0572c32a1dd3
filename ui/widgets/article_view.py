"""An article to be read, with its own pictures; what it mentions of the desk opens there."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument

from ui.theme import Theme
from ui.widgets.article_document import ARTICLE, CASE, ArticleDocument, why_not_shown
from ui.widgets.markdown_view import MarkdownView, broken

_MARGIN = 12


class ArticleView(MarkdownView):
    """`article_requested` and `case_requested` carry the key of what a link within the desk names;
    every other link says in `banner` where it leads before it is opened.
    """

    article_requested = Signal(str)
    case_requested = Signal(str)

    margin = _MARGIN
    """Pixels around the words."""

    def __init__(self, theme: Theme, placed: Callable[[], object] = lambda: None) -> None:
        self.pictures: Mapping[str, QImage] = {}
        self._source = self._why = ""
        super().__init__(theme, placed)
        theme.changed.connect(self._draw_again)

    def show_source(self, source: str) -> None:
        """Show this Markdown; where it cannot be shown as such, `banner` says why."""
        self._source = source
        why = why_not_shown(source)
        document = self.made(broken(source) if why else source, plain=bool(why))
        if document is not self.document():
            before = self.verticalScrollBar().value()
            document.setParent(self)
            document.setDocumentMargin(self.margin)
            self.setDocument(document)
            self.verticalScrollBar().setValue(before)
        if why:
            self.banner.show_message("note", why)
        elif self._why:
            self.banner.hide()
        self._why = why

    def made(self, source: str, *, plain: bool) -> QTextDocument:
        """The document of a text; `plain` where it is too much to be shown as Markdown."""
        font = self._theme.font("body", figures=False)
        return ArticleDocument(source, font, self.pictures, self._theme.palette)

    def show_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """These are the article's own."""
        if dict(pictures) != dict(self.pictures):
            self.pictures = dict(pictures)
            self.show_source(self._source)

    def _draw_again(self) -> None:
        """In the colours of another scheme."""
        self.show_source(self._source)

    def _ask(self, url: QUrl) -> None:
        """A link within the desk opens what it says; any other says where it leads."""
        scheme, key = url.scheme(), url.path()
        if scheme == ARTICLE:
            self.article_requested.emit(key)
        elif scheme == CASE:
            self.case_requested.emit(key)
        else:
            super()._ask(url)
