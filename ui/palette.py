"""The one palette, light and dark, and the one size file."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor

from models.gauge import State
from ui.resources import resource

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, handed to painters. Each name is `#RRGGBB` or `#RRGGBBAA`."""

    scheme: Scheme
    ground: str
    surface: str
    second: str
    line: str
    text: str
    muted: str
    accent: str
    calm: str
    soon: str
    missed: str
    breached: str
    paused: str
    on_accent: str
    on_accent_muted: str
    accent_hover: str
    accent_tint: str
    on_breached: str
    breached_tint: str
    breached_line: str
    soon_tint: str
    soon_line: str
    calm_tint: str
    calm_line: str
    hover: str
    rail_hover: str
    field: str
    field_line: str
    track: str
    notch: str
    calm_ink: str
    soon_ink: str
    missed_ink: str
    breached_ink: str
    paused_ink: str
    shadow: str

    def mark_of(self, state: State, imminent: bool = False) -> str:
        """The colour of shapes and lines for a clock's state."""
        if imminent and state not in ("paused", "done"):
            return self.breached
        return {
            "calm": self.calm,
            "at_risk": self.soon,
            "slo_missed": self.missed,
            "breached": self.breached,
            "paused": self.paused,
            "done": self.muted,
        }[state]

    def ink_of(self, state: State, imminent: bool = False) -> str:
        """The colour of words for a clock's state: readable on every ground of the scheme."""
        if imminent and state not in ("paused", "done"):
            return self.breached_ink
        return {
            "calm": self.calm_ink,
            "at_risk": self.soon_ink,
            "slo_missed": self.missed_ink,
            "breached": self.breached_ink,
            "paused": self.paused_ink,
            "done": self.muted,
        }[state]


@dataclass(frozen=True)
class Sizes:
    """Pixels before the screen's scale: type, space, radius, heights and widths."""

    caption: int
    body: int
    title: int
    large: int
    tiny: int
    small: int
    medium: int
    wide: int
    page: int
    radius_small: int
    radius_medium: int
    radius_large: int
    row: int
    header: int
    control: int
    chip: int
    rail_item: int
    top: int
    foot: int
    gauge: int
    rail: int
    rail_narrow: int
    find: int
    gauge_width: int


def load_palette(scheme: Scheme) -> Palette:
    """The palette of a scheme, read from `resources/palette.toml`."""
    table = tomllib.loads(resource("palette.toml").read_text("utf-8"))
    return Palette(scheme=scheme, **table[scheme])


@cache
def load_sizes() -> Sizes:
    """The sizes, read from `resources/sizes.toml`."""
    table = tomllib.loads(resource("sizes.toml").read_text("utf-8"))
    radius = {f"radius_{name}": value for name, value in table["radius"].items()}
    width = dict(table["width"])
    width["gauge_width"] = width.pop("gauge")
    return Sizes(**table["type"], **table["space"], **radius, **table["height"], **width)


def color(name: str) -> QColor:
    """A colour of the palette as Qt wants it: `#RRGGBB`, or `#RRGGBBAA` with alpha last."""
    if len(name) == 9:
        return QColor(f"#{name[7:]}{name[1:7]}")
    return QColor(name)


def style_values(palette: Palette, sizes: Sizes) -> dict[str, str]:
    """Every name of the palette and the sizes, for the style sheet's `$name` places."""
    found: dict[str, str] = {}
    for source in (palette, sizes):
        for item in fields(source):
            value = getattr(source, item.name)
            found[item.name] = f"{value}px" if isinstance(value, int) else value
    return found
