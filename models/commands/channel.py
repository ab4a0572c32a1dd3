"""The live channel of a case: where customers follow along while it is worked on (rule 9)."""

from models.handbook import events as ev
from models.typed_text import check_length, one_line
from models.work import Work

LONGEST_CHANNEL = 500


def set_channel(work: Work, case_id: int, channel: str) -> None:
    """Say where it is, an address or words; empty: there is none any more."""
    case = work.case_for("change_fields", case_id)
    wanted = one_line(channel)
    check_length("channel", wanted, LONGEST_CHANNEL)
    if wanted != (case.fields.get("channel") or ""):
        work.record(case_id, ev.FIELDS_CHANGED, {"channel": wanted})
