"""The title's cell: the words, and at its right end what is unfinished about the case."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.palette import color
from ui.queue.queue_model import MARKS
from ui.theme import Theme
from ui.widgets.table_cells import CellDelegate, Index

_GAP = 8
_SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TitleDelegate(CellDelegate):
    """Paints a title, and its marks ("incomplete") in small letters at the right.

    Where the title would be cut for them a ring stands in; the tool tip says the rest.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._small = theme.font("caption", 500)

    def paint_text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        """The marks, then the title in the room they leave."""
        said = " · ".join(index.data(MARKS) or [])
        metrics = QFontMetricsF(self._small)
        title = self._metrics[500].horizontalAdvance(str(index.data() or ""))
        if said and title + _GAP + metrics.horizontalAdvance(said) > inner.width():
            said = "○"
        if said:
            painter.setFont(self._small)
            painter.setPen(color(self._theme.palette.soon_ink))
            painter.drawText(inner, _SIDE, said)
            inner = inner.adjusted(0, 0, -metrics.horizontalAdvance(said) - _GAP, 0)
        super().paint_text(painter, inner, index)
