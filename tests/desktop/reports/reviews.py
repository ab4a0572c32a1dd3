"""Review rows made by hand, for the tests of the paper."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from models.handbook.attainment import AttainmentRow, share_of
from models.handbook.periods import before, parse_period, weeks_of
from models.queries.breaches import Breach, GroupBreaches, Overrun
from models.queries.data_quality import ChangedByHand, DataQuality, LeftOut
from models.queries.error_budgets import BudgetLine
from models.queries.hours import Hours
from models.queries.offenders import Kind, Offender, Offenders
from models.queries.quarter_credits import CreditLine, Credits
from models.queries.reopening import ReopenRate
from models.queries.review import QuarterlyReview
from models.queries.review_actions import ActionLine, ReviewActions
from models.queries.trends import Span, Week, spans_to
from models.queries.used_policies import UsedPolicy
from models.queries.volume import Volume
from models.text import text

PERIOD = parse_period("2016Q1")
_MET = (11, 14, 9, 15, 12, 14, 0)
_DECIDED = (15, 15, 14, 15, 14, 16, 0)
NOTHING = Volume(0, (), 0, 0, 0, 0, 0)


def empty_review(**changes: Any) -> QuarterlyReview:
    """A quarter in which nothing happened."""
    made = QuarterlyReview(
        desk="North desk", period=PERIOD, previous_period=before(PERIOD), zone="Europe/Berlin",
        as_of=datetime(2016, 3, 31, 22, tzinfo=UTC), ended=True, attainment=(), previous=(),
        trend=tuple(Week(day, day + timedelta(days=6), 0, 0) for day in weeks_of(PERIOD)),
        breached_cases=0, pareto=(), worst=(), quality=DataQuality(0, 0, 0, (), ()),
        reopening=ReopenRate(0, 0, 0), previous_reopening=ReopenRate(0, 0, 0),
        volume=NOTHING, previous_volume=NOTHING, policies=(),
    )  # fmt: skip
    return replace(made, **changes)


def row(priority: str, commitment: str, objective: str, met: int, breached: int) -> AttainmentRow:
    """An attainment row with three clocks running and none left out."""
    share = share_of(met, breached)
    return AttainmentRow(priority, commitment, objective, met, breached, 3, 0, share)


def full_review(title: str = "Export stops at 500 rows") -> QuarterlyReview:
    """A quarter of a busy desk; every breach carries `title`."""
    found = [
        Breach(n + 1, f"CASE-{n:04}", title, f"P{n % 4 + 1}", f"Group {n % 12}",
               ("resolution", "first_response")[n % 2], 1,
               Overrun(400_000 - n * 7_000, running=n % 9 == 0, business=n % 4 > 1))
        for n in range(57)
    ]  # fmt: skip
    kinds = [
        ("first_response", "SLA"), ("first_response", "SLO"), ("next_update", "SLO"),
        ("resolution", "SLA"), ("resolution", "SLO"),
    ]  # fmt: skip
    rows = tuple(
        row(f"P{p}", commitment, objective, 4 + 30 * (p - 1) - place, place + (p > 1) * 3)
        for p in (1, 2, 3, 4)
        for place, (commitment, objective) in enumerate(kinds)
        if (p, commitment) != (4, "next_update")
    )
    return empty_review(
        attainment=rows,
        previous=tuple(replace(r, met=r.met + 2, running=0) for r in rows),
        trend=tuple(
            Week(day, day + timedelta(days=6), _MET[i % 7], _DECIDED[i % 7])
            for i, day in enumerate(weeks_of(PERIOD))
        ),
        breached_cases=len(found), pareto=tuple(by_group(found)),
        worst=tuple(worst_cases(found)),
        quality=DataQuality(
            210, 14, 6,
            (LeftOut("excluded", "resolution", "duplicate", 12),
             LeftOut("unknown", "first_response", "not in the source", 31)),
            (ChangedByHand(
                8, "CASE-0007", "resolution", "SLA", datetime(2016, 2, 3, 16, tzinfo=UTC),
                datetime(2016, 2, 5, 16, tzinfo=UTC), "met", "breached",
            ),),
        ),
        reopening=ReopenRate(161, 5, 12), previous_reopening=ReopenRate(148, 8, 0),
        volume=Volume(20, (("P1", 4), ("P2", 46), ("P3", 115), ("P4", 45)), 4, 198, 2, 3, 31),
        previous_volume=Volume(15, (("P3", 190),), 0, 185, 0, 0, 20),
        policies=(UsedPolicy(1, "Default handbook", datetime(2015, 1, 1, tzinfo=UTC)),),
        budgets=tuple(
            BudgetLine(r.priority, r.commitment, r.decided, r.breached, 4, r.decided > 20,
                       r.breached > 4, text("{n} of 4 misses used", n=r.breached))
            for r in rows if r.objective == "SLO"
        ),
        spans=_spans(), hours=Hours(_hours(7), _hours(11)), offenders=_offenders(title),
        credits=Credits(
            tuple(
                CreditLine(f"Customer {n}", title, "2016Q1", "EUR", 12_500 * n, approved, state)
                for n, (approved, state) in enumerate(
                    [(None, "calculated"), (25_000, "approved"), (None, "disputed")], start=1
                )
            ), (),
        ),
        actions=ReviewActions((_action(title, "done"), _action(title, "open")), ()),
    )  # fmt: skip


def _spans() -> tuple[Span, ...]:
    periods = spans_to(PERIOD)
    return tuple(
        Span(one.name, one.starts_on, one.ends_on, 150 + 9 * n % 40, 205, 196, 205, 57 - n, 190 + n,
             so_far=False)
        for n, one in enumerate(periods)
    )  # fmt: skip


def _hours(step: int) -> tuple[int, ...]:
    return tuple(hour * step % 13 if 8 <= hour % 24 <= 17 else 0 for hour in range(168))


def _offenders(name: str) -> tuple[Offenders, ...]:
    kinds: tuple[Kind, ...] = ("customer", "category", "group")
    return tuple(
        Offenders(
            kind,
            tuple(Offender(f"{name} {kind} {n}", 9 - n, 20 + 9 * n, (n, 30), n) for n in range(5)),
            others=7,
        )
        for kind in kinds
    )


def _action(title: str, status: str) -> ActionLine:
    due = datetime(2016, 2, 1, tzinfo=UTC).date()
    return ActionLine(
        1, title, "Squad lead", status, due, due - timedelta(days=30), 0,
        text("At most 3 SLA breaches a quarter"), text("Cannot tell yet. It is not done yet."),
        "cannot tell yet",
    )  # fmt: skip


def by_group(found: Sequence[Breach]) -> list[GroupBreaches]:
    """The breaches counted by group, most first."""
    groups: dict[str, list[int]] = defaultdict(list)
    for breach in found:
        groups[breach.group].append(breach.over.seconds)
    rows = [GroupBreaches(group, len(over), sum(over)) for group, over in groups.items()]
    return sorted(rows, key=lambda row: (-row.count, -row.over_seconds, row.group))


def worst_cases(found: Sequence[Breach], limit: int = 10) -> list[Breach]:
    """The cases furthest over, each once with its worst clock."""
    seen: dict[str, Breach] = {}
    for breach in found:
        seen.setdefault(breach.key, breach)
        if len(seen) == limit:
            break
    return list(seen.values())
