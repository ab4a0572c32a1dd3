"""An alert that nobody has seen goes on along its path (handbook, rule 25)."""

from sqlalchemy import or_, select, update

from models.commands.alerts import AT_ONCE, may_read
from models.commands.firing import overtaken_go_no_further
from models.entities import AlertDelivery, AlertStep, Event, PlannedAlert
from models.handbook import events as ev
from models.handbook.escalation import Telling, who_is_told
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.intake import may
from models.knowing import knows
from models.patience import paths_of
from models.queries.alerts import AlertRow, unseen_alerts
from models.restricted import hidden_from
from models.rosters import load_roster
from models.wording import role_name
from models.work import Work


def escalate_unseen(work: Work) -> list[AlertRow]:
    """Tell the next of the path of each alert that nobody has seen in good time.

    One whose next may not be told at this hour waits until they may; one at the end of its path
    goes no further.
    """
    ids = unseen_alerts(work.session, work.now, AT_ONCE, skip_locked=True)
    if not ids:
        return []
    held = PlannedAlert.id.in_(ids)  # no others: those are somebody else's at this moment
    overtaken_go_no_further(work, held)
    query = select(PlannedAlert).where(held, PlannedAlert.escalates_at.is_not(None))
    alerts = {alert.id: alert for alert in work.session.scalars(query)}
    now, told = to_seconds(work.now), []
    for one in paths_of(work.session, list(alerts)):
        alert = alerts[one.id]
        due = one.escalation.due(one.role, one.step, now)
        follows = due
        if due is not None and due.at <= now:
            _take_step(work, alert, due)
            follows = one.escalation.after(one.role, one.step + 1, now)
            told.append(one.id)
        alert.escalates_at = None if follows is None else from_seconds(follows.at)
    work.session.flush()
    work.kinds.add("alert")
    return may_read(work, told)


def _take_step(work: Work, alert: PlannedAlert, telling: Telling) -> None:
    people = who_is_told(telling.role, load_roster(work.session), telling.at).people
    if _was_told(work, alert, telling.role):
        _show_again(work, alert.id, people)
    alert.step += 1
    work.session.add(
        AlertStep(alert_id=alert.id, step=alert.step, role=telling.role, began_at=work.now)
    )
    if telling.hands:
        _give_case(work, alert, telling.role)


def _was_told(work: Work, alert: PlannedAlert, role: str) -> bool:
    """Whether this role was told of it before, at first or by a step."""
    before = select(AlertStep.step).where(AlertStep.alert_id == alert.id, AlertStep.role == role)
    return alert.role == role or work.session.scalar(before.limit(1)) is not None


def _show_again(work: Work, alert_id: int, people: frozenset[int]) -> None:
    """Whoever was shown it and has not seen it is shown it once more."""
    told = AlertDelivery
    awake = or_(told.snoozed_until.is_(None), told.snoozed_until <= work.now)
    work.session.execute(
        update(told)
        .where(told.alert_id == alert_id, told.person_id.in_(people), ~knows(told), awake)
        .values(shown_at=None, claimed_at=None)
    )


def _give_case(work: Work, alert: PlannedAlert, role: str) -> None:
    """To one of those who hold the role, those whose turn it is before others, unless one of them
    has it; a restricted case to somebody who may see it, or to nobody."""
    roster, now = load_roster(work.session), to_seconds(work.now)
    case = work.case_row(alert.case_id)
    people = roster.on_turn(role, now) or roster.holders(role, now)
    if case is None or case.assignee_id in people or not may("assign", case.status):
        return
    may_see = (one for one in sorted(people) if case.id not in hidden_from(work.session, one))
    taker = next(may_see, None)
    if taker is None:
        return
    why = f"Nobody had seen an alert of it: the path ends with the {role_name(role)}"
    work.add(
        Event, case_id=case.id, kind=ev.ASSIGNED, data={"person_id": taker, "why": [why]},
        actor_id=None, occurred_at=work.now, recorded_at=work.now,
        operation_id=work.operation_id,
    )  # fmt: skip
    work.touched.add(case.id)
