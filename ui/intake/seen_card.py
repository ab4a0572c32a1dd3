"""“Seen before”: what is like the case being typed, and what to do with it. Empty: not there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from models.queries.likeness import CASE
from models.queries.similar import Seen, Similar
from models.why_words import why_words
from ui.intake.seen_list import SeenList
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.labels import caption, key_hint
from ui.widgets.similar_words import heading_of


class SeenCard(Card):
    """`same_requested`, `workaround_requested` and `article_requested` carry a `Seen`,
    `case_requested` a case's id; `left` when the keyboard should go back to the form."""

    same_requested = Signal(object)
    workaround_requested = Signal(object)
    article_requested = Signal(object)
    case_requested = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__(theme, tr("Seen before"))
        self.corner.addWidget(key_hint(keys))
        self._customer = ""
        self.list = SeenList(theme, ("enter", "esc", "w", "o"))
        self._same = Button(theme, tr("Same as this"), keys=tr("Enter"))
        self._use = Button(theme, tr("Use this workaround"), keys=tr("W"))
        self._open = Button(theme, tr("Open it"), kind="quiet", keys=tr("O"))
        self._why = caption(wrap=True)
        self._workaround = ClippedLabel(theme, 3, "caption", markdown=True)
        self._meaning = caption(wrap=True)
        self._lay_out(theme)
        self._connect()
        self.hide()

    def show_similar(self, similar: Similar, customer: str, now: datetime, zone: ZoneInfo) -> None:
        """Offer these to whoever types a case of `customer`; hidden where there is nothing."""
        self._customer = customer
        self.set_title(heading_of(similar, now, zone))
        self.list.show_seen(similar.seen)
        self.setVisible(bool(similar.seen))

    def show_customer(self, customer: str) -> None:
        """Another customer was typed: what “same” means may be different."""
        if customer != self._customer:
            self._customer = customer
            self._show(self.list.current())

    def is_again(self, seen: Seen) -> bool:
        """Whether the customer typed is the one who had that case: then they report it again."""
        return bool(self._customer) and seen.customer.casefold() == self._customer.casefold()

    # ---- the line the keyboard is on ----

    def _show(self, seen: Seen | None) -> None:
        is_case = seen is not None and seen.kind == CASE
        has_workaround = seen is not None and bool(seen.workaround)
        may_link = seen is not None and can_be_same(seen)
        self._same.setVisible(may_link)
        self._open.setVisible(seen is not None)
        self._open.set_words(tr("Open it") if is_case else tr("Read it"), tr("O"))
        self._use.setVisible(has_workaround)
        self._use.set_words(tr("Use this workaround"), tr("W") if is_case else tr("Enter"))
        why = tr(why_words(seen.why)) if seen is not None and not is_case else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._workaround.show_text(seen.workaround if seen is not None else "")
        self._workaround.setVisible(has_workaround)
        self._meaning.setVisible(may_link)
        if seen is not None and may_link:
            again = self.is_again(seen)
            words = tr("Add to this case") if again else tr("Same as this")
            self._same.set_words(words, tr("Enter"))
            self._meaning.setText(
                tr("“Add to this case” puts the words into {case}: {customer} reports it again.",
                   customer=seen.customer, case=seen.key)
                if again
                else tr("“Same as this” links the case you open with {case}.", case=seen.key)
            )  # fmt: skip

    def _do(self, key: str) -> None:
        seen = self.list.current()
        if key == "esc" or seen is None:
            self.left.emit()
        elif key == "enter" and can_be_same(seen):
            self.same_requested.emit(seen)
        elif key == "o" and seen.kind == CASE:
            self.case_requested.emit(seen.id)
        elif key == "o":
            self.article_requested.emit(seen)
        elif key in ("enter", "w") and seen.workaround:
            self.workaround_requested.emit(seen)

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        self.content.setSpacing(theme.sizes.small)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((first, (self._same, self._open)), (second, (self._use,))):
            row.setSpacing(theme.sizes.small)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
        self.content.addWidget(self.list)
        self.content.addWidget(self._why)
        self.content.addWidget(self._workaround)
        self.content.addLayout(first)
        self.content.addLayout(second)
        self.content.addWidget(self._meaning)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show)
        self.list.key_pressed.connect(self._do)
        self._same.clicked.connect(lambda: self._do("enter"))
        self._use.clicked.connect(lambda: self._do("w"))
        self._open.clicked.connect(lambda: self._do("o"))


def can_be_same(seen: Seen) -> bool:
    """Whether a new case can be called the same; an article with a workaround answers it instead,
    and is linked by that.
    """
    return seen.kind == CASE or not seen.workaround
