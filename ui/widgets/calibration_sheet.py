"""How far to trust the forecast: the sentence, and the plot that it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.forecast_words import trust_words
from models.handbook.calibration import Calibration
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.calibration_plot import CalibrationPlot
from ui.widgets.labels import body, muted, title
from ui.widgets.sheet import Sheet


class CalibrationSheet(Sheet):
    """Read-only."""

    def __init__(self, theme: Theme, over: QWidget, found: Calibration) -> None:
        name = tr("How far to trust the forecast")
        super().__init__(theme, over, name, width=560)
        self.sentence = body(tr(trust_words(found)), wrap=True)
        self.plot = CalibrationPlot(theme)
        self.plot.show_bins(found.bins)
        self.plot.setVisible(bool(found.bins))
        close = Button(theme, tr("Close"), keys=tr("Esc"))
        close.clicked.connect(self.close_sheet)
        self.closed.connect(self.deleteLater)
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        self.content.addWidget(title(name))
        self.content.addWidget(self.sentence)
        self.content.addWidget(self.plot)
        if found.bins:
            self.content.addWidget(muted(_about(), wrap=True))
        self.content.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _about() -> str:
    return tr(
        "Forecasts of past weeks, made again from what was known then. On the dashed line, as many "
        "breached as was said; above it more, below it fewer. The larger a dot, the more forecasts "
        "said so; the longer the stroke through it, the less they tell."
    )
