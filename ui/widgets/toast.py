"""A short word above the foot of the window, gone after a while; never the only place of a fact."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import Theme

_STAYS_MS = 4000


class Toast(QLabel):
    """In the middle above the foot, whose words it leaves to be read; what is pressed under it is
    pressed all the same. `say` shows a sentence for four seconds, cut where it is wider than its
    parent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._below, self._aside = theme.sizes.foot + theme.sizes.small, theme.sizes.page
        self._sentence = ""
        self.setProperty("role", "toast")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, in place of an earlier one."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.setText(self._sentence)
        beside = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self._over.width() - 2 * self._aside - beside
        line = " ".join(self._sentence.split())
        self.setText(self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room))
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - self._below)
