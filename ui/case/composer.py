"""The field below the conversation: a reply, a call, what the customer said, an internal note."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout

from models.errors import KnownError
from models.handbook.intake import may
from models.queries.case import CaseDetail
from models.typed_instant import HOW, read_instant
from ui.case.composed import composed
from ui.case.composer_words import (
    ACKNOWLEDGEMENT,
    CUSTOMER,
    NOTE,
    VERBS,
    counting_words,
    is_update,
)
from ui.case.contact_kinds import ContactKinds
from ui.case.drafted_words import DraftedWords, left_of
from ui.case.entries import ZoneNow
from ui.case.promise_line import PromiseLine
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import caption, muted
from ui.widgets.text_line import TextLine


class Composer(Card):
    """`sent` carries a `composed.Composed`; `changed` after each change of what is typed,
    `left` when the keyboard should go back to the conversation, `templates_requested` when one of
    them should be put in, `promise_requested` when the words should say when the next update comes,
    `acknowledgement_requested` when one should be drafted.

    The words stay until `show_draft` puts others in their place.
    """

    sent = Signal(object)
    changed = Signal()
    left = Signal()
    templates_requested = Signal()
    promise_requested = Signal()
    acknowledgement_requested = Signal()

    def __init__(self, theme: Theme, at: Callable[[], ZoneNow]) -> None:
        super().__init__(theme)
        self._theme = theme
        self._at = at
        self._case: CaseDetail | None = None
        self._ids: tuple[str, ...] = ()
        self._kind = NOTE
        self._may_acknowledge = False
        self._counts = caption(wrap=True)
        self.text = GrowingText(theme, least=2, most=10)
        self._words = DraftedWords(self.text)
        self.when = TextLine()
        self._kinds = ContactKinds(theme, self.text)
        self._banner = Banner(theme)
        self._send = Button(theme, "", kind="main", keys=tr("Ctrl Enter"))
        self._templates = Button(theme, tr("Templates"), keys=tr("Alt T"))
        self._acknowledgement = Button(theme, "", kind="link")
        self._promise = PromiseLine(theme)
        self._kept = muted()
        self._lay_out()
        self._connect()

    # ---- what the page asks ----

    def show_case(self, case: CaseDetail) -> None:
        """Fit the ways of this case's handbook, while any is legal; what is typed stays."""
        self._case = case
        ways = case.contact_ways if may("contact", case.row.status) else ()
        ids = (*(way.name for way in ways), CUSTOMER, NOTE)
        self._may_acknowledge = bool(ways) and case.untold
        self._ids = ids
        self._kinds.show_ways(ids, case.contact_ways)
        self._pick(self._kind)
        self._show_kind()

    def begin(self, kind: str) -> None:
        """Put the keyboard in the field, for a reply ("reply"), a note or the customer's words."""
        self._begin(kind)
        self.text.setFocus()

    def draft(self) -> dict[str, str]:
        """What is typed, to be kept."""
        words, when = self._words.text, self.when.text()
        kept = {"kind": self._kind, "text": words, "when": when, **self._words.kept()}
        if words or when:
            return kept
        return left_of(kept) if self._may_acknowledge else {}

    def way(self) -> str | None:
        """How the customer is told what is typed, or would be; None where nothing may be told."""
        return self._kind if self._kind in self._told else next(iter(self._told), None)

    def insert(self, words: str, promised: str, *, drafted: bool = False) -> None:
        """Put words for the customer where the cursor is, as `DraftedWords.put` does."""
        way = self.way()
        if way is None:
            return
        self._begin(way)
        self._words.put(words, promised, drafted=drafted)
        self.text.setFocus()
        self.changed.emit()

    def append(self, words: str, promised: str) -> None:
        """Put them behind all that is typed."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.insert(words, promised)

    def show_acknowledgement(self, words: str, promised: str) -> None:
        """Put in the one that was asked for, unless something was typed meanwhile."""
        if self._kind == ACKNOWLEDGEMENT and not self._words.text:
            self._words.acknowledge(words, promised)

    def may_promise(self) -> bool:
        """Whether what is typed is an update, and names no next one yet."""
        counts = self._case is not None and is_update(self._case, self._kind)
        return counts and not self._words.promises

    def _begin(self, kind: str) -> None:
        """Choose the kind; an acknowledgement that nobody wrote makes room for another."""
        if kind != ACKNOWLEDGEMENT:
            self._words.make_room()
        self._choose(kind)

    def show_draft(self, kept: dict[str, str]) -> None:
        """Put back what was kept; that changes nothing for whoever keeps it."""
        self.blockSignals(True)
        self._choose(kept.get("kind", self._kind if kept.get("text") else self._ids[0]))
        self._words.show_kept(kept)
        self.when.setText(kept.get("when", ""))
        self.blockSignals(False)
        self._banner.hide()

    def show_kept(self, kept: bool) -> None:
        """Whether what is typed is on disk."""
        self._kept.setText(tr("Draft kept") if kept else "")

    def show_sending(self, sending: bool) -> None:
        """Whether words of this case are on their way; meanwhile no others can be sent."""
        self._send.setEnabled(not sending)

    def show_error(self, error: KnownError) -> None:
        """What went wrong; the words are still here."""
        self._banner.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ---- sending ----

    def send(self) -> None:
        """Log what is typed, if its time can be read."""
        if self._case is None or not self._send.isEnabled():
            return
        at = self._at()
        try:
            happened = read_instant(self.when.text(), at.now, at.zone)
        except KnownError as error:
            self._banner.show_error(error)
            self.when.setFocus()
            return
        self._banner.hide()
        self.text.setFocus()  # not left to a button that is off while the words are on their way
        promised = self._words.promised if self._words.promises else ""
        self.sent.emit(composed(self._kind, self._words.text, happened, promised))

    def _show_promise(self) -> None:
        tells = self._kind not in (CUSTOMER, NOTE) and self._words.promises
        promised = self._words.promised if tells else ""
        self._promise.show_promise(promised, may_promise=self.may_promise())

    @property
    def _told(self) -> tuple[str, ...]:
        return tuple(name for name in self._ids if name not in (CUSTOMER, NOTE))

    # ---- which kind ----

    def _chosen(self, kind: str) -> None:
        """A kind that was clicked is written next; the arrows go on among the kinds."""
        self._choose(kind)
        if not self._kinds.has_keyboard():
            self.text.setFocus()

    def _choose(self, kind: str) -> None:
        self._pick(kind)
        self._show_kind()
        self.changed.emit()

    def _pick(self, kind: str) -> None:
        """What may no longer be logged becomes a note: words are never taken for the customer's."""
        acknowledges = kind == ACKNOWLEDGEMENT and self._may_acknowledge
        self._kind = kind if kind in self._ids or acknowledges else NOTE
        self._kinds.choose(self._kind)

    def _swap(self) -> None:
        """What is written to the customer is the acknowledgement, or is it no longer; an empty one
        is the draft once more.
        """
        begins = self._kind != ACKNOWLEDGEMENT and not self._words.text
        if begins:
            self._words.put_back()
        self._choose(self._ids[0] if self._kind == ACKNOWLEDGEMENT else ACKNOWLEDGEMENT)
        if begins and not self._words.drafted:
            self.acknowledgement_requested.emit()
        self.text.setFocus()

    def _ask_templates(self) -> None:
        """The sheet gives the keyboard back to the words, not to a button."""
        self.text.setFocus()
        self.templates_requested.emit()

    def _show_kind(self) -> None:
        if self._case is None:
            return
        self._counts.setText(counting_words(self._case, self._kind))
        self._send.set_words(tr(VERBS.get(self._kind, "Log it")), tr("Ctrl Enter"))
        self.when.setVisible(self._kind != NOTE)
        swap = "Make it a reply" if self._kind == ACKNOWLEDGEMENT else "Make it the acknowledgement"
        self._acknowledgement.set_words(tr(swap))
        self._acknowledgement.setVisible(self._may_acknowledge)
        self._templates.setEnabled(self.way() is not None)
        self._show_promise()
        name = {NOTE: tr("Internal note"), CUSTOMER: tr("What the customer said")}
        self.text.setAccessibleName(name.get(self._kind, tr("What the customer was told")))
        look = "note" if self._kind == NOTE else ""
        if self.text.property("look") != look:
            self.text.setProperty("look", look)
            self.text.style().unpolish(self.text)
            self.text.style().polish(self.text)

    # ---- building ----

    def _lay_out(self) -> None:
        self.when.setPlaceholderText(tr("Happened: now"))
        self.when.setAccessibleName(tr("When it happened"))
        self.when.setToolTip(tr(HOW))
        self.when.setMaximumWidth(200)
        self.content.setSpacing(self._theme.sizes.small)
        self.content.addWidget(self._kinds)
        self.content.addWidget(self._counts)
        swap = QHBoxLayout()
        swap.addWidget(self._acknowledgement)
        swap.addStretch(1)
        self.content.addLayout(swap)
        self.content.addWidget(self.text)
        self.content.addWidget(self._promise)
        self.content.addWidget(self._banner)
        row = QHBoxLayout()
        row.setSpacing(self._theme.sizes.small)
        row.addWidget(self._send)
        row.addWidget(self._templates)
        row.addWidget(self.when)
        row.addStretch(1)
        row.addWidget(self._kept)
        self.content.addLayout(row)

    def _connect(self) -> None:
        self._kinds.chosen.connect(self._chosen)
        self._send.clicked.connect(self.send)
        self._acknowledgement.clicked.connect(self._swap)
        self._templates.clicked.connect(self._ask_templates)
        self._promise.requested.connect(self.promise_requested)
        self.text.textChanged.connect(self._show_promise)
        self.text.textChanged.connect(self.changed)
        self.text.refused.connect(
            lambda why: self._banner.show_message("error", tr("Too much for a message"), why)
        )
        self.when.textChanged.connect(self.changed)
        self.when.returnPressed.connect(self.send)
