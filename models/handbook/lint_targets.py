"""The linter's comparisons: one promise against another, tried on two months of arrivals."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from models.handbook.finding import Finding
from models.handbook.instants import from_seconds
from models.handbook.open_time import Ints
from models.handbook.policy import (
    FIRST_RESPONSE,
    OBJECTIVES,
    PRIORITIES,
    RESOLUTION,
    Amount,
    Policy,
    Target,
)
from models.handbook.policy_words import amount_words, percent_list, round_the_clock
from models.handbook.zones import zone
from models.text import Text, text
from models.wording import commitment_name, full_words

_STEP: Final = 900
_DAYS: Final = 56
_DAY: Final = 86_400


def arrivals(now: int) -> Ints:
    """A case every quarter of an hour for eight weeks: DST, holidays and week-ends among them."""
    begin = now - now % _STEP
    return np.arange(begin, begin + _DAYS * _DAY, _STEP, dtype=np.int64)


def due_many(policy: Policy, target: Target, amount: Amount, starts: Ints) -> Ints:
    """When cases that begin at `starts` are due under this promise."""
    calendar = policy.calendars[target.calendar]
    if amount.days:
        return calendar.add_days_many(starts, amount.days, policy.edge)
    return calendar.add_many(starts, amount.seconds, policy.edge)


def looser_slos(policy: Policy, starts: Ints) -> Iterator[Finding]:
    """SLOs that come after their SLA, or never before it, whatever units they are written in."""
    for priority, name, target in promises(policy):
        if target.sla is None or target.slo is None:
            continue
        sla = due_many(policy, target, target.sla, starts)
        slo = due_many(policy, target, target.slo, starts)
        path = ("targets", priority, name, "slo")
        said = _said(policy, priority, name, target, target.slo, target.sla)
        if (slo > sla).any():
            at = int(np.argmax(slo > sla))
            yield Finding(
                "slo_looser_than_sla", path,
                text("{where}: the SLO of {one} comes after the SLA of {other}{example}", **said,
                     example=_example(policy, starts[at], slo[at], sla[at])),
                text("A team that keeps its own objective would still break the contract."),
                text("Make the SLO shorter than the SLA."),
            )  # fmt: skip
        elif (slo == sla).all():
            yield Finding(
                "slo_without_buffer", path,
                text("{where}: the SLO of {one} is never due before the SLA of {other}.", **said),
                text("The SLO is there to be missed first: without a buffer it warns of nothing."),
                text("Make the SLO shorter than the SLA, or leave it out."),
            )  # fmt: skip


def looser_priorities(policy: Policy, starts: Ints) -> Iterator[Finding]:
    """Promises of a higher priority that come due after those of the next lower one."""
    for name in policy.commitment_names():
        for objective in OBJECTIVES:
            having = [
                (priority, target, amount)
                for priority in PRIORITIES
                if (target := policy.target(priority, name)) is not None
                and (amount := target.amount(objective)) is not None
            ]
            for (high, one, first), (low, other, second) in pairwise(having):
                urgent = due_many(policy, one, first, starts)
                relaxed = due_many(policy, other, second, starts)
                if (urgent > relaxed).any():
                    at = int(np.argmax(urgent > relaxed))
                    yield Finding(
                        "priority_looser",
                        ("targets", high, name, objective.lower()),
                        text("{high} {name}: {objective} {one} is looser than {low}'s "
                             "{other}{example}",
                             high=high, low=low, name=commitment_name(name).lower(),
                             objective=objective, one=_amount(policy, one, first),
                             other=_amount(policy, other, second),
                             example=_example(policy, starts[at], urgent[at], relaxed[at])),
                        text("The more urgent case would be left for the less urgent one."),
                        text("Tighten {high}, or give {low} more time.", high=high, low=low),
                    )  # fmt: skip


def missing_commitments(policy: Policy) -> Iterator[Finding]:
    """A commitment that a priority lacks though a lower one has it; a cadence may end low down."""
    for name in policy.commitment_names():
        needed = name in (FIRST_RESPONSE, RESOLUTION)
        having = [p for p in PRIORITIES if policy.target(p, name) is not None]
        for priority in PRIORITIES:
            lower = [p for p in having if p > priority]
            if priority in having or not (lower or needed):
                continue
            path = ("targets", priority) if priority in policy.targets else ("targets",)
            yield Finding(
                "commitment_missing", path,
                text("{priority} has no {name}, though {others} have it.", priority=priority,
                     name=commitment_name(name).lower(), others=", ".join(having)),
                text("No clock runs for it: such a case is never late, and nobody is warned."),
                text("Add {name} to [targets.{priority}].", name=name, priority=priority),
            )  # fmt: skip


def days_as_hours(policy: Policy) -> Iterator[Finding]:
    """24 hours, or multiples, on a calendar that closes: most likely meant as business days."""
    for priority, name, target in promises(policy):
        calendar = policy.calendars[target.calendar]
        if round_the_clock(calendar):
            continue
        open_days, open_seconds = calendar.week()
        for objective in OBJECTIVES:
            amount = target.amount(objective)
            if amount is None or amount.days or amount.seconds % _DAY:
                continue
            days = amount.seconds // _DAY
            real = amount.seconds * open_days / open_seconds
            yield Finding(
                "day_written_as_24_hours",
                ("targets", priority, name, objective.lower()),
                text("{where}: the {objective} of {hours} h on the calendar “{calendar}” takes "
                     "about {real} business days.", where=_where(priority, name),
                     objective=objective, hours=amount.seconds // 3600, calendar=target.calendar,
                     real=f"{real:.1f}"),
                text("A business day of this calendar is shorter than 24 hours, so the promise is "
                     "longer than it reads."),
                text("Write “{days}”, or count it on a calendar that never closes.",
                     days="1 business day" if days == 1 else f"{days} business days"),
            )  # fmt: skip


def late_warnings(policy: Policy, data: dict[str, list[float]]) -> Iterator[Finding]:
    """Warnings, as written, that come after the SLO, or out of order.

    `data` is the `warnings` of each target that writes its own, by “priority.commitment”.
    """
    for priority, name, target in promises(policy):
        written = data.get(f"{priority}.{name}")
        if not written:
            continue
        path, where = ("targets", priority, name, "warnings"), _where(priority, name)
        if any(late <= early for early, late in pairwise(written)):
            yield Finding(
                "warnings_out_of_order", path,
                text("{where}: the warnings {written} do not ascend.", where=where,
                     written=percent_list(written)),
                text("They come in the order of time, whatever their order here; a typing error "
                     "is likely."),
                text("Write each once, the earliest first."),
            )  # fmt: skip
        late = [share for share in written if _after_slo(policy, target, share)]
        if late and target.sla and target.slo:
            yield Finding(
                "warning_after_slo", path,
                text("{where}: the warning at {late} of {sla} comes after the SLO of {slo}.",
                     where=where, late=percent_list(late),
                     sla=_amount(policy, target, target.sla),
                     slo=_amount(policy, target, target.slo)),
                text("By then the team's own objective is missed already."),
                text("Warn earlier, so that the SLO can still be kept."),
            )  # fmt: skip


def promises(policy: Policy) -> Iterator[tuple[str, str, Target]]:
    """(priority, commitment, target), in the order of the file."""
    for priority, row in policy.targets.items():
        for name, target in row.items():
            yield priority, name, target


def _after_slo(policy: Policy, target: Target, share: float) -> bool:
    if target.sla is None or target.slo is None:
        return False
    calendar = policy.calendars[target.calendar]
    open_days, open_seconds = calendar.week()
    sla, slo = (
        amount.seconds or amount.days * open_seconds / open_days
        for amount in (target.sla, target.slo)
    )
    return share * sla > slo


def _said(
    policy: Policy, priority: str, name: str, target: Target, one: Amount, other: Amount
) -> dict[str, str]:
    return {
        "where": _where(priority, name),
        "one": _amount(policy, target, one),
        "other": _amount(policy, target, other),
    }


def _where(priority: str, name: str) -> str:
    return f"{priority} {commitment_name(name).lower()}"


def _amount(policy: Policy, target: Target, amount: Amount) -> str:
    return amount_words(amount, policy.calendars[target.calendar])


def _example(policy: Policy, start: int, one: int, other: int) -> Text:
    """“: received Mon 4 May 2026, 09:00 CEST, they are due … and ….”"""
    team = zone(policy.team.zone)
    begin, first, second = (full_words(from_seconds(int(at)), team) for at in (start, one, other))
    return text("; received {begin}, they are due {first} and {second}.",
                begin=begin, first=first, second=second)  # fmt: skip
