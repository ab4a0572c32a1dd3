"""What is promised: targets per priority and commitment, and the plain questions of a policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, NamedTuple

from models.handbook.assignment_terms import USUAL, AssignmentTerms
from models.handbook.calendar import BusinessCalendar
from models.handbook.conditions import (
    DEFAULTS,
    ENTERED,
    FIELD_CHANGES,
    OWN,
    Conditions,
    Happening,
    Heard,
    listeners,
)
from models.handbook.contract_rules import ContractRule, Matter
from models.handbook.escalation import USUAL as USUAL_PATHS
from models.handbook.escalation import Escalation, Path
from models.handbook.internal_updates import INTERNAL_UPDATES
from models.handbook.remedies import Remedies
from models.handbook.skill_rules import SkillRule
from models.handbook.thresholds import Threshold

Edge = Literal["closing", "opening"]
Objective = Literal["SLA", "SLO"]
RaiseFrom = Literal["change", "opening"]
Reopen = Literal["new_cycle", "continue"]

PRIORITIES: Final = ("P1", "P2", "P3", "P4")
FIRST_RESPONSE: Final = "first_response"
NEXT_UPDATE: Final = "next_update"
RESOLUTION: Final = "resolution"
COMMITMENTS: Final = (FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION)
"""Those of the handbook; a team may name further ones (rule 8)."""

OBJECTIVES: Final[tuple[Objective, Objective]] = ("SLA", "SLO")
WARNINGS: Final = (0.75,)
"""Where a target names no warnings: at 75 % of it (rule 9)."""

UNSEEN: Final[Mapping[str, int]] = {"P1": 300, "P2": 900}
"""Seconds after which an unseen alert goes on along its path, where the handbook is silent."""

BREAKS_QUIET: Final = ("P1",)
"""Whose alerts come though somebody asked for quiet, where the handbook is silent."""

SLO_SHARE: Final = Fraction(95, 100)
"""The share of clocks that is to keep the SLO, where the handbook does not say."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much time is promised: counted seconds, or business days (rule 6)."""

    seconds: int = 0
    days: int = 0

    def budget(self, start: int, calendar: BusinessCalendar) -> int:
        """The promise in counted seconds from `start`; days become seconds once (rule 6)."""
        return calendar.days_budget(start, self.days) if self.days else self.seconds


@dataclass(frozen=True, slots=True)
class Target:
    """One commitment of one priority: SLA, SLO (either may be absent), calendar, warnings.

    `warnings` are shares of the target, ascending (rule 9); `slo_share` is the share of clocks
    that is to keep the SLO: what it leaves is the error budget. Besides at its warnings, somebody
    is told so many counted seconds before what binds (`leads`, ascending; `learned_lead` until
    people's own cases teach another), and `over` seconds after it; 0 is none.
    """

    sla: Amount | None
    slo: Amount | None
    calendar: str
    warnings: tuple[float, ...] = WARNINGS
    slo_share: Fraction = SLO_SHARE
    leads: tuple[int, ...] = ()
    learned_lead: int = 0
    over: int = 0

    def amount(self, objective: Objective) -> Amount | None:
        """The promise judged under this objective, or None where there is none."""
        return self.sla if objective == "SLA" else self.slo


class Offer(NamedTuple):
    """A target under one objective, with the calendar it counts on."""

    objective: Objective
    amount: Amount
    calendar: BusinessCalendar
    warnings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ContactType:
    """A way of reaching the customer, with the two switches of rule 11."""

    counts_as_response: bool = True
    counts_as_update: bool = True


