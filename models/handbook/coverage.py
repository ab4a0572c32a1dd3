"""Which priorities somebody watches just now: is anybody there whom an alert would reach."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from models.handbook.alerting import ROLE_OF_PRIORITY, next_role
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.roster import LEAD, Roster


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a message reaches just now (`notified`), who has no more than a window open
    (`at_window`), and whether escalations are posted to a webhook that takes them."""

    notified: frozenset[int] = frozenset()
    at_window: frozenset[int] = frozenset()
    posted: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """A priority's alerts: who would be told of them, and who of these would notice."""

    priority: str
    role: str
    told: frozenset[int] = field(default_factory=frozenset)
    notified: frozenset[int] = field(default_factory=frozenset)
    at_window: frozenset[int] = field(default_factory=frozenset)
    posted: bool = False

    @property
    def watched(self) -> bool:
        """Whether a message reaches somebody it is for, or a webhook what becomes of it unseen."""
        return self.posted or bool(self.notified)

    @property
    def unseen(self) -> bool:
        """Nobody would notice: not even at a window that cannot show messages."""
        return not self.watched and not self.at_window


def coverage(
    policy: Policy, roster: Roster, reach: Reach, assignees: Mapping[str, Set[int]], at: int
) -> tuple[Cover, ...]:
    """Of each priority with a clock that could run at this instant, the gravest first.

    `assignees` have open cases of a priority: they are told of those before any role is.
    """
    return tuple(
        Cover(
            priority, ROLE_OF_PRIORITY.get(priority, LEAD), told, told & reach.notified,
            (told & reach.at_window) - reach.notified,
            reach.posted and _escalates(policy, priority),
        )
        for priority in PRIORITIES if _runs(policy, priority, at)
        for told in [whom_told(policy, roster, priority, assignees.get(priority, set()), at)]
    )  # fmt: skip


def _escalates(policy: Policy, priority: str) -> bool:
    """Whether an alert that nobody sees goes on to somebody: that is what a webhook hears."""
    role = ROLE_OF_PRIORITY.get(priority, LEAD)
    return priority in policy.unseen and next_role(priority, role, 1) is not None


def whom_told(
    policy: Policy, roster: Roster, priority: str, assignees: Set[int], at: int
) -> frozenset[int]:
    """Who would be told and is on shift: whoever holds the role, everybody where nobody leads, and
    those who have the cases. Whose turn a role is, is on shift."""
    role, zone = ROLE_OF_PRIORITY.get(priority, LEAD), policy.team.zone
    everybody = {one.id for one in roster.members.values() if one.active}
    holders = roster.holders(role, at) or everybody
    present = {roster.present(person, at) for person in assignees} - {None}
    on_turn = {turn.person_id for turn in roster.turns if turn.begins_at <= at < turn.ends_at}
    return frozenset(
        person for person in {*holders, *present}
        if person is not None
        and (person in on_turn & holders or roster.open_time({person}, zone, at, at + 1))
    )  # fmt: skip


def _runs(policy: Policy, priority: str, at: int) -> bool:
    """Whether any promise to this priority, in the handbook or a contract, counts time now."""
    return any(
        under.calendars[target.calendar].open_intervals(at, at + 1)
        for under in _policies(policy) for target in under.commitments(priority).values()
    )  # fmt: skip


def _policies(policy: Policy) -> Iterator[Policy]:
    yield policy
    for _, under in policy.contracts:
        yield under
