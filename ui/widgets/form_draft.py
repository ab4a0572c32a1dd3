"""What is typed and chosen in a form, kept until it is saved: leaving the sheet loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import KnownError
from models.wording import instant_words
from ui.drafts import Drafts
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_forms import Asked, Form, open_form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.form_values import Value, form_values
from ui.widgets.labels import muted

_BEFORE: Final = "-before"
"""What was saved when it was typed."""

_OVER: Final = "-over"
"""What the form proposed there; where that was what is saved, the same."""

_AT: Final = "-at"
"""When it was typed, in seconds since the epoch: what has it is kept, even if it is empty."""

_ASIDE: Final = "-aside"
"""What was typed earlier and not put back yet, each with a time; the older ones have a number."""

_ABOUT: Final = "about"

Submit = Callable[[FormSheet, Asked, Callable[[], None]], object]
"""Writes what was asked in a sheet, and calls back once it is saved. The sheet may own the write:
left meanwhile it lives until it is told `saved`, or `show_error`."""

Failed = Callable[[KnownError], object]


@dataclass(frozen=True)
class FormDrafts:
    """Where forms keep their drafts, and how they say since when."""

    drafts: Drafts
    now: Callable[[], datetime]
    zone: ZoneInfo

    def keep(self, theme: Theme, form: Form, name: str, about: str = "") -> "FormDraft":
        """Put back what was typed in this form and not saved; keep what is typed from here on.

        A field that somebody else saved since, or whose proposal is another by now, stays as it
        is: what was typed there is offered below it, and kept until the form is saved. So is what
        was typed about other cases than `about`.
        """
        return FormDraft(self, theme, form, name, about)

    def open(
        self, theme: Theme, window: QWidget, form: Form, name: str, submit: Submit,
        said: Callable[[str], object], about: str = "", failed: Failed | None = None,
    ) -> FormSheet:  # fmt: skip
        """Open a form whose draft is kept until `submit` calls back that it is saved.

        `said` is told where words, or choices, are kept as the sheet is left, or once they could
        not be saved after that; `failed` is told why.
        """
        draft = self.keep(theme, form, name, about)

        def send(sheet: FormSheet, asked: Asked) -> None:
            sending.begin()
            submit(sheet, asked, sending.saved)

        sheet = open_form(theme, window, form, send)
        sending = _Sending(sheet, draft, said, failed)
        sheet.sent_on.connect(sending.begin)
        sheet.refused.connect(sending.refused)
        sheet.closed.connect(sending.left)
        return sheet

    def words(self, at: str) -> str:
        """When something was typed, as briefly as is clear."""
        return instant_words(datetime.fromtimestamp(int(at), UTC), self.now(), self.zone)


class _Sending:
    """What was asked in a sheet, from when it is sent until it is answered, whoever left it."""

    def __init__(
        self, sheet: FormSheet, draft: "FormDraft", said: Callable[[str], object],
        failed: Failed | None,
    ) -> None:  # fmt: skip
        self._sheet, self._draft = sheet, draft
        self._said, self._failed = said, failed
        self._sent: dict[str, str] = {}

    def begin(self) -> None:
        self._sent = self._draft.send()
        self._sheet.hold()

    def saved(self) -> None:
        self._draft.answered()
        if self._draft.words() == self._sent:  # not what was typed since
            self._draft.forget()
        self._sheet.let_go()

    def refused(self, error: Exception) -> None:
        self._draft.answered()
        if self._sheet.isHidden():
            if self._failed is not None and isinstance(error, KnownError):
                self._failed(error)
            self.left()

    def left(self) -> None:
        """Words that are being saved are not said to be kept: they may be drafts no more."""
        words = "" if self._sheet.is_held else self._draft.left()
        if words:
            self._said(words)


class FormDraft:
    """The draft of one open form."""

    def __init__(self, among: FormDrafts, theme: Theme, form: Form, name: str, about: str) -> None:
        self._among, self._theme = among, theme
        self._name, self._about = name, about
        held = [*form_values(form.fields), *form.holds]
        self._values = {value.place: value for value in held}
        self._shown = {place: value.read() for place, value in self._values.items()}
        self._saved = {place: form.saved.get(place, said) for place, said in self._shown.items()}
        self._kept = among.drafts.get(name)
        self._aside: dict[str, list[tuple[str, str]]] = {}
        same = self._kept.get(_ABOUT, "") == about and name not in among.drafts.sending
        for value in self._values.values():
            self._bring_back(form, value, same)
        for value in self._values.values():
            for signal in value.changes:
                signal.connect(lambda *_: self._keep())

    def left(self) -> str:
        """What to say when the form is left: whether words are kept, or choices, or nothing."""
        kept = self.words()
        places = [place for place in self._values if _holds(kept, place)]
        if any(self._values[place].typed for place in places):
            return tr("What you typed is kept")
        return tr("What you chose is kept") if places else ""

    def forget(self) -> None:
        """It is saved."""
        self._among.drafts.forget(self._name)

    def words(self) -> dict[str, str]:
        """What is kept now."""
        return self._among.drafts.get(self._name)

    def send(self) -> dict[str, str]:
        """What is kept now is being saved: no other sheet takes it for its own until `answered`."""
        self._among.drafts.sending.add(self._name)
        return self.words()

    def answered(self) -> None:
        """It is saved, or stays a draft."""
        self._among.drafts.sending.discard(self._name)

    def _bring_back(self, form: Form, value: Value, same: bool) -> None:
        place, kept = value.place, self._kept
        aside = _set_aside(kept, place)
        if place + _AT in kept:
            words = kept.get(place, "")
            if same and self._stands(place):
                value.put(words)
            elif value.typed and words and words != self._shown[place]:
                aside.insert(0, (words, kept[place + _AT]))
        aside = [one for one in aside if one[0] != value.read()]
        if aside:
            self._aside[place] = aside
            at = next(n for n, (_, one) in enumerate(form.fields) if _is_in(value.control, one))
            lines = [("", self._offer(value, number)) for number in range(len(aside))]
            form.fields[at + 1 : at + 1] = lines

    def _stands(self, place: str) -> bool:
        """Whether the field is as it was when it was typed over."""
        if self._kept.get(place + _BEFORE, "") != self._saved[place]:
            return False
        proposed, before = self._shown[place], self._kept.get(place + _OVER, "")
        return proposed in (self._saved[place], before)

    def _offer(self, value: Value, number: int) -> QWidget:
        """A line that puts back what was typed earlier, and then what stood there instead."""
        aside = self._aside[value.place]
        _, at = aside[number]
        said = tr("You wrote something else here at {when}", when=self._among.words(at))
        line, words = QWidget(), muted(said)
        button = Button(self._theme, tr("Put it back"), kind="link")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.sizes.small)
        row.addWidget(words)
        row.addWidget(button)
        row.addStretch(1)

        def swap() -> None:
            here, (there, since) = value.read(), aside[number]
            aside[number] = (here, since)
            value.put(there)
            value.control.setFocus()
            words.setText(tr("Something else stood here"))
            button.set_words(tr("Put that back"))

        button.clicked.connect(swap)
        return line

    def _keep(self) -> None:
        now = str(int(self._among.now().timestamp()))
        kept: dict[str, str] = {}
        for place, value in self._values.items():
            words = value.read()
            if words != self._shown[place]:
                unchanged = place + _AT in self._kept and words == self._kept.get(place, "")
                kept |= {
                    place: words, place + _BEFORE: self._saved[place],
                    place + _OVER: self._shown[place],
                    place + _AT: self._kept[place + _AT] if unchanged else now,
                }  # fmt: skip
        worth = any(self._values[p].alone for p in self._values if p + _AT in kept)
        if not worth:
            kept = {}
        for place, aside in self._aside.items():
            worth_it = [one for one in aside if one[0] and one[0] != self._shown[place]]
            for number, (words, at) in enumerate(worth_it):
                key = _aside_key(place, number)
                kept |= {key: words, key + _AT: at}
        if kept and self._about:
            kept[_ABOUT] = self._about
        self._among.drafts.keep(self._name, kept)


def _holds(kept: dict[str, str], place: str) -> bool:
    return place + _AT in kept or place + _ASIDE in kept


def _aside_key(place: str, number: int) -> str:
    return f"{place}{_ASIDE}{number or ''}"


def _set_aside(kept: dict[str, str], place: str) -> list[tuple[str, str]]:
    """(words, when) of all that was set aside there, the last one first."""
    keys = takewhile(kept.__contains__, (_aside_key(place, number) for number in count()))
    return [(kept[key], kept[key + _AT]) for key in keys if kept[key]]


def _is_in(control: QWidget, asked: QWidget) -> bool:
    return asked is control or asked.isAncestorOf(control)
