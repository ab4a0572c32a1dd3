"""What two people changed otherwise: yours, theirs, and what it is to be, one after the other."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.settling import Asked, Settling
from ui.actions import KeyNote, keys_in_words
from ui.comparing_actions import KEYS as WALK
from ui.comparing_actions import NEXT, PREVIOUS, asked
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.clash_columns import KEYS, TAKE, ClashColumns
from ui.widgets.labels import heading, muted, title
from ui.widgets.sheet import Sheet

_WIDTH, _REST = 1_200, 400
_LINE, _FEWEST, _MOST, _LETTERS, _FRAME = 18, 3, 18, 42, 16

GoOn = Callable[[Mapping[str, str], Mapping[str, str]], object]
"""What is done with the texts that came of it, and with the facts, by name."""


class ClashSheet(Sheet):
    """`done` is called once all is settled and the person saves. Esc leaves everything as it is;
    `answered` after each answer, to be kept (`Settling.kept`)."""

    answered = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, author: str, settling: Settling, done: GoOn
    ) -> None:
        super().__init__(theme, over, tr("Both changed the same"), width=_WIDTH)
        self.settling, self._done = settling, done
        self._at = 0
        high = _LINE * _lines(settling.asked) + _FRAME
        room = max(over.height() - _REST, _LINE * _FEWEST + _FRAME)
        self.columns = ClashColumns(theme, min(high, room))
        self._place: QLabel = heading()
        self.told: QLabel = muted()
        self.save = Button(theme, tr("Save it so"), kind="main", keys=tr("Ctrl Enter"))
        self.walk = {
            name: Button(theme, tr(words), kind="quiet", keys=keys_in_words(WALK[name]))
            for name, words in ((PREVIOUS, "Previous"), (NEXT, "Next"))
        }
        self._lay_out(theme, author)
        self.columns.answered.connect(self._answered)
        self.accepted.connect(self._accept)
        self.closed.connect(self.deleteLater)
        self._go(settling.next_open(0) or 0)
        self.show_sheet(self.columns.result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take one of them, or go to another."""
        choice, step = _taken(event), {NEXT: 1, PREVIOUS: -1}.get(asked(event))
        if choice:
            self.columns.take(choice)
        elif step is not None:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        self._go((self._at + step) % len(self.settling.asked))

    def _go(self, at: int) -> None:
        """Show one of them, and let it be typed there."""
        self._at = at
        one, count = self.settling.asked[at], len(self.settling.asked)
        place = tr("{number} of {count}: {what}", number=at + 1, count=count, what=one.words)
        if one.line:
            place = tr("{place}, from line {line}", place=place, line=one.line)
        self._place.setText(place)
        self.columns.show_asked(
            one, self.settling.answers[at], place, self.settling.earlier.get(at)
        )
        self.columns.result.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _answered(self, answer: str | tuple[str, ...] | None) -> None:
        self.settling.answers[self._at] = answer
        self._tell()
        self.answered.emit()

    def _tell(self) -> None:
        count = len(self.settling.asked)
        self.told.setText(tr("{settled} of {count} settled", settled=self.settling.settled,
                             count=count))  # fmt: skip
        self.save.setEnabled(self.settling.is_settled)
        for button in self.walk.values():
            button.setEnabled(count > 1)

    def _accept(self) -> None:
        """Where something is open still, go there."""
        still = self.settling.next_open(self._at)
        if still is not None:
            self._go(still)
            return
        self.close_sheet()
        self._done(self.settling.texts(), self.settling.facts())

    def _lay_out(self, theme: Theme, author: str) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        words = title(tr("You and {author} changed the same",
                         author=inline(author) or tr("somebody else")))  # fmt: skip
        words.setWordWrap(True)
        said = tr("What only one of you changed is in already. Say of each of these what it is to "
                  "be.")  # fmt: skip
        head = QHBoxLayout()
        head.addWidget(self._place)
        head.addStretch(1)
        for name, step in ((PREVIOUS, -1), (NEXT, 1)):
            self.walk[name].clicked.connect(lambda _=False, by=step: self._step(by))
            head.addWidget(self.walk[name])
        cancel = Button(theme, tr("Go on writing"), keys=tr("Esc"))
        cancel.clicked.connect(self.close_sheet)
        self.save.clicked.connect(self._accept)
        foot = QHBoxLayout()
        foot.addWidget(self.told)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        self.content.addWidget(words)
        self.content.addWidget(muted(said, wrap=True))
        self.content.addLayout(head)
        self.content.addWidget(self.columns)
        self.content.addLayout(foot)


def clash_notes() -> list[KeyNote]:
    """The keys of the sheet, for the sheet of shortcuts."""
    return [
        KeyNote(keys_in_words(KEYS[name]), tr(words), _SETTLING) for name, words in TAKE.items()
    ]


_SETTLING: Final = "Where two changed the same"


def _taken(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()
    return next((name for name, keys in KEYS.items() if keys == pressed), "")


def _lines(settled: tuple[Asked, ...]) -> int:
    """How many lines the longest of them takes, about."""

    def high(lines: tuple[str, ...]) -> int:
        return sum(len(line) // _LETTERS + 1 for line in lines)

    most = max(high((*one.region.mine, "")) + high(one.region.theirs) // 2 for one in settled)
    return max(_FEWEST, min(most, _MOST))
