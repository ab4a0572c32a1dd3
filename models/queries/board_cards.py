"""The cards of the board: a case with its clock, how long nobody has it, and whose shift ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import Span, joined
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.board import age_words, waiting_since
from models.queries.queue import QueueRow, queue_rows
from models.rosters import load_roster
from models.wording import instant_words

_AHEAD: Final = 14 * 86_400
"""So far ahead shifts are looked at."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class BoardCard:
    """One case on the board.

    `waits` is how long nobody has had it. `unattended`: whoever has it is not at work as its clock
    ends; `shift_ends` is when their last shift before that does, "" where there is none.
    """

    case: QueueRow
    person_id: int | None
    waits: str = ""
    unattended: bool = False
    shift_ends: str = ""

    @property
    def id(self) -> int:
        """The case."""
        return self.case.id

    def changes_at(self, now: datetime) -> datetime | None:
        """Until when it looks so."""
        clock = self.case.changes_at
        if not self.waits:
            return clock
        minute = now.replace(second=0, microsecond=0) + _MINUTE
        return minute if clock is None else min(clock, minute)


def board_cards(session: Session, ids: Sequence[int], now: datetime) -> list[BoardCard]:
    """The cards of these cases, as they are now; of a case that is gone there is none."""
    rows = queue_rows(session, ids, now)
    has = select(Case.id, Case.assignee_id).where(Case.id.in_(ids))
    whose = {row.id: row.assignee_id for row in session.execute(has)}
    since = waiting_since(session, [one for one, person in whose.items() if person is None])
    home = load_policies(session).newest.team.zone
    work = _work(session, {one for one in whose.values() if one is not None}, home, now)
    place = zone(home)

    def card(row: QueueRow) -> BoardCard:
        person = whose.get(row.id)
        spans = work.get(person or 0)
        missed = spans is not None and _is_missed(spans, row.due_at, now)
        ends = _last_end(spans or (), row.due_at) if missed else None
        return BoardCard(
            row, person, age_words(now - since[row.id]) if row.id in since else "", missed,
            instant_words(ends, now, place) if ends is not None else "",
        )  # fmt: skip

    return [card(row) for row in rows]


def _work(
    session: Session, people: set[int], home: str, now: datetime
) -> Mapping[int, Sequence[Span]]:
    """When each of these works, from now on; whose hours are not entered is left out."""
    members, at = load_roster(session).members, to_seconds(now)
    return {
        one: joined(members[one].open_time(home, at, at + _AHEAD))
        for one in people
        if one in members and (members[one].shifts or members[one].days)
    }


def _is_missed(work: Sequence[Span], due_at: datetime | None, now: datetime) -> bool:
    """Whether a clock that is not over ends in none of these shifts."""
    if due_at is None or not now < due_at < now + timedelta(seconds=_AHEAD):
        return False
    due = to_seconds(due_at)
    return not any(begin <= due <= end for begin, end in work)


def _last_end(work: Sequence[Span], due_at: datetime | None) -> datetime | None:
    """The end of the last of them before the due time."""
    ends = [end for _, end in work if due_at is not None and end < to_seconds(due_at)]
    return from_seconds(ends[-1]) if ends else None
