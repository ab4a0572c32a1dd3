from dataclasses import fields

import pytest
from PySide6.QtGui import QColor

from models.gauge import State
from ui.palette import Palette, Scheme, color, load_palette, load_sizes

SCHEMES: list[Scheme] = ["light", "dark"]
STATES: list[State] = ["calm", "at_risk", "slo_missed", "breached", "paused", "done"]
GROUNDS = ("ground", "surface", "second", "accent_tint", "hover")
# Words and the grounds they may stand on.
INKS = {
    "text": (
        *GROUNDS,
        "breached_tint",
        "soon_tint",
        "calm_tint",
        "soon_line",
        "field",
        "rail_hover",
    ),
    "muted": (*GROUNDS, "field", "rail_hover", "breached_tint", "soon_tint"),
    "accent": GROUNDS,
    "on_accent": ("accent", "accent_hover"),
    "on_accent_muted": ("accent",),
    "on_breached": ("breached", "missed", "soon", "calm"),
    "calm_ink": (*GROUNDS, "calm_tint"),
    "soon_ink": (*GROUNDS, "soon_tint"),
    "missed_ink": GROUNDS,
    "breached_ink": (*GROUNDS, "breached_tint"),
    "paused_ink": GROUNDS,
}
THE_LOOK = {
    "light": "F6F7F9 FFFFFF F0F2F5 E1E5EA 17202B 5A6675 1F5FA8 2B7A68 A86400 B7560B B3261E 6A7585",
    "dark": "11151B 191F27 202833 2B3440 E7EBF1 98A4B4 74B3FF 5CC2A8 F0B24C FF9A4D FF7A6E 8C98A8",
}


def luminance(shade: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(color(one)), luminance(color(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_twelve_colours_are_those_of_the_look(scheme: Scheme) -> None:
    palette = load_palette(scheme)
    twelve = [getattr(palette, item.name) for item in fields(palette)[1:13]]
    assert twelve == [f"#{name}" for name in THE_LOOK[scheme].split()]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ink", INKS)
def test_words_are_readable_on_every_ground(scheme: Scheme, ink: str) -> None:
    palette = load_palette(scheme)
    poor = {
        ground: round(contrast(getattr(palette, ink), getattr(palette, ground)), 2)
        for ground in INKS[ink]
        if contrast(getattr(palette, ink), getattr(palette, ground)) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_a_state_s_line_stands_out_from_its_track(scheme: Scheme, state: State) -> None:
    palette = load_palette(scheme)
    for ground in (palette.surface, palette.track, palette.accent_tint):
        assert contrast(palette.mark_of(state), ground) >= 3.0


def test_minutes_away_looks_like_breached_but_not_while_paused(light: Palette) -> None:
    assert light.ink_of("at_risk", imminent=True) == light.breached_ink
    assert light.mark_of("calm", imminent=True) == light.breached
    assert light.mark_of("paused", imminent=True) == light.paused


@pytest.fixture
def light() -> Palette:
    return load_palette("light")


def test_alpha_comes_last(light: Palette) -> None:
    assert color("#FF000080").alpha() == 128
    assert color("#FF000080").red() == 255
    assert color(light.shadow).alpha() < 255


def test_sizes_stand_on_a_grid_of_four() -> None:
    sizes = load_sizes()
    assert (sizes.caption, sizes.body, sizes.title) == (11, 13, 15)
    assert 20 <= sizes.large <= 26
    for space in (sizes.tiny, sizes.small, sizes.medium, sizes.wide, sizes.page, sizes.row):
        assert space % 4 == 0
