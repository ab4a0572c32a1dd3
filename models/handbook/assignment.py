"""One case: who takes it and why, and why not each other (handbook, rule 23).

Availability filters: status, leave, shift, the time that is left of it, room. Skill, load, the
customer and how long somebody got nothing new rank. Everything a reason says can be recomputed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from models.handbook.contract_rules import folded
from models.handbook.roster import Span
from models.handbook.skill_rules import Need, still_asked

AVAILABLE: Final = "available"
BUSY, AWAY, OFF = "busy", "away", "off"
STATUSES: Final = (AVAILABLE, BUSY, AWAY, OFF)

LACKING: Final = "skill"
"""What is in the way of whom a skill is asked for that they do not have: it is told last."""

SKILL, LOAD, CUSTOMER, IDLE = "skill", "load", "customer", "idle"
SHARES: Final[Mapping[str, int]] = {SKILL: 40, LOAD: 30, CUSTOMER: 15, IDLE: 15}
"""Of a hundred points, what each part of a rank is worth."""
FAMILIAR: Final = 5
"""So many cases of a customer are as good as more."""
LONG_IDLE: Final = 8 * 3600
_TOP_LEVEL: Final = 5
_NONE: Final[Mapping[str, int]] = {}
_NOBODYS: Final[Mapping[int, int]] = {}


class Agent(NamedTuple):
    """Somebody who may take cases, as they are at the instant of a proposal.

    `load` is what their open `cases` weigh. `skills` are levels by folded name; `spans` is when
    they work, from that instant on: never where their hours are not known and another's are.
    `got_at` is when they last got a case, None where they have had none lately; `customers` counts
    the cases they had of each. `has_asked` is true of whoever has a case that is to be assigned,
    which is none of `cases` meanwhile. `takes` is false of a role that takes none,
    `on_leave_until` and `stand_in` tell of leave.
    """

    id: int
    name: str
    capacity: int
    load: int = 0
    cases: int = 0
    skills: Mapping[str, int] = _NONE
    spans: tuple[Span, ...] = ()
    status: str = AVAILABLE
    hours_known: bool = True
    takes: bool = True
    on_leave_until: int | None = None
    stand_in: str = ""
    got_at: int | None = None
    customers: Mapping[int, int] = _NOBODYS
    has_asked: bool = False

    def level(self, skill: str) -> int:
        """How well they can do this; 0 is not at all."""
        return self.skills.get(folded(skill), 0)

    def shift_left(self, now: int) -> int:
        """Seconds until their shift ends; 0 where they are not on one."""
        begin, end = self.spans[0] if self.spans else (now, now)
        return end - now if begin <= now else 0


@dataclass(frozen=True, slots=True)
class Job:
    """A case to be assigned: what it weighs, the seconds of a shift it takes, what it needs, and
    when it is due; `left` is the share of the time to that deadline that is left. Of a restricted
    case, `only` are those who may see it."""

    case_id: int
    key: str
    priority: str
    weight: int
    seconds: int
    needs: tuple[Need, ...] = ()
    due_at: int | None = None
    left: float = 1.0
    customer_id: int | None = None
    customer: str = ""
    only: frozenset[int] | None = None
    category: str = ""


class Fit(NamedTuple):
    """How well somebody fits a case, in points of a hundred and by part."""

    agent: Agent
    points: Mapping[str, float]

    @property
    def total(self) -> float:
        """All of it, as people are ranked by it."""
        return sum(self.points.values())

    @property
    def score(self) -> int:
        """The same in whole points."""
        return round(self.total)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who may take a case, the best first, and of everybody else what stands in the way.

    `asked` are the skills that are still asked for; `relaxed` are preferred ones that are not.
    """

    job: Job
    fits: tuple[Fit, ...]
    refused: tuple[tuple[Agent, tuple[str, ...]], ...]
    asked: tuple[Need, ...]
    relaxed: tuple[Need, ...]


