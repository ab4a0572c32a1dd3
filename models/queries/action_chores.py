"""Of which actions somebody is reminded, and whether anybody did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import ActionEvent, CorrectiveAction
from models.handbook.corrective_actions import NOTICE, NUDGED, OPEN, stage, whose
from models.handbook.instants import to_seconds
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.corrective_actions import hidden_postmortems, unnamed
from models.restricted import hidden_from, keys_of
from models.rosters import load_roster


@dataclass(frozen=True)
class ActionChore:
    """An action of which somebody is reminded: `stage` says of what, `more` how many besides.

    `due_on` is an ISO date; `days` are those until it, or since it where they are negative.
    """

    id: int
    title: str
    due_on: str
    days: int
    stage: str
    more: int = 0


def action_chores(
    session: Session, person_id: int, now: datetime, *, untold: bool = False
) -> list[ActionChore]:
    """What a person is reminded of, the longest overdue first; `untold`: of what nobody did yet.

    It goes to the owner or who stands in for them; where the owner has left or there is none, to
    whoever holds the role.
    """
    today = now.astimezone(zone(load_policies(session).newest.team.zone)).date()
    notice = (today + NOTICE).isoformat()
    near = select(CorrectiveAction).where(
        CorrectiveAction.status == OPEN, CorrectiveAction.due_on <= notice
    )
    secret = hidden_from(session, person_id)
    left_out, keys = hidden_postmortems(session, secret), keys_of(session, secret)
    rows = [row for row in session.scalars(near) if row.postmortem_id not in left_out]
    if not rows:
        return []
    roster, at = load_roster(session), to_seconds(now)
    mine = [row for row in rows if person_id in whose(row.owner_id, row.owner_role, roster, at)]
    told = _told(session, [row.id for row in mine], person_id) if untold else set()
    found = []
    for row in mine:
        day = date.fromisoformat(row.due_on)
        about = stage(day, today)
        if about and (row.id, about) not in told:
            found.append(
                ActionChore(row.id, unnamed(row.title, keys), row.due_on, (day - today).days, about)
            )
    return sorted(found, key=lambda one: (one.due_on, one.id))


def _told(session: Session, ids: Sequence[int], person_id: int) -> set[tuple[int, str]]:
    rows = session.execute(
        select(ActionEvent.action_id, ActionEvent.data)
        .where(ActionEvent.action_id.in_(ids), ActionEvent.kind == NUDGED)
    )  # fmt: skip
    return {
        (action_id, str(data["stage"])) for action_id, data in rows
        if data.get("person_id") == person_id
    }  # fmt: skip
