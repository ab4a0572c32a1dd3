"""What somebody does about all that is due of a case: see to it, or put it off for a reason."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from models.commands.alerts import acknowledge_alerts, mark_seen, snooze_alerts
from models.commands.cases import assign
from models.entities import PlannedAlert
from models.errors import KnownError
from models.queries.alerts import LIVE
from models.work import Work


def see_to_alerts(
    work: Work, alert_ids: Sequence[int], person_id: int, channel: str = "bar"
) -> None:  # fmt: skip
    """This person sees to these: out of their sight, and nobody else is told."""
    mark_seen(work, alert_ids, person_id, channel)
    acknowledge_alerts(work, alert_ids, person_id, channel)


def take_case(
    work: Work, case_id: int, alert_ids: Sequence[int], seen: str, channel: str = "bar"
) -> None:
    """Whoever writes takes the case that alerts told them of, as on its page: `seen` had it then,
    and another by now is told (`Overtaken`)."""
    acknowledge_alerts(work, alert_ids, somebody(work), channel)
    assign(work, [case_id], somebody(work), seen)


def see_to_case(work: Work, case_id: int) -> None:
    """Whoever writes sees to what is due: nobody else is told of it any more (rule 25)."""
    acknowledge_alerts(work, _fired(work, case_id), somebody(work))


def snooze_case(work: Work, case_id: int, until: datetime, reason: str) -> None:
    """Put what is due out of the sight of whoever writes until then; `Problems` by field."""
    snooze_alerts(work, _fired(work, case_id), somebody(work), until, reason)


def _fired(work: Work, case_id: int) -> list[int]:
    case = work.case_for("note", case_id)
    query = select(PlannedAlert.id).where(PlannedAlert.case_id == case_id, *LIVE)
    found = list(work.session.scalars(query.order_by(PlannedAlert.id)))
    if not found:
        raise KnownError(
            "Nothing is due", f"No alert of {case.key} has come so far.",
            "What is planned is in its ledger of alerts.",
        )  # fmt: skip
    return found


def somebody(work: Work) -> int:
    """Who writes; a `KnownError` where that is not known."""
    if work.person_id is None:
        raise KnownError(
            "Who sees to it?", "It is not known who is at this desk.",
            "Choose who you are first, or give --as.",
        )  # fmt: skip
    return work.person_id
