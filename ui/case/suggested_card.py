"""What is known that may answer the case: articles, each with why. Nothing known: not there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem

from models.queries.article import kind_words
from models.queries.similar import Seen
from models.why_words import why_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.card import Card
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.labels import caption, key_hint
from ui.widgets.line_list import Line, LineList, what_of


class SuggestedCard(Card):
    """`article_requested` carries the key of an article to be read; `answer` and `wrong` are about
    the one that the keyboard is on."""

    article_requested = Signal(str)

    def __init__(self, theme: Theme, answer: QAction, wrong: QAction) -> None:
        super().__init__(theme, tr("May answer it"))
        self.list = LineList(theme, tr("Articles that may answer the case"))
        self._why = caption(wrap=True)
        self._workaround = ClippedLabel(theme, 3, "caption", markdown=True)
        self._use = ActionButton(theme, answer)
        self._wrong = ActionButton(theme, wrong, kind="quiet")
        self._read_it = Button(theme, tr("Read it"), kind="quiet", keys=tr("Enter"))
        self._lay_out(theme)
        self.corner.addWidget(key_hint(tr("Alt S")))
        self.list.itemActivated.connect(self._read)
        self._read_it.clicked.connect(lambda: self._read(self.list.currentItem()))
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.hide()

    def show_suggested(self, articles: tuple[Seen, ...]) -> None:
        """Offer these; the line the keyboard is on stays. Without any the card is gone."""
        self.list.show_lines([_line(one) for one in articles])
        self.setVisible(bool(articles))
        self._show_chosen()

    def chosen(self) -> Seen | None:
        """The article the keyboard is on, or would be; None where none is offered."""
        found: Seen | None = self.list.chosen()
        return found

    def _show_chosen(self) -> None:
        seen = self.chosen()
        self._why.setText(tr(why_words(seen.why)) if seen is not None else "")
        self._workaround.show_text(seen.workaround if seen is not None else "")
        self._workaround.setVisible(seen is not None and bool(seen.workaround))
        self._use.setVisible(seen is not None and bool(seen.workaround))

    def _read(self, item: QListWidgetItem) -> None:
        seen: Seen = what_of(item)
        self.article_requested.emit(seen.key)

    def _lay_out(self, theme: Theme) -> None:
        self.content.setSpacing(theme.sizes.small)
        for part in (self.list, self._why, self._workaround):
            self.content.addWidget(part)
        for buttons in ((self._use,), (self._read_it, self._wrong)):
            row = QHBoxLayout()
            row.setSpacing(theme.sizes.small)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.content.addLayout(row)


def _line(seen: Seen) -> Line:
    parts = [seen.key, tr(kind_words(seen.kind))]
    if seen.workaround and seen.kind != "how_to":
        parts.append(tr("workaround"))
    return Line(seen.title, " · ".join(parts), "book", seen)
