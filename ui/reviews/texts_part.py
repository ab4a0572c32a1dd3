"""The texts of a postmortem, each a field that grows: plain text, in which Markdown is read."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.handbook.postmortems import NO_ACTION, SECTIONS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.growing_text import GrowingText

_BODY: Final = "body"
_HINTS: Final[Mapping[str, str]] = {
    "scope": "Who was hit, by what, and for how long",
    _BODY: "In the order in which it happened; the timeline has the instants",
    NO_ACTION: "Only where nothing is to be done: say why",
}


class TextsPart(QWidget):
    """Some of its texts, below each other. `typed`: a key was pressed in one."""

    typed = Signal()

    def __init__(self, theme: Theme, *names: str) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.medium)
        for name in names:
            text = GrowingText(theme, least=6 if name == _BODY else 3, most=24)
            words = tr("What happened") if name == _BODY else tr(SECTIONS[name])
            field = Field(words, text)
            text.setPlaceholderText(tr(_HINTS.get(name, "")))
            text.textChanged.connect(self.typed)
            self.fields[name] = field
            column.addWidget(field)

    def texts(self) -> list[QPlainTextEdit]:
        """The fields themselves."""
        return [self.text(name) for name in self.fields]

    def text(self, name: str) -> GrowingText:
        """The field of this name."""
        control = self.fields[name].control
        assert isinstance(control, GrowingText)
        return control

    def values(self) -> dict[str, str]:
        """What stands here, by name."""
        return {name: self.text(name).toPlainText() for name in self.fields}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put these in; one that stands there already keeps its cursor."""
        for name in self.fields:
            if self.text(name).toPlainText() != values.get(name, ""):
                self.text(name).setPlainText(values.get(name, ""))
