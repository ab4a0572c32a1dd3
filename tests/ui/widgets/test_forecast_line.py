"""The forecast on a page: its sentence, how far to trust it, and the plot behind."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.forecast_words import forecast_words, trust_words
from models.handbook.calibration import NOTHING_SAID, Calibration, Said, calibrate
from models.handbook.forecast import Expected
from models.queries.forecast import ForecastNow
from tests.conftest import NOW
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.calibration_plot import CalibrationPlot
from ui.widgets.calibration_sheet import CalibrationSheet
from ui.widgets.forecast_line import ForecastLine

EXPECTED = (Expected(8, 0.6, 0, 1), Expected(24, 2.2, 1, 4), Expected(72, 6.8, 4, 9))
FORECAST = ForecastNow(NOW, (), EXPECTED, {}, 400, 1_000)
KNOWN = calibrate(
    [Said(chance, at < chance * 20) for chance in (0.05, 0.3, 0.62, 0.9) for at in range(20)]
)


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """A page."""
    page = QWidget()
    page.resize(900, 700)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def line(theme: Theme, over: QWidget) -> ForecastLine:
    """Its line, with what is expected."""
    made = ForecastLine(theme, over)
    made.setParent(over)
    made.show_forecast(FORECAST)
    made.show()
    return made


def test_the_sentences(line: ForecastLine) -> None:
    assert line.sentence.text() == tr(forecast_words(FORECAST))
    assert not line.why.isVisible()
    assert line.open_plot() is None
    line.show_trust(KNOWN)
    assert line.trust.text() == tr(trust_words(KNOWN))
    assert line.why.isVisible()


def test_without_past_forecasts_there_is_no_plot(line: ForecastLine) -> None:
    line.show_trust(NOTHING_SAID)
    assert "Not enough data" in line.trust.text()
    assert not line.why.isVisible()


def test_the_plot_opens_is_walked_through_and_closed(
    qtbot: QtBot, line: ForecastLine, over: QWidget
) -> None:
    line.show_trust(KNOWN)
    QTest.mouseClick(line.why, Qt.MouseButton.LeftButton)
    (sheet,) = over.findChildren(CalibrationSheet)
    assert sheet.sentence.text() == tr(trust_words(KNOWN))
    plot = sheet.plot
    assert plot.hasFocus()
    assert "said 5 %: 5 % of 20 forecasts breached" in plot.accessibleName()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert "said 30 %: 30 % of 20 forecasts breached" in plot.accessibleName()
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(plot, Qt.Key.Key_Escape)


def shown(qtbot: QtBot, theme: Theme, found: Calibration) -> CalibrationPlot:
    plot = CalibrationPlot(theme)
    qtbot.addWidget(plot)
    plot.show_bins(found.bins)
    plot.resize(420, 340)
    return plot


def test_dots_stand_where_what_was_said_and_what_came_meet(qtbot: QtBot, theme: Theme) -> None:
    plot = shown(qtbot, theme, KNOWN)
    places = [plot.area_of(at).center() for at in range(4)]
    assert [place.x() for place in places] == sorted(place.x() for place in places)
    assert [place.y() for place in places] == sorted((p.y() for p in places), reverse=True)
    for at, place in enumerate(places):
        assert plot.mark_at(place) == at
    assert plot.mark_at(QPointF(2, 2)) is None
    whole = plot.rect().toRectF()
    assert all(whole.contains(plot.area_of(at)) for at in range(4))


def test_the_fewer_forecasts_the_longer_the_stroke(qtbot: QtBot, theme: Theme) -> None:
    """It is seen how little a few of them tell."""
    lengths = []
    for count in (1, 8):
        few = calibrate([Said(0.5, at % 2 == 0) for at in range(2 * count)])
        plot = shown(qtbot, theme, few)
        image, x = plot.grab().toImage(), round(plot.area_of(0).center().x())
        muted = QColor(theme.palette.muted)
        column = (image.pixelColor(x, y) for y in range(image.height()))
        lengths.append(sum(abs(one.lightness() - muted.lightness()) < 40 for one in column))
    assert lengths[0] > 1.5 * lengths[1] > 0


def test_one_forecast_is_told_as_one(qtbot: QtBot, theme: Theme) -> None:
    plot = shown(qtbot, theme, calibrate([Said(0.4, True)]))
    assert "100 % of 1 forecast breached" in plot.accessibleName()
