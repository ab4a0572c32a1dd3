import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap

from models.gauge import State
from ui.icons import Icons
from ui.resources import resource
from ui.theme import Theme
from ui.tray_icon import app_icon, tray_icon

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
UI = Path(__file__).parents[2] / "ui"


def colors(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_inside_its_box(theme: Theme, name: str) -> None:
    image = Icons().pixmap(name, "#ff0000", 48).toImage()
    edge = [image.pixelColor(at, side).alpha() for at in range(48) for side in (0, 47)]
    edge += [image.pixelColor(side, at).alpha() for at in range(48) for side in (0, 47)]
    assert max(edge) == 0
    inside = [image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)]
    assert max(inside) > 200


def test_an_icon_takes_the_colour_it_is_given(theme: Theme) -> None:
    assert colors(Icons().pixmap("queue", "#1f5fa8", 48)) == {"#1f5fa8"}


def test_an_icon_is_drawn_at_the_screen_s_own_resolution(theme: Theme) -> None:
    icons = Icons()
    pixmap = icons.pixmap("clock", "#000000", 18, 2.0)
    assert pixmap.size() == QSize(36, 36)
    assert pixmap.devicePixelRatio() == 2.0
    assert icons.pixmap("clock", "#000000", 18, 2.0) is pixmap


def test_an_unknown_icon_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError):
        Icons().pixmap("no such icon", "#000000")


def test_every_icon_named_in_code_exists() -> None:
    source = "\n".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    named = set(re.findall(r'IconButton\(\s*\w+(?:\.\w+)*, "([a-z-]+)"', source))
    named |= set(re.findall(r'icons\.(?:icon|pixmap)\("([a-z-]+)"', source))
    assert {"cross", "search"} <= named
    assert named <= set(NAMES)


@pytest.mark.parametrize("state", ["at_risk", "slo_missed", "breached"])
def test_the_tray_shows_number_and_worst_state(theme: Theme, state: State) -> None:
    drawn = {
        count: tray_icon(theme, count, state).pixmap(22, 22).toImage() for count in (1, 2, 10, 12)
    }
    assert drawn[1] != drawn[2]
    assert drawn[10] == drawn[12]
    assert theme.palette.mark_of(state).lower() in colors(tray_icon(theme, 1, state).pixmap(64, 64))


def test_the_tray_s_shapes_differ_without_colour(theme: Theme) -> None:
    def outline(state: State) -> list[bool]:
        image = tray_icon(theme, 1, state).pixmap(64, 64).toImage()
        return [image.pixelColor(x, y).alpha() > 128 for x in range(64) for y in range(64)]

    assert outline("at_risk") != outline("breached")
    assert outline("calm") != outline("breached")


def test_nothing_at_risk_shows_the_product(theme: Theme) -> None:
    product = app_icon(theme.icons, theme.palette).pixmap(64, 64).toImage()
    assert tray_icon(theme, 0, None).pixmap(64, 64).toImage() == product


def test_a_breach_with_nothing_at_risk_is_not_the_product_nor_a_number(theme: Theme) -> None:
    drawn = tray_icon(theme, 0, "breached").pixmap(64, 64)
    assert theme.palette.mark_of("breached").lower() in colors(drawn)
    others = [tray_icon(theme, 0, None), tray_icon(theme, 1, "breached")]
    assert drawn.toImage() not in [icon.pixmap(64, 64).toImage() for icon in others]
