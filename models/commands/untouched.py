"""What is done about a case that its assignee has not touched: it is left with them."""

from models.commands.case_alerts import see_to_alerts, somebody
from models.errors import KnownError
from models.queries.untouched_alerts import untouched_alerts
from models.work import Work


def leave_with_assignee(work: Work, case_id: int) -> None:
    """Whoever writes knows of it, and nobody else is told; to hand it over is to assign it."""
    case = work.case_for("assign", case_id)
    alerts = untouched_alerts(work.session, case)
    if not alerts:
        raise KnownError(
            "Nothing to leave", f"{case.key} was touched, or nobody has it.", "Look at the case."
        )
    see_to_alerts(work, alerts, somebody(work))
