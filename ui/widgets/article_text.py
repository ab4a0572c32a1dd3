"""An article's words, as high as they are: what they stand in scrolls, by the keys of reading."""

from math import ceil
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.article_view import ArticleView

_LEAST: Final = 80
_STEPS: Final = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Space: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ArticleText(ArticleView):
    """Put it into a `QScrollArea`. `beside_requested` carries the target of a link to a place
    beside the text, as articles from a folder have it. `inside` a card it has no frame of its own.
    """

    beside_requested = Signal(str)

    def __init__(self, theme: Theme, name: str = "", *, inside: bool = False) -> None:
        self._least = _LEAST
        if inside:
            self.margin, self._least = 0, 0
        super().__init__(theme)
        self.setProperty("role", "inside" if inside else "")
        self.setAccessibleName(name or tr("The article"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_source(self, source: str) -> None:
        """Show this Markdown, all of it."""
        super().show_source(source)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines, another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Space and the page keys read on."""
        step = _STEPS.get(Qt.Key(event.key()))
        around = self._around()
        if step is None or around is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            around.verticalScrollBar().triggerAction(step)

    def _ask(self, url: QUrl) -> None:
        if url.scheme() or url.host() or not url.path():
            super()._ask(url)
        else:
            self.beside_requested.emit(url.toString())

    def _around(self) -> QScrollArea | None:
        parent: QWidget | None = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        self.setFixedHeight(max(ceil(self.document().size().height()) + around, self._least))