@dataclass(frozen=True)
class Policy:
    """One dated version of the handbook, its calendars frozen (rules 1 and 16).

    `effective_from` is the instant its file asks to be in force from (seconds since the epoch),
    or None where the file leaves that to whoever publishes it. `own_conditions` are those the team
    has written, by commitment. `contracts` are tried from the top, each with the policy as it has
    it; under one of them, `contract` is its name, and `contract_targets` are the
    (priority, commitment) that it promises otherwise; `remedies` is what it credits (rule 30).
    Alerts of the priorities in `breaks_quiet` come though somebody asked for quiet.
    `unseen` is after how many seconds an alert that nobody has seen goes on, by priority, where its
    path does not say; `paths` are to whom (rule 25).
    `internal_updates` is how many seconds may pass without a note among ourselves, by priority.
    `skills` say what a case needs of whoever takes it, `assignment` how that is found (rule 23);
    `thresholds` are what of the queue is watched (rule 24).
    """

    name: str
    team_calendar: str
    calendars: Mapping[str, BusinessCalendar]
    targets: Mapping[str, Mapping[str, Target]]
    edge: Edge = "closing"
    raise_from: RaiseFrom = "change"
    reopen: Reopen = "new_cycle"
    reopen_grace_seconds: int = 0
    provisional_priority: str = "P2"
    acknowledgement_counts: bool = False
    acknowledge_unseen: bool = False
    pausing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contact_types: Mapping[str, ContactType] = field(default_factory=dict)
    own_conditions: Mapping[str, Conditions] = field(default_factory=dict)
    contracts: "tuple[tuple[ContractRule, Policy], ...]" = ()
    contract: str = ""
    contract_targets: frozenset[tuple[str, str]] = frozenset()
    remedies: Remedies | None = None
    effective_from: int | None = None
    number: int = 0
    unseen: Mapping[str, int] = field(default_factory=lambda: UNSEEN)
    paths: Mapping[str, Path] = field(default_factory=lambda: USUAL_PATHS)
    breaks_quiet: tuple[str, ...] = BREAKS_QUIET
    internal_updates: Mapping[str, int] = field(default_factory=lambda: INTERNAL_UPDATES)
    skills: tuple[SkillRule, ...] = ()
    assignment: AssignmentTerms = USUAL
    thresholds: tuple[Threshold, ...] = ()

    def target(self, priority: str, commitment: str) -> Target | None:
        """What is promised to a case of this priority, or None."""
        return self.targets.get(priority, {}).get(commitment)

    def escalation(self, priority: str) -> Escalation:
        """Who is told of an alert of this priority that nobody has seen, and when."""
        return Escalation(
            self.paths.get(priority, USUAL_PATHS["P4"]), self.unseen.get(priority), self.calendars
        )

    def offers(self, priority: str, commitment: str) -> tuple[Offer, ...]:
        """What a clock of this priority is judged by: the SLA first, either may be absent."""
        return self._offers.get((priority, commitment), ())

    @cached_property
    def _offers(self) -> Mapping[tuple[str, str], tuple[Offer, ...]]:
        return {
            (priority, commitment): tuple(
                Offer(objective, amount, self.calendars[target.calendar], target.warnings)
                for objective in OBJECTIVES
                if (amount := target.amount(objective)) is not None
            )
            for priority, row in self.targets.items()
            for commitment, target in row.items()
        }

    def commitments(self, priority: str) -> Mapping[str, Target]:
        """Every commitment of this priority, by name."""
        return self.targets.get(priority, {})

    def commitment_names(self) -> tuple[str, ...]:
        """Every commitment that any priority has, in the order of the file."""
        return tuple(dict.fromkeys(name for row in self.targets.values() for name in row))

    def conditions(self, commitment: str) -> Conditions:
        """What starts, pauses, resumes, stops and resets its clock: the team's, or the default."""
        return self.own_conditions.get(commitment) or DEFAULTS.get(commitment, OWN)

    @cached_property
    def hears(self) -> Heard:
        """What the clocks of every commitment do at each kind of happening."""
        return listeners((name, self.conditions(name)) for name in self.commitment_names())

    @cached_property
    def told_by_contacts(self) -> frozenset[str]:
        """The commitments whose cycles a contact ends: unknown where none are known (rule 12)."""
        names = self.commitment_names()
        return frozenset(name for name in names if self.conditions(name).told_by_contacts)

    @cached_property
    def hears_fields(self) -> bool:
        """Whether any clock looks at what fields become."""
        return not FIELD_CHANGES.isdisjoint(self.hears)

    def for_case(self, matter: Matter) -> "Policy":
        """This policy, or as the first of its contracts that matches a case has it."""
        if not self.contracts:
            return self
        found = (policy for rule, policy in self.contracts if rule.matches(matter))
        return next(found, self)

    def for_customer(self, name: str) -> "tuple[tuple[ContractRule | None, Policy], ...]":
        """What may judge a customer's cases: of the contracts that are for it, from the top, those
        for some of its cases, then the first for all of them, or else this policy (None).
        """
        found: list[tuple[ContractRule | None, Policy]] = []
        for rule, policy in self.contracts:
            if rule.is_for(name):
                found.append((rule, policy))
                if not rule.narrows:
                    return tuple(found)
        return (*found, (None, self))

    def pauses(self, status: str, commitment: str) -> bool:
        """Whether this status stops this commitment's clock; first response never (rule 13)."""
        return commitment != FIRST_RESPONSE and commitment in self.pausing.get(status, ())

    def paused_in(self, status: str, commitment: str) -> bool:
        """Whether this commitment's clock stands still in a status, by whatever it says so."""
        entered = Happening(ENTERED, status)
        own = (entered.meets(one) for one in self.conditions(commitment).pause
               if one.kind == ENTERED)  # fmt: skip
        return self.pauses(status, commitment) or any(own)

    def contact(self, kind: str) -> ContactType:
        """The switches of a contact type; an unknown one counts as both (rule 11)."""
        return self.contact_types.get(kind, ContactType())

    @property
    def team(self) -> BusinessCalendar:
        """The calendar the team works by; its zone is the one times are shown in."""
        return self.calendars[self.team_calendar]


def is_raise(old: str, new: str) -> bool:
    """Whether a change of priority asks for more (P3 to P2)."""
    return PRIORITIES.index(new) < PRIORITIES.index(old)
