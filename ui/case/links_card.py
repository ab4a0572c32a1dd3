"""What a case is linked with: Enter opens the other case or the article, Delete takes it back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from models.handbook.articles import HELPED, WRONG
from models.queries.case import CaseDetail
from models.queries.links import Link
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import caption
from ui.widgets.line_list import Line, LineList, what_of

_ELSEWHERE = ("incident", "affected")
"""How a case is linked that stands on the card of the incident."""

ARTICLE = "article"
_VERDICTS = {HELPED: "✓ It helped, you said", WRONG: "✕ It is wrong, you said"}

_ICONS = {"case": "note", "article": "book", "defect": "alert", "roadmap": "tag"}


class LinksCard(Card):
    """`case_requested` carries the id of a linked case, `article_requested` an article's key,
    `removal_requested` a `Link`; `copied` the words of what cannot be opened here, which are on the
    clipboard then."""

    case_requested = Signal(int)
    article_requested = Signal(str)
    removal_requested = Signal(object)
    copied = Signal(str)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Belongs together"))
        self.corner.addWidget(ActionButton(theme, add, kind="link"))
        self.list = _LinkList(theme, tr("What the case is linked with"))
        self._none = caption(
            tr("Nothing yet: link the same trouble, an article, a defect or a roadmap item."),
            wrap=True,
        )
        self._keys = caption(wrap=True)
        self._links: tuple[Link, ...] = ()
        self._verdicts: Mapping[str, str] = {}
        self._similar = caption(wrap=True)
        self._similar.hide()
        self.content.addWidget(self._similar)
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)
        self.content.addWidget(self._keys)
        self.list.itemActivated.connect(self._open)
        self.list.removed.connect(self._remove)

    def show_case(self, case: CaseDetail) -> None:
        """Show the case's links; the line the keyboard is on stays."""
        self._links = tuple(link for link in case.links if link.why not in _ELSEWHERE)
        self._show()

    def show_verdicts(self, mine: Mapping[str, str]) -> None:
        """What the reader said of articles at this case, by key."""
        self._verdicts = mine
        self._show()

    def article_at_hand(self) -> str:
        """The key of the article the keyboard is on, else of the first that is linked."""
        chosen = self.list.chosen() if self.list.hasFocus() else None
        if chosen is not None and chosen.what == ARTICLE:
            return str(chosen.key)
        return next((link.key for link in self._links if link.what == ARTICLE), "")

    def _show(self) -> None:
        links = self._links
        self.list.show_lines([_line(link, self._verdicts.get(link.key, "")) for link in links])
        self.list.setVisible(bool(links))
        keys = tr("Enter opens or copies · Del takes it back")
        if self.article_at_hand():
            keys = tr("{keys} · H it helped · Shift Z it is wrong", keys=keys)
        self._keys.setText(keys)
        self._keys.setVisible(bool(links))
        self._none.setVisible(not links)

    def show_similar(self, words: str) -> None:
        """How many were like it lately; nothing to say, nothing to see."""
        self._similar.setText(words)
        self._similar.setVisible(bool(words))

    def _open(self, item: QListWidgetItem) -> None:
        link: Link = what_of(item)
        if link.case_id is not None:
            self.case_requested.emit(link.case_id)
        elif link.what == ARTICLE and link.title:
            self.article_requested.emit(link.key)
        else:
            QGuiApplication.clipboard().setText(link.key)
            self.copied.emit(tr("Copied: {key}", key=inline(link.key)))

    def _remove(self) -> None:
        if (link := self.list.chosen()) is not None:
            self.removal_requested.emit(link)


class _LinkList(LineList):
    """`removed` when Delete was pressed."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a link back."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _line(link: Link, verdict: str) -> Line:
    """“CS-1042  Exports stall” above “Same trouble · New”; what has no title stands alone."""
    said = tr(_VERDICTS[verdict]) if link.what == ARTICLE and verdict in _VERDICTS else ""
    told = [tr(link.words()), link.key if link.title else "", tr(link.status_words()), said]
    detail = " · ".join(part for part in told if part)
    return Line(link.title or link.key, detail, _ICONS[link.what], link)
