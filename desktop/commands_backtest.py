"""`leadline handbook backtest`: a past span as another handbook would have judged it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from desktop.commands_publish import more
from desktop.connection import desk_at
from desktop.handbook_file import read_file
from desktop.options import address, moment, show, span
from models.text import counted
from models.wording import clock_name, full_words

_LISTED = 20


def backtest(options: Any) -> int:
    """Attainment now and then, and which cases flip; nothing is written."""
    from desktop.progress_line import terminal_progress
    from models.handbook.backtest import back_test
    from models.handbook.backtest_credits import credit_changes
    from models.handbook.policy_file import read_policy
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.backtest import read_past
    from models.queries.remedies import sees_credits

    with (
        desk_at(address(options), moment(options), options.person) as database,
        terminal_progress(" cases") as tell,
    ):
        policies = database.read(load_policies)
        team = policies.newest.team.zone
        begin, end = _span(options, database, zone(team))
        number = max(policies.versions) + 1
        handbook = read_policy(read_file(options.file, team), number)
        past = database.read(
            partial(read_past, begin=begin, end=end, as_of=database.clock.now(),
                    handbook=handbook, progress=tell)
        )  # fmt: skip
        may_see = database.read(partial(sees_credits, me=database.person_id))
    tested = back_test(past, handbook)
    credits = credit_changes(past, handbook) if may_see else []
    told = {
        "from": begin.isoformat(),
        "to": end.isoformat(),
        "cases": past.count,
        "rows": [
            {
                "priority": row.now.priority, "commitment": row.now.commitment,
                "objective": row.now.objective, "now": _counts(row.now), "then": _counts(row.then),
                "rescued": row.rescued, "lost": row.lost,
            }
            for row in tested.rows
        ],
        "credit_periods": [period.name for period in past.periods],
        "credits": [change.to_json() for change in credits],
        "flips": [flip.to_json() for flip in tested.flips()],
    }  # fmt: skip
    between = _between(begin, end, zone(team))
    show(options, told, lambda: [
        *_lines(tested, between), *(_credit_lines(past, credits) if may_see else ()),
    ])  # fmt: skip
    return 0


def _span(options: Any, database: Any, team: ZoneInfo) -> tuple[datetime, datetime]:
    """The one asked for; where none is, the quarter that the Handbook page tries a draft on."""
    from models.queries.quarters import quarters

    if options.begin or options.end:
        return span(options, team)
    found = database.read(partial(quarters, now=database.clock.now()))
    period = found.to_try or found.running
    return period.begin(team), period.end(team)


def _counts(row: Any) -> dict[str, Any]:
    names = ("met", "breached", "running", "excluded", "share")
    return {name: asdict(row)[name] for name in names}


def _between(begin: datetime, end: datetime, team: ZoneInfo) -> str:
    return f"from {full_words(begin, team)} until {full_words(end, team)}"


def _lines(tested: Any, between: str) -> Iterator[str]:
    from models.handbook.attainment import attainment_words

    if not tested.past.count:
        yield f"No verdict fell in the time {between}."
        return
    yield f"{counted(tested.past.count, '1 case', '{count} cases')} with a verdict {between}."
    yield f"{'':<23}{'now':<24}{'then':<24}rescued  lost"
    for row in tested.rows:
        now, then = (attainment_words(side.met, side.decided) for side in (row.now, row.then))
        of = row.now
        yield (
            f"{of.priority} {clock_name(of.commitment, 1, of.objective):<19} {now:<24}{then:<24}"
            f"{row.rescued:>7,} {row.lost:>5,}"
        )
    yield f"{counted(tested.flipped, '1 verdict differs', '{count} verdicts differ')}."
    for flip in islice(tested.flips(), _LISTED):
        yield (
            f"    {flip.key:<12} {flip.priority}  "
            f"{clock_name(flip.commitment, flip.cycle, flip.objective)}: "
            f"{flip.before} → {flip.after}"
        )
    yield from more(tested.flipped)


def _credit_lines(past: Any, changes: Sequence[Any]) -> Iterator[str]:
    if past.credits and not past.periods:
        yield "No whole month or quarter that is over lies in this time: no credit is calculated."
    if changes:
        yield "Credits calculated, and owed to nobody:"
    for change in changes:
        told = change.to_json()
        yield (
            f"    {change.period:<8} {change.customer}, {change.contract}: "
            f"{told['now']:,g} → {told['then']:,g} {told['unit']}"
        )
