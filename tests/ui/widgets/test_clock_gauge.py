import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from models.gauge import Gauge, State
from models.text import text
from ui.palette import Palette, color
from ui.theme import Theme
from ui.widgets.clock_gauge import LINE, ClockGauge, paint_gauge
from ui.widgets.state_shape import shape_of

WIDTH, HEIGHT = 100, 20
MIDDLE = HEIGHT // 2


def gauge(share: float, notch: float | None = None, state: State = "calm") -> Gauge:
    return Gauge(share, notch, state, text("9 min left"), text("due 14:37"))


def painted(one: Gauge, palette: Palette) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
    image.fill(color(palette.surface))
    painter = QPainter(image)
    paint_gauge(painter, QRectF(0, 0, WIDTH, HEIGHT), one, palette)
    painter.end()
    return image


def filled(image: QImage, shade: QColor) -> list[int]:
    return [x for x in range(WIDTH) if image.pixelColor(x, MIDDLE) == shade]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 1.0])
def test_what_is_left_is_filled_from_the_left(theme: Theme, share: float) -> None:
    columns = filled(painted(gauge(share), theme.palette), color(theme.palette.calm))
    assert columns[0] <= 1
    assert abs(columns[-1] + 1 - share * WIDTH) <= 2
    assert columns == list(range(columns[0], columns[-1] + 1))


def test_the_line_is_six_pixels_high(theme: Theme) -> None:
    image = painted(gauge(1.0), theme.palette)
    calm = color(theme.palette.calm)
    rows = [y for y in range(HEIGHT) if image.pixelColor(50, y) == calm]
    assert len(rows) == LINE


def test_the_notch_stands_at_the_slo_and_over_the_line(theme: Theme) -> None:
    image = painted(gauge(0.8, notch=0.25), theme.palette)
    notch = color(theme.palette.notch)
    assert filled(image, notch) == [24, 25]
    assert image.pixelColor(24, MIDDLE - 5) == notch


def test_breached_is_an_empty_line(theme: Theme) -> None:
    image = painted(gauge(0.0, state="breached"), theme.palette)
    assert image.pixelColor(50, MIDDLE) == color(theme.palette.surface)
    assert image.pixelColor(50, MIDDLE - 3) == color(theme.palette.breached)


def test_paused_is_hatched(theme: Theme) -> None:
    image = painted(gauge(0.8, state="paused"), theme.palette)
    shades = {
        image.pixelColor(x, y).name() for x in range(10, 70) for y in range(MIDDLE - 2, MIDDLE + 2)
    }
    assert len(shades) >= 2
    assert theme.palette.calm.lower() not in shades


def test_the_smallest_rest_is_still_seen_and_never_overflows(theme: Theme) -> None:
    palette = theme.palette
    tiny = painted(gauge(0.001, state="at_risk"), palette)
    assert filled(tiny, color(palette.soon))
    assert painted(gauge(7.0), palette) == painted(gauge(1.0), palette)
    assert painted(gauge(-1.0), palette) == painted(gauge(0.0), palette)


def test_each_state_has_a_shape_that_needs_no_colour() -> None:
    states: list[State] = ["calm", "at_risk", "breached", "paused", "done"]
    assert len({shape_of(state) for state in states}) == 5
    assert shape_of("at_risk", imminent=True) == shape_of("breached")
    assert shape_of("paused", imminent=True) == shape_of("paused")


def test_the_widget_says_what_it_shows(qtbot: QtBot, theme: Theme) -> None:
    widget = ClockGauge(theme)
    qtbot.addWidget(widget)
    empty = widget.sizeHint().width()
    widget.show_gauge(gauge(0.2))
    assert widget.accessibleName() == "9 min left, due 14:37"
    assert widget.sizeHint().width() > empty
    widget.show_gauge(None)
    assert widget.accessibleName() == ""
