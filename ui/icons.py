"""Icons: own drawings, tinted by the palette and sharp on every screen."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.resources import resource

_RATIOS = (1.0, 2.0, 3.0)


class Icons:
    """Draws `resources/icons/NAME.svg` in a colour, and remembers what it drew."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}
        self._drawn: dict[tuple[str, str, str, int, float], QPixmap] = {}

    def pixmap(
        self, name: str, tint: str, size: int = 18, ratio: float = 1.0, accent: str = ""
    ) -> QPixmap:
        """One drawing, `size` logical pixels square, for a screen of the device pixel `ratio`.

        `accent` colours the second colour of the few icons that have one (the mark); else `tint`.
        """
        key = (name, tint, accent or tint, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = self._draw(*key)
        return self._drawn[key]

    def icon(self, name: str, tint: str, size: int = 18, accent: str = "") -> QIcon:
        """The same as a `QIcon`, drawn for each usual device pixel ratio."""
        icon = QIcon()
        for ratio in _RATIOS:
            icon.addPixmap(self.pixmap(name, tint, size, ratio, accent))
        return icon

    def paint(
        self, painter: QPainter, rect: QRectF, name: str, tint: str, accent: str = ""
    ) -> None:
        """Draw into `rect` at the painter's own resolution."""
        ratio = painter.device().devicePixelRatio()
        pixmap = self.pixmap(name, tint, round(rect.width()), ratio, accent)
        painter.drawPixmap(rect.topLeft(), pixmap)

    def _draw(self, name: str, tint: str, accent: str, size: int, ratio: float) -> QPixmap:
        source = self._sources.get(name)
        if source is None:
            source = resource("icons", f"{name}.svg").read_text("utf-8")
            self._sources[name] = source
        tinted = source.replace("currentColor", tint).replace("accentColor", accent)
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(tinted.encode())).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
