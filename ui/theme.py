"""Colours, type and style sheet of the whole application: one object, passed to whoever paints."""

from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.icons import Icons
from ui.palette import Palette, Scheme, Sizes, color, load_palette, load_sizes, style_values
from ui.resources import resource

Choice = Literal["system", "light", "dark"]
Size = Literal["caption", "body", "title", "large"]
_FONT_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")


class Theme(QObject):
    """Follows the system's light or dark, unless the person chose one.

    Painters read `theme.palette` and `theme.sizes` when they paint; `changed` (a `Palette`) tells
    them to paint again.
    """

    changed = Signal(object)

    def __init__(self, application: QApplication, choice: Choice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = choice
        self.sizes: Sizes = load_sizes()
        self.icons = Icons()
        self._family = _load_fonts()
        application.setStyle("Fusion")
        application.setFont(self.font(figures=False))
        self.palette: Palette = load_palette(self._scheme())
        self._dress()
        hints = application.styleHints()
        signal: SignalInstance = hints.colorSchemeChanged
        signal.connect(self._follow)

    @property
    def choice(self) -> Choice:
        """What the person chose: "system", "light" or "dark"."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Follow the system, or force light or dark."""
        self._choice = choice
        self._follow()

    def font(self, size: Size = "body", weight: int = 400, figures: bool = True) -> QFont:
        """The product's type for painters; weight 400, 500, 600 or 700.

        With `figures`, digits stand in columns; draw such text through `in_columns`.
        """
        font = QFont(self._family)
        font.setPixelSize(int(getattr(self.sizes, size)))
        font.setWeight(QFont.Weight(weight))
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _scheme(self) -> Scheme:
        if self._choice != "system":
            return self._choice
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow(self) -> None:
        scheme = self._scheme()
        if scheme == self.palette.scheme:
            return
        self.palette = load_palette(scheme)
        self._dress()
        self.changed.emit(self.palette)

    def _dress(self) -> None:
        self._application.setPalette(_qt_palette(self.palette))
        sheet = Template(resource("style.qss").read_text("utf-8"))
        self._application.setStyleSheet(
            sheet.substitute(style_values(self.palette, self.sizes), icons=_icon_folder())
        )


def in_columns(words: str) -> str:
    """The words as a tabular font should draw them: its own "-" is as wide as a figure."""
    return words.replace("-", "\u2010")


def _icon_folder() -> str:
    return resource("icons").as_posix()


def _load_fonts() -> list[str]:
    """The families to use: the bundled one first, then whatever the system offers."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return ["Inter", system.family()]


def _qt_palette(palette: Palette) -> QPalette:
    """What Qt itself needs to know, for the parts the style sheet does not reach."""
    role = QPalette.ColorRole
    colors = {
        role.Window: palette.ground,
        role.Base: palette.surface,
        role.AlternateBase: palette.second,
        role.Button: palette.surface,
        role.WindowText: palette.text,
        role.Text: palette.text,
        role.ButtonText: palette.text,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.muted,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Mid: palette.line,
        role.Light: palette.surface,
        role.Dark: palette.line,
    }
    made = QPalette()
    for name, value in colors.items():
        made.setColor(name, color(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, color(palette.muted))
    return made
