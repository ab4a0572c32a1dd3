"""The forecast as a page shows it: what is expected, and how far to trust that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.forecast_words import forecast_words, trust_words
from models.handbook.calibration import Calibration
from models.queries.forecast import ForecastNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.calibration_sheet import CalibrationSheet
from ui.widgets.labels import ElidedLabel, body


class ForecastLine(QWidget):
    """What is expected to breach; below it how far to trust that, with the plot behind a button.

    `over` is what the plot's sheet covers. Until there is a forecast it says that it is looking.
    """

    opened = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__()
        self._theme, self._over = theme, over
        self._found: Calibration | None = None
        self.sentence = body(tr("Looking ahead"), wrap=True)
        self.trust = ElidedLabel()
        self.why = Button(theme, tr("Why?"), kind="link")
        self.why.setAccessibleName(tr("How far to trust the forecast"))
        self.why.clicked.connect(self.open_plot)
        self.why.hide()
        lines, below = QVBoxLayout(self), QHBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        below.setSpacing(theme.sizes.small)
        below.addWidget(self.trust)
        below.addWidget(self.why)
        below.addStretch(1)
        lines.addWidget(self.sentence)
        lines.addLayout(below)

    def show_forecast(self, now: ForecastNow) -> None:
        """Show what is expected."""
        self.sentence.setText(tr(forecast_words(now)))

    def show_trust(self, found: Calibration) -> None:
        """Show how far to trust it."""
        self._found = found
        self.trust.setText(tr(trust_words(found)))
        self.why.setVisible(bool(found.bins))

    def open_plot(self) -> CalibrationSheet | None:
        """The plot, over the page."""
        if self._found is None:
            return None
        sheet = CalibrationSheet(self._theme, self._over, self._found)
        sheet.show_sheet(sheet.plot if self._found.bins else None)
        self.opened.emit()
        return sheet
