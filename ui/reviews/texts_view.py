"""Some of a postmortem's texts to be read, each under its name; one that says nothing is not
there."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.postmortems import SECTIONS, Said
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.article_text import ArticleText
from ui.widgets.labels import heading

_WIDEST: Final = 760
"""Pixels of a line that is read without getting lost."""


class TextsView(QWidget):
    """`case_named` and `article_named` carry the key of what a text links to. Out of sight where
    none of them says anything."""

    case_named = Signal(str)
    article_named = Signal(str)

    def __init__(self, theme: Theme, *names: str) -> None:
        super().__init__()
        self._texts: dict[str, tuple[QWidget, ArticleText]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        for name in names:
            words = tr("What happened") if name == "body" else tr(SECTIONS[name])
            head, text = heading(words), ArticleText(theme, words, inside=True)
            text.case_requested.connect(self.case_named)
            text.article_requested.connect(self.article_named)
            self._texts[name] = (head, text)
            text.setMaximumWidth(_WIDEST)
            for part in (head, text.banner, text):
                column.addWidget(part)

    def show_said(self, said: Said) -> None:
        """Show what these say."""
        some = False
        for name, (head, text) in self._texts.items():
            words = said.body if name == "body" else said.fields.get(name, "")
            text.show_source(words)
            for part in (head, text):
                part.setVisible(bool(words.strip()))
            some = some or bool(words.strip())
        self.setVisible(some)
