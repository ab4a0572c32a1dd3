"""Alerts fire once for the whole team, and from then on wait to be seen."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, update

from models.entities import PlannedAlert
from models.patience import wait_to_be_seen
from models.queries.alerts import hidden_by_a_breach
from models.work import Work


def fire(work: Work, alert_ids: Collection[int]) -> list[int]:
    """Those of these that are due and that no other desk fired first; each waits to be seen from
    now on, as long as the handbook says for its priority."""
    if not alert_ids:
        return []
    claim = (
        update(PlannedAlert)
        .where(
            PlannedAlert.id.in_(alert_ids),
            PlannedAlert.fired_at.is_(None),
            PlannedAlert.due_at <= work.now,
        )
        .values(fired_at=work.now)
        .returning(PlannedAlert.id)
    )
    fired = list(work.session.scalars(claim))
    if fired:
        work.kinds.add("alert")
        _wait_to_be_seen(work, fired)
    return fired


def fired_of(work: Work, alert_ids: Collection[int]) -> set[int]:
    """Those of these that have fired, now if they are due.

    A person is told before that while a file has another writer. What was answered meanwhile is
    planned no more, or for later.
    """
    fire(work, alert_ids)
    fired = PlannedAlert.id.in_(alert_ids), PlannedAlert.fired_at.is_not(None)
    return set(work.session.scalars(select(PlannedAlert.id).where(*fired)))


def _wait_to_be_seen(work: Work, fired: Sequence[int]) -> None:
    """Until when; a warning that a breach has overtaken waits no more."""
    cases = select(PlannedAlert.case_id).where(PlannedAlert.id.in_(fired))
    overtaken_go_no_further(work, PlannedAlert.case_id.in_(cases))
    wait_to_be_seen(work.session, fired, work.now)


def overtaken_go_no_further(work: Work, among: ColumnElement[bool]) -> None:
    """Of these, the warnings that a breach has overtaken wait to be seen no more."""
    work.session.execute(
        update(PlannedAlert)
        .where(among, PlannedAlert.escalates_at.is_not(None), hidden_by_a_breach())
        .values(escalates_at=None)
        .execution_options(synchronize_session=False)
    )
