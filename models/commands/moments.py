"""When something happened that is logged later: checked at the door of every command."""

from datetime import datetime

from models.desk_time import whole_second
from models.entities import Case
from models.errors import Problems
from models.work import Work


def happened(work: Work, at: datetime | None, field: str, case: Case | None = None) -> datetime:
    """The instant given, or now; refused where it has not come, or was before the case began."""
    if at is None:
        return work.now
    instant = whole_second(at)
    if instant > work.now:
        raise Problems("Not yet", {field: "This time has not come yet."}, "Correct the time.")
    if case is not None and instant < case.opened_at:
        said = f"{case.key} was opened later than that."
        raise Problems("Before the case", {field: said}, "Correct the time.")
    return instant
