"""What is asked for a row of a timeline: its words, and of one by hand its instant and its case."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from models.errors import Problems
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.postmortems import row_of
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText
from ui.widgets.instant_field import InstantField
from ui.widgets.wheel_free import WheelFreeBox

Row = Mapping[str, Any]
_NONE = 0


def row_form(
    theme: Theme, zone: ZoneInfo, cases: Sequence[tuple[int, str]], row: Row | None,
    near: tuple[datetime, int], done: Callable[[Row], object],
) -> Form:  # fmt: skip
    """Write a row by hand, or change one; one of the log keeps its instant and its case.

    `done` gets the row. `cases` are (id, key and title); `near` are the instant and the case
    that a new one begins with.
    """
    words = named(GrowingText(theme, least=3, most=10), "words")
    words.setPlainText(str(row["words"]) if row is not None else "")
    words.moveCursor(QTextCursor.MoveOperation.End)
    at = named(InstantField(tr("When"), zone), "at")
    at.show_instant(from_seconds(row["at"]) if row is not None else near[0])
    case = named(WheelFreeBox(), "case_id")
    for case_id, called in ((_NONE, tr("None of them")), *cases):
        case.addItem(inline(called), case_id)
    held = near[1] if row is None else row.get("case_id") or _NONE
    case.setCurrentIndex(max(case.findData(held), 0))
    by_hand = row is None or bool(row["by_hand"])
    fields: list[tuple[str, QWidget]] = [(tr("What happened"), words)]
    if by_hand:
        fields += [(tr("When"), at), (tr("In which case"), case)]

    def read() -> Asked:
        said = words.toPlainText().strip()
        if not said:
            raise Problems("Nothing is said", {"words": "Say what happened."})
        if row is not None and not by_hand:
            return Asked(done, {"row": {**row, "words": said}}, "")
        made = row_of(at=_instant(row, at), words=said, case_id=case.currentData() or None)
        return Asked(done, {"row": made}, "")

    if row is None:
        hint = tr("It is marked as written by hand.")
        return Form(tr("Write a row"), tr("Put it in"), fields, read, hint)
    hint = "" if by_hand else tr("It stays linked with the log; its instant is the log’s.")
    return Form(tr("Change the row"), tr("Change it"), fields, read, hint)


def _instant(row: Row | None, field: InstantField) -> int:
    """To the second, where the minute was left as it was."""
    typed = to_seconds(field.instant)
    kept = row["at"] if row is not None else None
    return kept if kept is not None and kept // 60 == typed // 60 else typed
