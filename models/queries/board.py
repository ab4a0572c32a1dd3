"""The board: open cases in columns by who has them, or by status, priority or skill."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from models.assignment_words import Telling
from models.board_words import load_words, standing_words
from models.entities import Absence, Case, Event, Person
from models.handbook import events as ev
from models.handbook.assignment import Agent
from models.handbook.contract_rules import folded
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.intake import OPEN
from models.handbook.policy import PRIORITIES
from models.handbook.standing import is_here
from models.handbook.zones import zone
from models.queries.bench import Bench, case_needs, load_bench
from models.queries.narrowing import shown_conditions
from models.queries.queue import log_mark
from models.queries.sight import sees_figures
from models.queue_filter import QueueFilter
from models.text import Text, text
from models.wording import STATUSES

GROUPINGS: Final = ("agent", "status", "priority", "skill")
MOST_CARDS: Final = 5_000
NOBODY: Final = ""
"""The key of the lane of cases that nobody has."""
NO_SKILL: Final = ""
Mark = tuple[int, ...]
_AT_ONCE: Final = 10_000
_SMALL_TEAM: Final = 12
"""So many people have a column each, whether they are at work or not."""
_IN_DAYS: Final = 48 * 60
_BEGINS_TO_WAIT: Final = (ev.UNASSIGNED, ev.REOPENED)
_WAITS: Final = select(
    Event.case_id, Event.id, Event.kind, type_coerce(Event.occurred_at, BigInteger),
    type_coerce(Event.recorded_at, BigInteger), Event.data,
).where(Event.kind.in_((*_BEGINS_TO_WAIT, ev.RETRACTED)))  # fmt: skip


@dataclass(frozen=True)
class BoardColumn:
    """A column: its cases by id, in the order they stand in, and what its head says.

    `breached` is how many of them are over. Of an agent, `person_id` and `here` say who it is and
    whether they take cases just now; `breached`, `load` and `capacity` are None for who may read
    words only.
    """

    key: str
    name: str
    cases: tuple[int, ...] = ()
    breached: int | None = 0
    says: tuple[Text, ...] = ()
    person_id: int | None = None
    here: bool = True
    load: int | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Board:
    """The columns of a board at an instant; a lane of what nobody has is the first, by agent.

    `cards` is how many different cases it shows, `left_out` how many more wait, later than these;
    `unshown` are people of a large team who are not at work and have no case. `mark` is what
    `board_mark` said before it was read.
    """

    by: str
    columns: tuple[BoardColumn, ...]
    cards: int
    left_out: int
    unshown: int
    figures: bool
    has_cases: bool
    mark: Mark


def board(session: Session, by: str, shown: QueueFilter, now: datetime, me: int | None) -> Board:
    """The open cases that pass the filter, of very many those that breach first."""
    mark = board_mark(session)
    wanted = [Case.is_open, *shown_conditions(shown, now, me)]
    cases = _cases(session, wanted)
    bench = load_bench(session, now, ())
    look = _Look(session, bench, cases, now, me, sees_figures(session, me))
    columns, unshown = _GROUPED[by](look)
    left_out = 0
    if len(cases) == MOST_CARDS:
        every = session.scalar(select(func.count()).select_from(Case).where(*wanted)) or 0
        left_out = every - len(cases)
    some = bool(cases) or session.scalar(select(Case.id).where(Case.is_open).limit(1)) is not None
    return Board(by, tuple(columns), len(cases), left_out, unshown, look.figures, some, mark)


def board_mark(session: Session) -> Mark:
    """Another once anything happened to a case, or to who takes cases when."""
    people = select(func.count(), func.coalesce(func.sum(Person.version), 0))
    leaves = select(func.count(), func.coalesce(func.sum(Absence.version), 0))
    told = [*session.execute(people).one(), *session.execute(leaves).one()]
    return (log_mark(session), *map(int, told))


def waiting_since(session: Session, case_ids: Sequence[int]) -> Mapping[int, datetime]:
    """Since when nobody has each of these cases: from its opening or its reopening, or since it was
    given up; what was taken back never was."""
    found: dict[int, datetime] = {}
    for first in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[first : first + _AT_ONCE]
        opened = select(Case.id, Case.opened_at).where(Case.id.in_(some))
        found |= {row.id: row.opened_at for row in session.execute(opened)}
        logs = defaultdict[int, list[ev.Event]](list)
        for case_id, *event in session.execute(_WAITS.where(Event.case_id.in_(some))):
            logs[case_id].append(ev.Event(*event))
        for case_id, log in logs.items():
            begun = [e.occurred_at for e in ev.in_force(log) if e.kind in _BEGINS_TO_WAIT]
            if begun:
                found[case_id] = max(found[case_id], from_seconds(max(begun)))
    return found


@dataclass(frozen=True)
class _Look:
    """What the columns are made of."""

    session: Session
    bench: Bench
    cases: Sequence[Any]
    now: datetime
    me: int | None
    figures: bool

    @property
    def telling(self) -> Telling:
        return Telling(self.now, zone(self.bench.zone), self.figures)

    def column(self, key: str, name: str, cases: Iterable[Any], **more: Any) -> BoardColumn:
        """A column of these cases."""
        held = tuple(cases)
        over = sum(row.next_due_at is not None and row.next_due_at < self.now for row in held)
        told = self.figures or more.get("person_id") in (None, self.me)
        ids = tuple(row.id for row in held)
        return BoardColumn(key, name, ids, over if told else None, **more)


def _cases(session: Session, wanted: Sequence[Any]) -> Sequence[Any]:
    query = (
        select(Case.id, Case.assignee_id, Case.status, Case.priority, Case.next_due_at)
        .where(*wanted).order_by(Case.sort_at, Case.id).limit(MOST_CARDS)
    )  # fmt: skip
    return session.execute(query).all()


def _by_agent(look: _Look) -> tuple[list[BoardColumn], int]:
    held = defaultdict[int | None, list[Any]](list)
    for row in look.cases:
        held[row.assignee_id].append(row)
    lane = _lane(look, held.pop(None, []))
    at = to_seconds(look.now)
    agents = _shown(look.bench.agents, {one for one, cases in held.items() if cases}, at)
    people = [_person(look, one, held.pop(one.id, [])) for one in agents]
    unshown = sum(one.takes and one not in agents for one in look.bench.agents)
    gone = [_who_left(look, row, held[row.id]) for row in _named(look.session, held)]
    return [lane, *sorted(people, key=lambda one: not one.here), *gone], unshown


def _shown(agents: Sequence[Agent], busy: set[int | None], at: int) -> list[Agent]:
    """Of a large team, who is not at work and has no case gives way; who takes none always does."""
    there = [one for one in agents if one.takes or one.id in busy]
    here = [one for one in there if is_here(one, at)]
    if len(there) <= _SMALL_TEAM or not here:
        return there
    return [one for one in there if one.id in busy or one in here]


def _lane(look: _Look, cases: list[Any]) -> BoardColumn:
    """Oldest first; says how long the oldest waits."""
    since = waiting_since(look.session, [row.id for row in cases])
    ordered = sorted(cases, key=lambda row: (since.get(row.id, look.now), row.id))
    says: tuple[Text, ...] = (text("everything has an agent"),)
    if ordered:
        longest = look.now - since.get(ordered[0].id, look.now)
        says = (text("longest for {span}", span=age_words(longest)),)
    return look.column(NOBODY, "", ordered, says=says)


def age_words(span: timedelta) -> str:
    """How long something waits, no more exactly than matters: 40 min, 17 h, 3 days."""
    minutes = max(int(span.total_seconds()), 0) // 60
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < _IN_DAYS else f"{span.days} days"


def _person(look: _Look, agent: Agent, cases: list[Any]) -> BoardColumn:
    figures = look.figures or agent.id == look.me
    says = standing_words(agent, look.telling), load_words(agent, figures=figures)
    load, capacity = (agent.load, agent.capacity) if figures else (None, None)
    return look.column(
        str(agent.id), agent.name, cases, says=says, person_id=agent.id,
        here=is_here(agent, to_seconds(look.now)), load=load, capacity=capacity,
    )  # fmt: skip


def _named(session: Session, held: Mapping[int | None, list[Any]]) -> Sequence[Any]:
    """Who has left the team and has cases still."""
    ids = [one for one, cases in held.items() if one is not None and cases]
    query = select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.name)
    return session.execute(query).all() if ids else []


def _who_left(look: _Look, person: Any, cases: list[Any]) -> BoardColumn:
    says = (text("not on the team any more"),)
    return look.column(
        str(person.id), person.name, cases, says=says, person_id=person.id, here=False
    )


def _by_status(look: _Look) -> tuple[list[BoardColumn], int]:
    return [
        look.column(status, STATUSES[status], (row for row in look.cases if row.status == status))
        for status in OPEN
    ], 0


def _by_priority(look: _Look) -> tuple[list[BoardColumn], int]:
    return [
        look.column(name, name, (row for row in look.cases if row.priority == name))
        for name in PRIORITIES
    ], 0


def _by_skill(look: _Look) -> tuple[list[BoardColumn], int]:
    """A case stands under each skill it needs."""
    held = defaultdict[str, list[Any]](list)
    names = {folded(rule.need.skill): rule.need.skill for rule in look.bench.policy.skills}
    needs = _needs(look)
    for row in look.cases:
        for need in needs.get(row.id, ()):
            names.setdefault(folded(need.skill), need.skill)
        for name in dict.fromkeys(folded(need.skill) for need in needs.get(row.id, ())):
            held[name].append(row)
        if not needs.get(row.id):
            held[NO_SKILL].append(row)
    skilled = [
        look.column(key, name, held[key], says=(_able(look, key),)) for key, name in names.items()
    ]
    return [*skilled, look.column(NO_SKILL, "", held[NO_SKILL])], 0


def _needs(look: _Look) -> Mapping[int, tuple[Any, ...]]:
    ids = [row.id for row in look.cases]
    cases = look.session.scalars(select(Case).where(Case.id.in_(ids))).all()
    return case_needs(look.session, look.bench.policy, cases)


def _able(look: _Look, skill: str) -> Text:
    """Who at work has it."""
    at = to_seconds(look.now)
    able = [one.name for one in look.bench.agents if one.skills.get(skill) and is_here(one, at)]
    if not able:
        return text("nobody at work has it")
    return text("at work: {names}", names=", ".join(able))


_GROUPED: Final = {
    "agent": _by_agent, "status": _by_status, "priority": _by_priority, "skill": _by_skill,
}  # fmt: skip
