"""Which priorities somebody watches just now: is anybody there whom an alert would reach."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.escalation import Escalation
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.roster import LEAD, Roster


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a message reaches just now (`notified`), or only what breaks their quiet (`loud`); who
    has no more than a window open (`at_window`); who used one within the last minutes (`attended`);
    who has any desk at all (`running`); and whether a webhook takes escalations (`posted`)."""

    notified: frozenset[int] = frozenset()
    at_window: frozenset[int] = frozenset()
    posted: bool = False
    loud: frozenset[int] = frozenset()
    attended: frozenset[int] = frozenset()
    running: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cover:
    """A priority's alerts: who would be told of them, and who of these would notice; `later` are
    those to whom they go on after `after` seconds unseen, where nobody notices them at first.
    `mute` have a desk that may not tell them, or cannot."""

    priority: str
    role: str
    told: frozenset[int] = field(default_factory=frozenset)
    notified: frozenset[int] = field(default_factory=frozenset)
    at_window: frozenset[int] = field(default_factory=frozenset)
    posted: bool = False
    later: frozenset[int] = field(default_factory=frozenset)
    after: int = 0
    mute: frozenset[int] = field(default_factory=frozenset)

    @property
    def watched(self) -> bool:
        """Whether a message reaches somebody it is for, at first or unseen, or a webhook."""
        return self.posted or bool(self.notified or self.later)

    @property
    def unseen(self) -> bool:
        """Nobody would notice: not even at a window that cannot show messages."""
        return not self.watched and not self.at_window


def coverage(
    policy: Policy,
    roster: Roster,
    reach: Reach,
    assignees: Mapping[str, Set[int]],
    at: int,
    had: Set[str] = frozenset(),
) -> tuple[Cover, ...]:
    """Of each priority with a clock that could run at this instant, the gravest first.

    `assignees` have open cases of a priority: they are told of those before any role is. Of the
    priorities `had` somebody has a case, at a desk or not.
    """
    found = []
    for priority in PRIORITIES:
        running = [
            under.escalation(priority) for under in _policies(policy) if _runs(under, priority, at)
        ]
        if running:
            duty = _Duty(policy, roster, reach, priority, at, priority in had)
            found.append(duty.cover(assignees.get(priority, set()), running))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Duty:
    """Who would hear of a priority at an instant."""

    policy: Policy
    roster: Roster
    reach: Reach
    priority: str
    at: int
    had: bool

    def cover(self, assignees: Set[int], running: Sequence[Escalation]) -> Cover:
        """`running` are the paths of the promises that run: an unseen alert goes on along each of
        them, or it counts for none. What somebody has goes on to the role first."""
        role = ROLE_OF_PRIORITY.get(self.priority, LEAD)
        loud = self.priority in self.policy.breaks_quiet
        reached = self.reach.notified | (self.reach.loud if loud else frozenset())
        told = self.told(role, assignees)
        walks = [list(self._walk(path, of)) for path in running for of in self._first(role)]
        walks = walks if all(walks) else []
        on_the_way = frozenset[int]().union(*(who for walk in walks for who, _ in walk))
        at_window = (told | on_the_way) & self.reach.at_window
        return Cover(
            self.priority, role, told, told & reached, at_window - reached,
            self.reach.posted and bool(walks),
            *((frozenset[int](), 0) if told & reached else _slowest(walks, reached)),
            (told & self.reach.running) - reached - at_window,
        )  # fmt: skip

    def _first(self, role: str) -> Sequence[str | None]:
        """For whom alerts are: for the role, and for a person where somebody has such a case."""
        return (role, None) if self.had else (role,)

    def told(self, role: str, assignees: Set[int] = frozenset()) -> frozenset[int]:
        """Whoever holds the role, everybody where nobody leads, and those who have the cases; of
        these, who is on shift or at their window all the same. Whose turn it is, is on shift."""
        everybody = {one.id for one in self.roster.members.values() if one.active}
        holders = self.roster.holders(role, self.at) or everybody
        present = {self.roster.present(person, self.at) for person in assignees}
        on_turn = self.roster.on_turn(role, self.at)
        return frozenset(
            person for person in {*holders, *present} - {None}
            if person is not None and (person in on_turn or self._there(person))
        )  # fmt: skip

    def _there(self, person: int) -> bool:
        zone = self.policy.team.zone
        on_shift = self.roster.open_time({person}, zone, self.at, self.at + 1)
        return person in self.reach.attended or bool(on_shift)

    def _walk(self, path: Escalation, of: str | None) -> Iterator[tuple[frozenset[int], int]]:
        """Who is told at each step, and after how long."""
        for telling in path.walk(of, self.at):
            yield self.told(telling.role), telling.at - self.at


def _slowest(
    walks: Sequence[Sequence[tuple[frozenset[int], int]]], reached: Set[int]
) -> tuple[frozenset[int], int]:
    """Whom it gets to, of those who are reached, where it takes the longest; nobody where one of
    them gets to nobody."""
    nobody: tuple[frozenset[int], int] = frozenset(), 0
    found = [
        next(((who & reached, after) for who, after in walk if who & reached), nobody)
        for walk in walks
    ]
    return max(found, key=lambda one: one[1]) if found and all(who for who, _ in found) else nobody


def _runs(policy: Policy, priority: str, at: int) -> bool:
    """Whether any promise to this priority counts time now."""
    return any(
        policy.calendars[target.calendar].open_intervals(at, at + 1)
        for target in policy.commitments(priority).values()
    )


def _policies(policy: Policy) -> Iterator[Policy]:
    yield policy
    for _, under in policy.contracts:
        yield under
