"""Histories of cases to try the laws on: any policy, any order of events, time passing between."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hypothesis import strategies as st

from models.handbook import conditions as on
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_clocks import judge
from models.handbook.conditions import Conditions, Happening
from models.handbook.events import Event
from models.handbook.intake import EXCLUSIONS, WAITING
from models.handbook.policy import PRIORITIES, Amount, ContactType, Policy, Target
from models.handbook.verdict import CaseClock
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Key
from tests.models.handbook.strategies import EDGES

NIGHT: Final = [("00:00", "02:30"), ("22:00", "24:00")]
CALENDARS: Final = {
    **DEFAULT.calendars,
    "night": BusinessCalendar("Australia/Lord_Howe", dict.fromkeys(("sat", "sun", "mon"), NIGHT)),
}
COMMITMENTS: Final = (FR, NU, RES, "workaround")
TYPES: Final = ("reply", "status_page", "survey")

SPRING: Final = 1_774_000_000  # 20 March 2026: the clocks change on the 29th, Lord Howe's in April
MOMENTS: Final = st.integers(SPRING, SPRING + 30 * 86_400)
GAPS: Final = st.one_of(
    st.sampled_from([0, 1, 900, 3_600, 14_400]), st.integers(0, 30_000), st.integers(0, 400_000)
)

_AMOUNTS: Final = st.one_of(
    st.sampled_from([900, 3_600, 14_400, 86_400]).map(Amount),
    st.integers(1, 200_000).map(Amount),
    st.integers(1, 5).map(lambda days: Amount(days=days)),
)


_HAPPENINGS: Final = st.lists(
    st.sampled_from(
        [
            Happening(on.OPENED), Happening(on.REOPENED), Happening(on.ASSIGNED),
            Happening(on.UNASSIGNED), Happening(on.RESPONSE), Happening(on.UPDATE),
            Happening(on.ACKNOWLEDGED), Happening(on.TO_CUSTOMER, "survey"),
            Happening(on.FROM_CUSTOMER), Happening(on.ENTERED, "waiting_engineering"),
            Happening(on.LEFT, "waiting_engineering"), Happening(on.ENTERED, "in_progress"),
            Happening(on.FIELD_SET, "workaround"), Happening(on.FIELD_CHANGED, "category"),
        ]
    ),
    max_size=2, unique=True,
).map(tuple)  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Conditions]:
    """None of the team's own, or any for some of its commitments; a response never pauses."""
    if draw(st.booleans()):
        return {}
    found = {}
    for name in COMMITMENTS:
        if draw(st.booleans()):
            pause, resume = (draw(_HAPPENINGS), draw(_HAPPENINGS)) if name != FR else ((), ())
            start = draw(_HAPPENINGS) or (Happening(on.OPENED),)
            found[name] = Conditions(start, pause, resume, draw(_HAPPENINGS), draw(_HAPPENINGS))
    return found


@st.composite
def targets(draw: st.DrawFn) -> Target:
    sla, slo = draw(st.one_of(st.none(), _AMOUNTS)), draw(st.one_of(st.none(), _AMOUNTS))
    if sla is None and slo is None:
        sla = Amount(3_600)
    return Target(sla, slo, draw(st.sampled_from(sorted(CALENDARS))), (0.5, 0.75))


@st.composite
def policies(draw: st.DrawFn, /, **fixed: Any) -> Policy:
    """The default handbook, or one that promises and pauses whatever it likes."""
    edge = draw(EDGES)
    if draw(st.booleans()):
        return replace(DEFAULT, edge=edge, **fixed)
    rows = {
        priority: {name: draw(targets()) for name in COMMITMENTS if draw(st.integers(0, 3))}
        for priority in PRIORITIES
    }
    rows["P2"].setdefault(RES, Target(Amount(86_400), Amount(64_800), "round_the_clock"))
    pausing = {
        status: draw(st.frozensets(st.sampled_from(COMMITMENTS)))
        for status in ("new", "in_progress", *WAITING)
        if draw(st.booleans())
    }
    return replace(
        DEFAULT, calendars=CALENDARS, targets=rows, edge=edge, pausing=pausing,
        contact_types={"survey": ContactType(False, False), "status_page": ContactType(False)},
        acknowledgement_counts=draw(st.booleans()),
        **{"own_conditions": draw(conditions()), **fixed},
    )  # fmt: skip


