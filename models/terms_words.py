"""What a customer is promised, in words: the same on their page and on the sheet they are sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from models.handbook.calendar import BusinessCalendar
from models.handbook.intake import WAITING
from models.handbook.lengths import seconds_words
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, Objective, Policy
from models.handbook.policy_words import amount_words, round_the_clock
from models.handbook.remedies import Remedies, RemedyTable, credit_words
from models.handbook.working_hours import DAYS as WEEK
from models.queries.customer import Terms
from models.wording import DAYS, commitment_name, day_words

_WAITS = dict(zip(WAITING, ("you", "a third party", "our engineers"), strict=True))

Spans = Sequence[Sequence[str]]
"""Opening times of a day as a calendar writes them: (from, to), each HH:MM."""


def promised_words(policy: Policy, priority: str, commitment: str, objective: Objective) -> str:
    """“4 h of work time”; "" where that is not promised."""
    target = policy.target(priority, commitment)
    amount = target.amount(objective) if target is not None else None
    if target is None or amount is None:
        return ""
    return amount_words(amount, policy.calendars[target.calendar])


def promised_commitments(policy: Policy, *objectives: Objective) -> tuple[str, ...]:
    """The commitments promised to any priority under one of these."""
    return tuple(
        name
        for name in policy.commitment_names()
        if any(promised_words(policy, p, name, o) for p in PRIORITIES for o in objectives)
    )


def hours_lines(policy: Policy, *objectives: Objective) -> list[tuple[str, str]]:
    """(priorities, hours) of each calendar that a promise counts on: “P3, P4”, “Mon–Fri …”.

    Of a priority that counts on several, the commitments are named: “P2 (next update), P3, P4”.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for priority in PRIORITIES:
        for name, target in policy.commitments(priority).items():
            if any(target.amount(one) is not None for one in objectives):
                places = found.setdefault(week_words(policy.calendars[target.calendar]), {})
                places.setdefault(priority, []).append(commitment_name(name).lower())
    several = {one for one in PRIORITIES if sum(one in places for places in found.values()) > 1}
    return [
        (", ".join(
            f"{one} ({' and '.join(names)})" if one in several else one
            for one, names in places.items()
        ), words)
        for words, places in found.items()
    ]  # fmt: skip


def week_words(calendar: BusinessCalendar) -> str:
    """“Mon–Fri 09:00–17:00, Europe/Berlin”, and the days that are otherwise; or that it never
    closes."""
    if round_the_clock(calendar):
        return "every hour of every day"
    written = calendar.to_data()
    hours = written["hours"]
    runs: list[list[str]] = []
    for day, name in zip(WEEK, DAYS, strict=True):
        said = _open_words(hours.get(day, []))
        if runs and runs[-1][2] == said:
            runs[-1][1] = name
        else:
            runs.append([name, name, said])
    week = (f"{a if a == b else f'{a}–{b}'} {said}" for a, b, said in runs if said)
    holidays = ", not on public holidays" if written["holidays"] else ""
    return f"{', '.join(week)}, {calendar.zone}{holidays}{_special_words(written['exceptions'])}"


def _special_words(exceptions: Mapping[str, Spans]) -> str:
    """“; closed on 24 Dec 2026; open 09:00–12:00 on 31 Dec 2026”."""
    days: dict[str, list[str]] = {}
    for day, spans in exceptions.items():
        said = f"open {_open_words(spans)}" if spans else "closed"
        days.setdefault(said, []).append(day_words(date.fromisoformat(day), year=True))
    return "".join(f"; {said} on {', '.join(named)}" for said, named in days.items())


def _open_words(spans: Spans) -> str:
    return " and ".join(f"{begin}–{end}" for begin, end in spans)


def whose_words(terms: Terms, others: int) -> str:
    """Which of the customer's cases: “Cases about billing”, “All other cases”, “All cases”."""
    if terms.categories:
        return f"Cases about {' or '.join(terms.categories)}"
    if terms.groups:
        return "Cases of some of our groups"
    return "All other cases" if others else "All cases"


def remedy_lines(remedies: Remedies | None) -> list[str]:
    """What is credited where the SLA is not kept, a line for each table, and the most of it."""
    if remedies is None:
        return []
    lines = [
        f"{priority} {commitment_name(commitment).lower()}: {', '.join(_steps(table, remedies))}"
        for (priority, commitment), table in remedies.tables.items()
    ]
    return [*lines, f"At most {credit_words(remedies.cap)} {remedies.unit} a {remedies.per}"]


def _steps(table: RemedyTable, remedies: Remedies) -> Iterator[str]:
    for share, credit in table.under:
        kept = f"{float(share) * 100:g} %"
        yield f"{credit_words(credit)} {remedies.unit} where under {kept} are kept"
    for over, credit in table.over:
        late = f"over by more than {seconds_words(over)}" if over else "late"
        yield f"{credit_words(credit)} {remedies.unit} for each that is {late}"


def terms_in_order(terms: Sequence[Terms]) -> list[tuple[str, Terms]]:
    """The terms, each with which of the cases they are for."""
    return [(whose_words(one, number), one) for number, one in enumerate(terms)]


def credit_pairs(remedies: Remedies) -> list[tuple[str, str]]:
    """What is credited, and when; the first line beside the word."""
    lines = [*remedy_lines(remedies),
             "A credit is calculated when the period is over, and approved by us"]  # fmt: skip
    return [("" if place else "Credits", f"{line}.") for place, line in enumerate(lines)]


def counting_pairs(policy: Policy, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """When a promise begins, ends and stands still."""
    told = [("From", "When your message reached us, not when somebody noticed it.")]
    if FIRST_RESPONSE in names:
        automatic = "counts" if policy.acknowledgement_counts else "does not count"
        told.append(
            (commitment_name(FIRST_RESPONSE),
             f"By a person; an automatic acknowledgement {automatic}.")
        )  # fmt: skip
    for status, whom in _WAITS.items():
        paused = [commitment_name(n).lower() for n in names if policy.pauses(status, n)]
        if paused:
            told.append(("Waiting", f"While we wait for {whom}, {_stand_still(paused)}."))
    edge = "closing time" if policy.edge == "closing" else "the next opening"
    told.append(("Due", f"A time that is used up with the day’s hours is due at {edge}."))
    return told


def _stand_still(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} stands still"
    return f"{', '.join(names[:-1])} and {names[-1]} stand still"
