"""What differs between two versions of the handbook, by priority and commitment."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.handbook.conditions import VERBS
from models.handbook.escalation_words import path_words
from models.handbook.lengths import seconds_words
from models.handbook.policy import COMMITMENTS, PRIORITIES, Policy, Target
from models.handbook.policy_words import amount_words, percent_list
from models.handbook.threshold_words import limits_words, subject_words
from models.handbook.working_hours import DAYS
from models.text import Text, text
from models.wording import STATUSES, commitment_name, role_name

Place = tuple[str, str, str]
"""(priority, commitment, what); no priority where it concerns the whole handbook."""

_LONG_DAYS: Final = dict(
    zip(
        DAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_EDGES: Final = {"closing": "at closing time", "opening": "at the next opening"}
_RAISES: Final = {"change": "from the change", "opening": "from the opening"}
_REOPENS: Final = {"new_cycle": "starts a new cycle", "continue": "goes on"}
_SHARE: Final = "share to keep the SLO"
_TOLD: Final = ("told before", "told before, until it is learned", "told if still open after")
_PROMISED: Final = ("SLA", "SLO", "calendar", "warnings", _SHARE, *_TOLD)
_ABSENT: Final = "not there"
_NOT_PROMISED: Final = "not promised"


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say differently, each in its own words.

    `priority` and `commitment` are empty where it concerns the whole handbook.
    """

    priority: str
    commitment: str
    what: str
    before: str
    after: str

    @property
    def words(self) -> Text:
        """The difference as a sentence."""
        place = (
            f"{self.priority} {commitment_name(self.commitment).lower()}" if self.priority else ""
        )
        where = f"{place}, {self.what}".strip(", ")
        return text("{where}: {before} → {after}", where=where, before=self.before,
                    after=self.after)  # fmt: skip

    def to_json(self) -> dict[str, str]:
        """As `leadline handbook diff --json` gives it."""
        return {
            "priority": self.priority, "commitment": self.commitment, "what": self.what,
            "before": self.before, "after": self.after, "words": str(self.words),
        }  # fmt: skip


def differences(old: Policy, new: Policy) -> list[Difference]:
    """Everything the two say differently: targets first, then calendars, then the rest."""
    before, after = _said(old), _said(new)
    return [
        Difference(*place, before.get(place, _absent(place)), after.get(place, _absent(place)))
        for place in _ordered({**before, **after})
        if before.get(place) != after.get(place)
    ]


def _ordered(said: dict[Place, str]) -> list[Place]:
    """Targets by priority, commitment and what is said; the rest in the order it is said in."""

    def rank(place: Place) -> tuple[int, int, str, int]:
        priority, commitment, what = place
        if not priority:
            return len(PRIORITIES), 0, "", 0
        return (
            PRIORITIES.index(priority), (*COMMITMENTS, commitment).index(commitment), commitment,
            _PROMISED.index(what),
        )  # fmt: skip

    return sorted(said, key=rank)


def _absent(place: Place) -> str:
    return _NOT_PROMISED if place[0] and place[2] in ("SLA", "SLO") else _ABSENT


def _said(policy: Policy) -> dict[Place, str]:
    """All that a policy says, in words, by place."""
    handbook = _said_to_all(policy)
    return {**handbook, **dict(_contracts(policy, handbook))}


def _said_to_all(policy: Policy) -> dict[Place, str]:
    rows = (_targets(policy), _calendars(policy), _questions(policy), _conditions(policy))
    return {place: words for said in rows for place, words in said}


def _contracts(policy: Policy, handbook: Mapping[Place, str]) -> Iterator[tuple[Place, str]]:
    """Who each contract is for, and what it says otherwise than the handbook."""
    if policy.contracts:
        order = ", ".join(rule.name for rule, _ in policy.contracts)
        yield ("", "", "contracts, from the top"), order
    for rule, own in policy.contracts:
        yield ("", "", f"contract {rule.name}, for"), rule.words
        if own.remedies is not None:
            yield ("", "", f"contract {rule.name}, credits"), own.remedies.words
        for place, words in _said_to_all(own).items():
            if handbook.get(place) != words:
                priority, commitment, what = place
                where = (f"contract {rule.name}", priority, commitment_name(commitment).lower())
                yield ("", "", f"{' '.join(filter(None, where))}, {what}"), words


def _conditions(policy: Policy) -> Iterator[tuple[Place, str]]:
    for name in policy.commitment_names():
        own = policy.conditions(name)
        for verb in VERBS:
            said = ", ".join(condition.words for condition in own.of(verb))
            if said:
                yield ("", "", f"{commitment_name(name).lower()}, {verb}"), said