def rank(job: Job, agents: Sequence[Agent], now: int) -> Ranking:
    """Everybody who may take a case, the best first; of equals, whose name comes first."""
    met = [(agent, in_the_way(job, agent, (), now)) for agent in agents]
    asked = _asked(job, [agent for agent, why in met if not why])
    refused = [(agent, why if _able(agent, asked) else (*why, LACKING)) for agent, why in met]
    fits = [fit(job, agent, now) for agent, why in refused if not why]
    return Ranking(
        job,
        tuple(sorted(fits, key=lambda one: (-one.total, one.agent.name, one.agent.id))),
        tuple((agent, why) for agent, why in refused if why),
        asked,
        tuple(need for need in job.needs if need not in asked),
    )


def _asked(job: Job, here: Sequence[Agent]) -> tuple[Need, ...]:
    """The skills that a case still asks for: a preferred one neither when its deadline is near,
    nor where nobody of those who could take the case has it, or has it with all else."""
    asked = still_asked(job.needs, job.left)
    return that_anybody_has(asked, lambda needs: any(_able(agent, needs) for agent in here))


def that_anybody_has(
    asked: tuple[Need, ...], anybody: Callable[[Sequence[Need]], bool]
) -> tuple[Need, ...]:
    """Those of the skills that `anybody` has together: of the preferred ones first those go that
    nobody has, then the last, one by one."""
    if anybody(asked):
        return asked
    kept = tuple(need for need in asked if need.required or anybody((need,)))
    while not anybody(kept):
        fewer = without_last_preferred(kept)
        if fewer == kept:
            break
        kept = fewer
    return kept


def in_the_way(job: Job, agent: Agent, asked: Sequence[Need], now: int) -> tuple[str, ...]:
    """What keeps somebody from taking a case; nothing where they may."""
    found = []
    if job.only is not None and agent.id not in job.only:
        found.append("restricted")
    if not agent.takes:
        found.append("role")
    if agent.on_leave_until is not None:
        found.append("leave")
    elif agent.status != AVAILABLE:
        found.append("status")
    elif not agent.shift_left(now):
        found.append("shift")
    elif agent.shift_left(now) < job.seconds:
        found.append("shift_left")
    if agent.takes and agent.load + job.weight > agent.capacity:
        found.append("room")
    if not _able(agent, asked):
        found.append(LACKING)
    return tuple(found)


def fit(job: Job, agent: Agent, now: int) -> Fit:
    """How well somebody fits; skills that are not asked for any more count as well."""
    skill = 1.0
    if job.needs:
        levels = [min(agent.level(need.skill), _TOP_LEVEL) for need in job.needs]
        skill = sum(levels) / (_TOP_LEVEL * len(levels))
    return Fit(agent, {
        SKILL: SHARES[SKILL] * skill,
        LOAD: SHARES[LOAD] * (1 - agent.load / agent.capacity if agent.capacity else 0.0),
        CUSTOMER: SHARES[CUSTOMER] * (min(familiarity(job, agent), FAMILIAR) / FAMILIAR),
        IDLE: SHARES[IDLE] * (min(idle(agent, now), LONG_IDLE) / LONG_IDLE),
    })  # fmt: skip


def familiarity(job: Job, agent: Agent) -> int:
    """How many cases of this customer they had lately."""
    return agent.customers.get(job.customer_id, 0) if job.customer_id is not None else 0


def idle(agent: Agent, now: int) -> int:
    """Seconds since they last got a case; as long as counts where they have had none."""
    return LONG_IDLE if agent.got_at is None else max(now - agent.got_at, 0)


def _able(agent: Agent, asked: Sequence[Need]) -> bool:
    """Whether somebody has all that is asked for."""
    return all(agent.level(need.skill) >= need.level for need in asked)


def without_last_preferred(asked: tuple[Need, ...]) -> tuple[Need, ...]:
    """The same but for the preferred one that relaxes next."""
    at = next((i for i in range(len(asked) - 1, -1, -1) if not asked[i].required), None)
    return asked if at is None else asked[:at] + asked[at + 1 :]
