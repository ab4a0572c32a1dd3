"""What the Markdown beside it says, made anew once typing pauses."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QTextDocument

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.article_view import ArticleView
from ui.widgets.patched_document import PatchedDocument

_PAUSE_MS: Final = 180
_SHARE: Final = 8
"""A preview that takes long is made after a pause of so many times that."""


class LivePreview(ArticleView):
    """`follow` is told of each change, and `read` asked for the text after the pause; `refreshed`
    carries the text that is shown then."""

    refreshed = Signal(str)

    def __init__(self, theme: Theme, read: Callable[[], str]) -> None:
        self._read = read
        self._shown: str | None = None
        self._patched: PatchedDocument | None = None
        self._dressed: tuple[str, Mapping[str, QImage]] = ("", {})
        super().__init__(theme)
        self.setAccessibleName(tr("Preview"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)

    def follow(self) -> None:
        """A key was pressed: nothing is done before the next ones."""
        self._pause.start()

    def refresh(self) -> None:
        """Show what stands there now."""
        self._pause.stop()
        source = self._read()
        if source == self._shown:
            return
        begun = perf_counter()
        self._shown = source
        self.show_source(source)
        took = (perf_counter() - begun) * 1000
        self._pause.setInterval(max(_PAUSE_MS, round(took * _SHARE)))
        self.refreshed.emit(source)

    def made(self, source: str, *, plain: bool) -> QTextDocument:
        """What was shown before, with what changed made anew."""
        if plain:
            self._patched = None
            return super().made(source, plain=plain)
        dressed = (self._theme.palette.scheme, self.pictures)
        if self._patched is None or self._dressed != dressed:
            font = self._theme.font("body", figures=False)
            self._patched = PatchedDocument(font, self.pictures, self._theme.palette)
            self._dressed = dressed
        self._patched.follow(source)
        return self._patched

    def scroll_along(self, share: float) -> None:
        """To the same share of the way down as the text that is typed."""
        bar = self.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))