def _targets(policy: Policy) -> Iterator[tuple[Place, str]]:
    for priority, row in policy.targets.items():
        for name, target in row.items():
            for what, words in _promise(policy, target):
                yield (priority, name, what), words


def _promise(policy: Policy, target: Target) -> Iterator[tuple[str, str]]:
    calendar = policy.calendars[target.calendar]
    for what, amount in (("SLA", target.sla), ("SLO", target.slo)):
        if amount is not None:
            yield what, amount_words(amount, calendar)
    yield "calendar", target.calendar
    yield "warnings", percent_list(target.warnings)
    if target.slo is not None:
        yield _SHARE, f"{float(100 * target.slo_share):g} %"
    for what, spans in zip(
        _TOLD, (target.leads, (target.learned_lead,), (target.over,)), strict=True
    ):
        if any(spans):
            yield what, ", ".join(seconds_words(span) for span in spans)


def _calendars(policy: Policy) -> Iterator[tuple[Place, str]]:
    for name, calendar in policy.calendars.items():
        data: dict[str, Any] = calendar.to_data()
        yield ("", "", f"calendar {name}, zone"), data["zone"]
        for day, words in _LONG_DAYS.items():
            yield ("", "", f"calendar {name}, {words}"), _hours(data["hours"].get(day, []))
        for day in data["holidays"]:
            yield ("", "", f"calendar {name}, {day}"), "holiday"
        for day, hours in data["exceptions"].items():
            yield ("", "", f"calendar {name}, {day}, exception"), _hours(hours)


def _hours(intervals: list[list[str]]) -> str:
    return ", ".join(f"{begin}–{end}" for begin, end in intervals) or "closed"


def _questions(policy: Policy) -> Iterator[tuple[Place, str]]:
    grace = policy.reopen_grace_seconds
    yes = {True: "yes", False: "no"}
    for what, words in (
        ("name", policy.name),
        ("a target used up at closing time is due", _EDGES[policy.edge]),
        ("a raised priority counts its new target", _RAISES[policy.raise_from]),
        ("a reopened case", _REOPENS[policy.reopen]),
        ("grace after resolving", seconds_words(grace) if grace else "none"),
        ("priority until one is set", policy.provisional_priority),
        ("the acknowledgement counts as response", yes[policy.acknowledgement_counts]),
        ("the acknowledgement is recorded unseen", yes[policy.acknowledge_unseen]),
        ("the team's calendar", policy.team_calendar),
    ):
        yield ("", "", what), words
    yield ("", "", "alerts that may break quiet hours"), ", ".join(policy.breaks_quiet) or "none"
    for priority, after in policy.unseen.items():
        yield ("", "", f"an alert of {priority} goes on unseen after"), seconds_words(after)
    for priority, path in policy.paths.items():
        yield ("", "", f"who is told next of an unseen alert of {priority}"), path_words(path)
    for priority, every in policy.internal_updates.items():
        yield ("", "", f"the team writes down how {priority} stands"), _every(every)
    yield from _assignment(policy)
    yield from _thresholds(policy)
    for status, names in policy.pausing.items():
        paused = ", ".join(commitment_name(name).lower() for name in sorted(names))
        yield ("", "", f"paused while {STATUSES[status].lower()}"), paused or "nothing"
    for kind, switches in policy.contact_types.items():
        response, update = yes[switches.counts_as_response], yes[switches.counts_as_update]
        yield ("", "", f"contact {kind}, counts as response"), response
        yield ("", "", f"contact {kind}, counts as update"), update


def _every(seconds: int) -> str:
    return f"every {seconds_words(seconds)}"


def _assignment(policy: Policy) -> Iterator[tuple[Place, str]]:
    terms = policy.assignment
    load = ", ".join(f"{priority} {weight}" for priority, weight in terms.load.items())
    for what, words in (
        ("new cases are assigned by themselves", "yes" if terms.automatic else "no"),
        ("load of a case", f"{load}; {terms.waiting} while it waits"),
        ("capacity of a person", f"{terms.capacity}, each {seconds_words(terms.unit_seconds)}"),
    ):
        yield ("", "", what), words
    for priority, after in terms.untouched.items():
        yield ("", "", f"a reminder of an untouched {priority} after"), seconds_words(after)
    counts = Counter(rule.need.skill for rule in policy.skills)
    seen = Counter[str]()
    for rule in policy.skills:
        name = rule.need.skill
        seen[name] += 1
        place = f" ({seen[name]})" if counts[name] > 1 else ""
        yield ("", "", f"skill {name}{place}"), rule.words


def _thresholds(policy: Policy) -> Iterator[tuple[Place, str]]:
    for one in policy.thresholds:
        what = f"the {role_name(one.role)} is told of {subject_words(one)}"
        yield ("", "", what), str(limits_words(one, policy.calendars))
