"""Until when what is due is put off, and why it can wait: for a case page and for the bar."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from models.errors import KnownError, Problems
from models.typed_instant import read_instant
from models.wording import instant_words
from ui.messages import tr
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.text_line import TextLine


def snooze_form(
    case_key: str, at: Callable[[], tuple[datetime, ZoneInfo]], command: Callable[..., object]
) -> Form:
    """`command` is given `until` and `reason`; `at` says when it is, and in which zone."""
    until, reason = named(TextLine(), "until"), named(TextLine(), "reason")
    until.setPlaceholderText(tr("such as 16:30, or Thu 09:00"))

    def read() -> Asked:
        now, zone = at()
        try:
            instant = read_instant(until.text(), now, zone, ahead=True)
        except KnownError as error:
            raise Problems(error.title, {"until": str(error)}) from None
        if instant is None:
            raise Problems("Until when?", {"until": "Say until when."})
        saying = tr("Snoozed until {time}", time=instant_words(instant, now, zone))
        return Asked(command, {"until": instant, "reason": reason.text()}, saying)

    fields: list[tuple[str, QWidget]] = [
        (tr("Until"), until), (tr("Why it can wait"), reason),
    ]  # fmt: skip
    hint = tr("What is due of this case comes again then; until then nobody else is told.")
    return Form(tr("Snooze {case}", case=case_key), tr("Snooze"), fields, read, hint)
