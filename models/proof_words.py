"""A proof in words: verdicts with their sums, the rules they follow from, what stood before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from models.handbook import events as ev
from models.handbook.lengths import seconds_words
from models.handbook.policy_words import round_the_clock
from models.ledger_words import Place, event_words
from models.queries.case_clocks import CaseClockRow
from models.queries.proof import JudgedBy, OtherVerdict, ProofClock
from models.wording import commitment_name, full_words

_VERDICTS: Final = {
    "met": "Met", "breached": "Breached", "running": "Running", "unknown": "Not judged",
    "excluded": "Left out", "not promised": "Not promised",
}  # fmt: skip
EDGES: Final = {
    "closing": "A target that is used up at closing time is due then.",
    "opening": "A target that is used up at closing time is due at the next opening.",
}


def verdict_name(verdict: str) -> str:
    """A verdict as people read it."""
    return _VERDICTS.get(verdict, verdict.capitalize())


def clock_name(row: CaseClockRow) -> str:
    """The commitment; with its number from the second cycle on."""
    name = commitment_name(row.commitment)
    return f"{name}, cycle {row.cycle}" if row.cycle > 1 else name


def counted(seconds: int, clock: ProofClock) -> str:
    """A length of counted time, exactly; work time is called so (rule 7)."""
    words = seconds_words(seconds)
    return words if round_the_clock(clock.calendar) else f"{words} of work time"


def promised(clock: ProofClock, *, exactly: bool = True) -> str:
    """“4 h”, or “3 business days, here 24 h of work time”; a deadline set by hand is no promise."""
    said, exact = str(clock.row.target), counted(clock.row.target_seconds, clock)
    changes = (fact.kind for other in clock.others for fact in other.because)
    if ev.DEADLINE_OVERRIDDEN in changes:
        return f"{exact}, set by hand"
    if "business day" not in said:
        return exact
    return f"{said}, here {exact}" if exactly else said


def arithmetic(clock: ProofClock) -> str:
    """The verdict and the sum it follows from (rule 5)."""
    row = clock.row
    left = row.target_seconds - row.elapsed_seconds
    sum_ = f"{seconds_words(row.elapsed_seconds)} counted of {promised(clock)}"
    if row.verdict == "running":
        paused = " Paused: while that lasts there is no due time." if row.due_at is None else ""
        return f"Running: {sum_}, {seconds_words(max(left, 0))} left.{paused}"
    if not left:
        return f"{verdict_name(row.verdict)}: {sum_}; {_at_the_edge(clock)}"
    spare = f"{seconds_words(left)} to spare" if left > 0 else f"{seconds_words(-left)} over"
    return f"{verdict_name(row.verdict)}: {sum_}, {spare}.{_moved(clock, left)}"


def _at_the_edge(clock: ProofClock) -> str:
    """Where only the edge decided, that is said (rule 5)."""
    if clock.row.verdict == "met":
        return "the target was just used up, and no more."
    return "the target was used up at closing time, and it ended after that."


def _moved(clock: ProofClock, left: int) -> str:
    """A breach with time to spare, or none with time over: another due time decided."""
    if (left > 0) != (clock.row.verdict == "breached"):
        return ""
    return " Its due time was reached before the target was changed; that verdict stays."


def start_words(clock: ProofClock, place: Place) -> str:
    """Since when a clock counts, and why from then."""
    at = place.moment(clock.row.started_at)
    if clock.started_by is None:
        return f"Counted from {at}: an earlier start, of a case merged into this one."
    raised = clock.started_by.kind in (ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED)
    rule = " Raised, it is due at the earlier of its old due time and this one." if raised else ""
    return f"Counted from {at}: {event_words(clock.started_by, place)}.{rule}"


def rule_words(clocks: Sequence[ProofClock], *, external: bool) -> str:
    """Which rule matched which commitment: “First response, resolution: handbook, P3.”"""
    found: dict[str, list[str]] = {}
    for clock in clocks:
        names = found.setdefault(_rule(clock.row, external=external), [])
        name = commitment_name(clock.row.commitment)
        if name not in names:
            names.append(name)
    return " ".join(f"{', '.join(names)}: {rule}." for rule, names in found.items())


def _rule(row: CaseClockRow, *, external: bool) -> str:
    """A contract's name is the team's own, and may name another customer."""
    if external and row.matched_rule.startswith("contract "):
        return f"your contract, {row.promised_for}"
    return row.matched_rule


def end_words(ended_by: str, why: str) -> str:
    """What ended a clock that counted in one stretch: “Round the clock, until: Resolved · #7.”"""
    return f"{why}, until: {ended_by}."


def version_words(version: JudgedBy, opened_at: datetime, place: Place, *, external: bool) -> str:
    """A version of the handbook and since when it judges the case; its name is the team's own.

    The first there is judges what was opened before it came into force, too.
    """
    name = "" if external else f", “{version.name}”"
    applied = f", applied to this case {place.moment(version.since)}" if version.since else ""
    restated = ", restated from the opening" if version.restated else ""
    since = full_words(version.effective_at, place.zone)
    earlier = version.since is None and not version.restated and opened_at < version.effective_at
    first = ", the first there is: it judges what was opened before, too" if earlier else ""
    return f"version {version.number}{name}, in force from {since}{first}{applied}{restated}"


def other_words(other: OtherVerdict, clock: ProofClock, place: Place) -> str:
    """A verdict that stood before, why it did, and what came of it."""
    was = verdict_name(other.verdict)
    due = f", due {place.moment(other.due_at)}" if other.due_at is not None else ""
    because = "; ".join(event_words(fact, place) for fact in other.because)
    since = verdict_name(clock.row.verdict).lower()
    if other.until is not None:
        happened = place.moment(other.because[0].at)
        return (
            f"{was} by what was known until {place.moment(other.until)}{due}. Recorded then: "
            f"{because}, which happened {happened}. With it: {since}."
        )
    return f"{was} without what was changed by hand{due}. Changed: {because}. With it: {since}."


def same_words(other: OtherVerdict, clock: ProofClock, place: Place) -> str:
    """The same of a clock that was judged otherwise for the reasons told of the one before."""
    due = f", due {place.moment(other.due_at)}" if other.due_at is not None else ""
    since = verdict_name(clock.row.verdict).lower()
    return f"{verdict_name(other.verdict)}{due}, for the same reason. With it: {since}."
