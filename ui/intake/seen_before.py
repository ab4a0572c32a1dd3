"""Looking for what is like the case being typed, and what the person said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.queries.similar import Seen, Similar, Typed, similar
from ui.intake.seen_card import SeenCard
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.article_sheet import open_article
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import ElidedLabel
from ui.workspace import Workspace

PAUSE_MS = 250
_TEXTS = ("steps", "message", "impact")
SAME_AS, ANSWER, WORKAROUND = "same_as", "answer", "workaround"
"""What is chosen, among the texts of the draft: two keys, and the words of the workaround."""

CHOSEN = (SAME_AS, ANSWER, WORKAROUND)


@dataclass(frozen=True)
class _Asked:
    """What a reading was about: an answer to anything else is too late."""

    typed: Typed
    customer: str


class SeenBefore(QWidget):
    """Beside the form, and not there while there is nothing to say.

    `changed` when something was chosen or taken back; `again_requested` carries the `Seen` case
    that the same customer reports again; `case_requested` and `left` as the card's.
    """

    changed = Signal()
    again_requested = Signal(object)
    case_requested = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, zone: ZoneInfo, keys: str) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._asked = _Asked(Typed(), "")
        self._chosen: dict[str, str] = {}
        self._card = SeenCard(theme, keys)
        self._same = _ChosenLine(theme, tr("Do not link them"))
        self._answer = _ChosenLine(theme, tr("Begin the reply without it"))
        self._chosen_card = Card(theme)
        self._lay_out(theme)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._connect()
        self._show_chosen()

    # ---- what the page tells and asks ----

    def look(self, values: Mapping[str, str]) -> None:
        """The form changed: with a whole word, or when typing pauses, look for what is like it."""
        texts = tuple(values.get(name, "") for name in _TEXTS)
        typed = Typed(values.get("title", ""), texts, values.get("product", "").strip())
        asked = _Asked(typed, values.get("customer", "").strip())
        before, self._asked = self._asked.typed, asked
        if typed != before:
            self._look_for(typed, before)
        self._card.show_customer(asked.customer)

    def _look_for(self, typed: Typed, before: Typed) -> None:
        self._pause.stop()
        if len(typed.title.split()) < 2:
            self._card.hide()
            self._come_or_go()
        elif _whole_words(typed, before):
            self._read()
        else:
            self._pause.start()

    def chosen(self) -> dict[str, str]:
        """What was chosen, as texts of the draft."""
        return dict(self._chosen)

    def show_chosen(self, values: Mapping[str, str]) -> None:
        """Put back what was chosen; that tells nobody."""
        self._chosen = {name: values[name] for name in CHOSEN if values.get(name)}
        self._show_chosen()

    def take_keyboard(self) -> None:
        """Go to the list, if it is there."""
        if self._card.isVisible():
            self._card.list.setFocus()

    # ---- reading ----

    def _read(self) -> None:
        asked = self._asked
        query = partial(similar, typed=asked.typed, now=self._workspace.clock.now())
        self._workspace.read(query, partial(self._show, asked.typed), self, "similar", self._fail)

    def _show(self, typed: Typed, found: Similar) -> None:
        if typed == self._asked.typed:
            now = self._workspace.clock.now()
            self._card.show_similar(found, self._asked.customer, now, self._zone)
            self._come_or_go()

    def _fail(self, error: Exception) -> None:
        """A help that cannot be had is no reason to disturb whoever types."""
        self._card.hide()
        self._come_or_go()

    # ---- choosing ----

    def _same_as(self, seen: Seen) -> None:
        if self._card.is_again(seen):
            self.again_requested.emit(seen)
        else:
            self._choose({**self._chosen, SAME_AS: seen.key})

    def _use(self, seen: Seen) -> None:
        self._choose({**self._chosen, ANSWER: seen.key, WORKAROUND: seen.workaround})

    def _read_article(self, seen: Seen) -> None:
        use = (lambda _: self._use(seen)) if seen.workaround else None
        open_article(
            self._theme, self._workspace, self.window(), self._zone, seen.key,
            self.case_requested.emit, use,
        )  # fmt: skip

    def _choose(self, chosen: dict[str, str]) -> None:
        self._chosen = chosen
        self._show_chosen()
        self.changed.emit()
        self.left.emit()

    def _take_back(self, *names: str) -> None:
        self._choose({name: said for name, said in self._chosen.items() if name not in names})

    def _show_chosen(self) -> None:
        same, answer = self._chosen.get(SAME_AS, ""), self._chosen.get(ANSWER, "")
        self._same.show_words(tr("Will be linked with {case}", case=same) if same else "")
        self._answer.show_words(tr("Reply: the workaround of {key}", key=answer) if answer else "")
        self._chosen_card.setVisible(bool(same or answer))
        self._come_or_go()

    def _come_or_go(self) -> None:
        """Without anything to say it takes no room, not even the gap to what stands below."""
        self.setHidden(self._card.isHidden() and self._chosen_card.isHidden())

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.medium)
        column.addWidget(self._card)
        column.addWidget(self._chosen_card)
        for line in (self._same, self._answer):
            self._chosen_card.content.addWidget(line)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._read)
        self._card.same_requested.connect(self._same_as)
        self._card.workaround_requested.connect(self._use)
        self._card.article_requested.connect(self._read_article)
        self._card.case_requested.connect(self.case_requested)
        self._card.left.connect(self.left)
        self._same.taken_back.connect(lambda: self._take_back(SAME_AS))
        self._answer.taken_back.connect(lambda: self._take_back(ANSWER, WORKAROUND))


def _whole_words(typed: Typed, before: Typed) -> bool:
    """Whether what was added ends a word, or came in one, as what is pasted does."""
    texts = zip((typed.title, *typed.texts), (before.title, *before.texts), strict=False)
    return any(
        len(now) - len(was) > 1 or (len(now) > len(was) and not now[-1:].isalnum())
        for now, was in texts
    )


class _ChosenLine(QWidget):
    """What will happen when the case is opened, and a cross to leave it."""

    taken_back = Signal()

    def __init__(self, theme: Theme, undo: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = ElidedLabel("", "body")
        cross = IconButton(theme, "cross", undo)
        cross.clicked.connect(self.taken_back)
        row.addWidget(self._words, 1)
        row.addWidget(cross)

    def show_words(self, words: str) -> None:
        """Say this; nothing hides the line."""
        self._words.setText(words)
        self.setVisible(bool(words))
