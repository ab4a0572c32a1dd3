"""Where posts go, in which shape and about what; a test of it says what the receiver answers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import KnownError, Problems
from models.queries.webhook import ESCALATED, QUEUE
from models.queries.webhook_now import WebhookNow
from models.webhook_answer import Answer, answer_words
from models.webhook_example import example_post
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_forms import named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine

_SHAPES: Final = {
    "generic": "Every fact by its name", "chat": "A sentence for a chat",
    "pager": "Incidents of a pager",
}  # fmt: skip
_KINDS: Final = {ESCALATED: "What nobody has seen", QUEUE: "Thresholds of the queue"}
_LONGEST: Final = 2000
_EXAMPLE: Final = 148


class WebhookSheet(FormSheet):
    """`given` is what stands in it. What is typed here is not kept where it is left: an address may
    be a key, and drafts lie on this computer's disk as they are.

    `test`, `copy` and `renew` are asked for by its buttons; `show_answer` says what came of a test,
    and `awaits` is what one is on its way of: its button keeps the keyboard meanwhile.
    """

    def __init__(
        self, theme: Theme, over: QWidget, now: WebhookNow, at: datetime,
        save: Callable[["WebhookSheet"], None],
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr("The webhook"), tr("Set it"), lambda: save(self))
        self._now, self._at = now, at
        self.awaits: Mapping[str, Any] | None = None
        self.say(tr("A pager or a chat of the team hears here what somebody should see to, from "
                    "whichever desk runs “leadline watch”. It is the team's, in force at once and "
                    "no part of the draft."))  # fmt: skip
        self.url = named(TextLine(longest=_LONGEST), "url")
        self.url.setText(now.url)
        self.url.setPlaceholderText("https://")
        self.shape = named(_chips(theme, tr("Shape of a post"), _SHAPES), "shape")
        self.shape.choose(now.shape)
        self.key = named(QLineEdit(), "key")
        self.key.setMaxLength(_LONGEST)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(tr("kept; type another to change it") if now.has_key else "")
        self.posts = named(_chips(theme, tr("What is posted"), _KINDS, several=True), "posts")
        self.posts.choose(*now.posts)
        self.example = _example()
        self._said = muted(wrap=True)
        self._lay_out(theme)
        for row in (self.shape, self.posts):
            row.chosen_changed.connect(self._follow)
        for changed in (self.url.textChanged, self.key.textChanged, self.shape.chosen_changed):
            changed.connect(self._forget_answer)
        self._follow()
        self.finish(self.url)

    @property
    def given(self) -> dict[str, Any]:
        """Address, shape and key as the commands take them: None for a key that stays."""
        typed = self.key.text()
        kept = None if self._now.has_key and not typed else typed
        return {"url": self.url.text(), "shape": self.shape.chosen()[0], "key": kept}

    def show_answer(self, tried: Mapping[str, Any], answer: Answer) -> None:
        """What the receiver said to the test of what was `given`, if that is what stands there."""
        if tried == self.given:
            self.awaits = None
            self._tell(tr(answer_words(answer)), "error" if answer.failure else "calm")

    def show_refusal(self, tried: Mapping[str, Any], error: KnownError) -> None:
        """Why no test of it was sent, at its field where it has one."""
        if tried != self.given:
            return
        self.awaits = None
        if isinstance(error, Problems):
            self._tell("", "")
            self.show_error(error)
        else:
            self._tell(tr("{sentence} {next}", sentence=error.sentence, next=error.what_next),
                       "error")  # fmt: skip

    def wait(self) -> None:
        """A test is on its way."""
        self.awaits = self.given
        self._tell(tr("Waiting for the answer…"), "")

    def _tell(self, words: str, ink: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._said.setProperty("ink", ink)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self.place()

    def _forget_answer(self, *_: object) -> None:
        """Of what stands there now no test was answered, nor is one on its way."""
        self.awaits = None
        if not self._said.isHidden():
            self._tell("", "")

    def _follow(self, *_: object) -> None:
        """What stands below a choice is what follows from it."""
        shape = self.shape.chosen()[0]
        self._key_field.setVisible(shape == "pager")
        words = example_post(shape, self.posts.chosen(), self._at)
        self.example.setPlainText(words or tr("Nothing is posted."))
        self.place()

    def _lay_out(self, theme: Theme) -> None:
        self.add(tr("Address"), self.url).show_hint(tr("Empty: nothing is posted."))
        self.add(tr("Shape"), self.shape)
        self._key_field = self.add(tr("Key that the pager shows for this"), self.key)
        self.add(tr("What is posted"), self.posts)
        self.add(tr("So it looks"), self.example)
        self.content.addWidget(self._secret(theme))
        self.test = Button(theme, tr("Send a test"))
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self.test)
        row.addStretch(1)
        self._said.hide()
        self.content.addLayout(row)
        self.content.addWidget(self._said)

    def _secret(self, theme: Theme) -> QWidget:
        """Posts are signed; the secret itself is never in sight."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.copy = Button(theme, tr("Copy the secret"))
        self.renew = Button(theme, tr("Sign with another"), kind="quiet")
        if not self._now.has_secret:
            column.addWidget(muted(tr("Posts are signed from when the address is set: the secret "
                                      "for it is made then."), wrap=True))  # fmt: skip
            return whole
        column.addWidget(muted(tr("Each post is signed, so that the receiver knows it is this "
                                  "desk's. The secret is not shown."), wrap=True))  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        for button in (self.copy, self.renew):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return whole


def _chips(theme: Theme, name: str, words: dict[str, str], *, several: bool = False) -> ChipRow:
    specs = [ChipSpec(one, tr(said)) for one, said in words.items()]
    return ChipRow(theme, name, specs, several=several)


def _example() -> QPlainTextEdit:
    """To be read and copied."""
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    box.setFixedHeight(_EXAMPLE)
    return box