Step = tuple[int, str, dict[str, Any]]
"""(seconds that pass before it, kind of event, its data)."""


@dataclass
class History:
    """A case's log as it grows; nothing is recorded before it happened."""

    policies: dict[int, Policy]
    now: int
    events: list[Event] = field(default_factory=list)
    earlier: list[tuple[int, dict[int, Policy]]] = field(default_factory=list)

    def tell(self, kind: str, at: int | None = None, **data: Any) -> Event:
        """Something happens at `now`, or is told of an earlier instant."""
        moment = self.now if at is None else at
        event = Event(len(self.events) + 1, kind, moment, self.now, data, None)
        self.events.append(event)
        return event

    def goes_on(self, step: Step) -> None:
        """Some time passes, and something happens."""
        gap, kind, data = step
        self.now += gap
        self.tell(kind, **data)

    def clocks(self) -> dict[Key, CaseClock]:
        judged = judge(self.events, self.policies, 1, self.earlier)
        found = {clock.key: clock for clock in judged}
        assert len(found) == len(judged)
        return found

    def over(self) -> dict[Key, int]:
        """What is breached by now, and since when."""
        return {
            key: clock.due_at
            for key, clock in self.clocks().items()
            if clock.due_at is not None
            and (clock.verdict == "breached" or (clock.running and clock.due_at < self.now))
        }


_CHOICES: Final[dict[str, tuple[str, Sequence[Any]]]] = {
    ev.CONTACT: ("type", TYPES),
    ev.FIELDS_CHANGED: ("category", ["Login", "Billing"]),
    ev.PAUSED: ("status", WAITING),
    ev.RESUMED: ("status", ["in_progress"]),
    ev.PRIORITY_CHANGED: ("priority", PRIORITIES),
    ev.EXCLUDED: ("reason", EXCLUSIONS),
    ev.ASSIGNED: ("person_id", [1, 2]),
}
PLAIN: Final = (
    ev.CONTACT, ev.CUSTOMER_MESSAGE, ev.ACKNOWLEDGED, ev.PAUSED, ev.RESUMED, ev.PRIORITY_CHANGED,
    ev.ASSIGNED, ev.UNASSIGNED, ev.FIELDS_CHANGED, ev.NOTE, ev.RESOLVED, ev.CLOSED, ev.REOPENED,
)  # fmt: skip
"""What happens to a case without anybody changing by hand how it is judged."""


def steps(kinds: Sequence[str] = PLAIN) -> st.SearchStrategy[Step]:
    """One more thing that happens, some time later."""
    return st.sampled_from(kinds).flatmap(_step)


def _step(kind: str) -> st.SearchStrategy[Step]:
    name, choices = _CHOICES.get(kind, ("text", ["Said"]))
    data = st.fixed_dictionaries({name: st.sampled_from(choices)})
    return st.tuples(GAPS, st.just(kind), data)


@st.composite
def histories(
    draw: st.DrawFn, /, *, kinds: Sequence[str] = PLAIN, first: bool = False, **fixed: Any
) -> History:
    """A case some way into its life; with `first`, its priority was set at the opening."""
    history = History({1: draw(policies(**fixed))}, draw(MOMENTS))
    set_already = first or draw(st.booleans())
    priority = draw(st.sampled_from(PRIORITIES)) if set_already else None
    history.tell(ev.OPENED, priority=priority)
    for step in draw(st.lists(steps(kinds), max_size=8)):
        history.goes_on(step)
    return history
