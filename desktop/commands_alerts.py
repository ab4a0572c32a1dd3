"""`leadline alerts`: the ledger of a case's alerts, or how often each rule's were of use."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.connection import desk_at
from desktop.options import address, moment, show, span, span_options
from models.errors import KnownError

if TYPE_CHECKING:
    from models.queries.alert_ledger import LedgerRow
    from models.queries.alert_rules import RuleUse

Add = Callable[..., argparse.ArgumentParser]


def _alerts(command: Add) -> None:
    parser = command("alerts", alerts, "A case's ledger of alerts, or what use each rule was")
    parser.add_argument("case", nargs="?", default="")
    parser.add_argument("--mine", action="store_true", help="what you were told of (with --as)")
    span_options(parser, "the last thirty days")


COMMANDS = (_alerts,)


def alerts(options: Any) -> int:
    """Of a case: planned, fired, shown, seen, acted on. Of a span: by rule, the share of use."""
    from models.handbook.zones import zone
    from models.policies import load_policies

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        local = zone(database.read(lambda session: load_policies(session).newest.team.zone))
        if options.case:
            return _of_case(options, database, now, local)
        if options.mine:
            return _of_mine(options, database, now, local)
        return _of_rules(options, database, now, local)


def _of_case(options: Any, database: Any, now: datetime, local: ZoneInfo) -> int:
    from models.queries.alert_ledger import ledger_of_case
    from models.queries.case import case_id_of

    case_id = database.read(partial(case_id_of, key=options.case))
    rows = database.read(partial(ledger_of_case, case_id=case_id, now=now))
    nothing = "No alert of this case is planned, and none has come."
    show(
        options, [_row_data(row) for row in rows], lambda: _row_lines(rows, now, local, nothing)
    )  # fmt: skip
    return 0


def _of_mine(options: Any, database: Any, now: datetime, local: ZoneInfo) -> int:
    """Figures about one person are theirs (handbook, rule 31): nobody else's can be asked for."""
    from models.queries.told_pages import all_told

    if database.person_id is None:
        raise KnownError("Whose alerts?", "It is not known who asks.", "Give --as YOUR-NAME.")
    begin, end = _span(options, now, local)
    query = partial(
        all_told, asker_id=database.person_id, whole_team=False, begin=begin, end=end, now=now
    )
    rows = database.read(query)[::-1]
    nothing = "You were told of nothing then."
    show(options, [_row_data(row) for row in rows],
         lambda: _row_lines(rows, now, local, nothing, named=True))  # fmt: skip
    return 0


def _span(options: Any, now: datetime, local: ZoneInfo) -> tuple[datetime, datetime]:
    """The one asked for, or the last thirty days with this second."""
    if options.begin is not None or options.end is not None:
        return span(options, local)
    return now - timedelta(days=30), now + timedelta(seconds=1)


def _of_rules(options: Any, database: Any, now: datetime, local: ZoneInfo) -> int:
    from models.alert_ledger_words import means_words
    from models.queries.alert_rules import use_of_rules

    begin, end = _span(options, now, local)
    rules = database.read(partial(use_of_rules, begin=begin, end=end, now=now))
    data = [
        {"commitment": one.commitment, "level": one.level, "useful": one.useful,
         "decided": one.decided, "means": str(means_words(one.means)), "fired": one.fired,
         "unshown": one.unshown}
        for one in rules
    ]  # fmt: skip
    show(options, data, lambda: _rule_lines(rules))
    return 0


def _row_data(row: "LedgerRow") -> dict[str, Any]:
    instants = ("planned_for", "deadline_at", "fired_at", "withdrawn_at", "claimed_at", "shown_at",
                "seen_at", "put_away_at", "acted_at", "acknowledged_at",
                "snoozed_until")  # fmt: skip
    found = {name: getattr(row, name) for name in instants}
    return {
        "case": row.case_key, "commitment": row.commitment, "cycle": row.cycle,
        "level": row.level, "person": row.person or None, "for": row.whom or None,
        "channel": row.channel or None, "seen_channel": row.seen_channel or None,
        "acted_channel": row.acted_channel or None,
        "useful": row.useful, "reason": dict(row.reason or {}),
        "snooze_reason": row.snooze_reason or None,
        **{name: at and at.isoformat() for name, at in found.items()},
    }  # fmt: skip


def _row_lines(
    rows: Sequence["LedgerRow"], now: datetime, local: ZoneInfo, nothing: str, named: bool = False
) -> list[str]:  # fmt: skip
    from models.alert_ledger_words import (
        became_words,
        use_words,
        what_words,
        whose_words,
        why_words,
    )
    from models.wording import instant_words

    lines = []
    for row in rows:
        became = [*became_words(row, now, local), use_words(row)]
        words = " · ".join(map(str, [what_words(row), *why_words(row, now, local)]))
        told = ", ".join(filter(None, map(str, became)))
        at = instant_words(row.planned_for, now, local)
        whose = row.case_key if named else whose_words(row)
        lines.append(f"{at:<18} {whose!s:<18} {words}: {told}")
    return lines or [nothing]


def _rule_lines(rules: Sequence["RuleUse"]) -> list[str]:
    return [rule_line(one) for one in rules] or ["No alert fired then."]


def rule_line(rule: "RuleUse") -> str:
    """Of what use a rule was and what that means, or that no alert of it is decided yet."""
    from models.alert_ledger_words import means_words, rule_words

    use = f"of use {rule.useful:,} of {rule.decided:,}" if rule.decided else "of use: not yet known"
    never = f"; {rule.unshown:,} of {rule.fired:,} were never shown" if rule.unshown else ""
    return f"{rule_words(rule)!s:<50} {use} (that is, {means_words(rule.means)}){never}"
