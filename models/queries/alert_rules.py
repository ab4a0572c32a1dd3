"""Of what use the alerts of each rule were, so that rules can be mended."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.entities import PlannedAlert
from models.handbook.alert_use import Means
from models.queries.alert_ledger import LedgerRow, ledger_query, ledger_rows


@dataclass(frozen=True)
class RuleUse:
    """How often the alerts of a rule were of use: `useful` of `decided` ones, where that `means`
    one thing; of the `fired` ones, `unshown` were shown to nobody."""

    commitment: str
    level: str
    useful: int
    decided: int
    means: Means = "kept"
    fired: int = 0
    unshown: int = 0


def use_of_rules(session: Session, begin: datetime, end: datetime, now: datetime) -> list[RuleUse]:
    """Of the alerts that fired in [begin, end), by rule.

    Each alert counts once, however many people were told of it.
    """
    fired = PlannedAlert.fired_at >= begin, PlannedAlert.fired_at < end
    alerts = defaultdict[tuple[Any, ...], list[LedgerRow]](list)
    for row in ledger_rows(session, ledger_query().where(*fired), now):
        alerts[row.case_id, row.commitment, row.cycle, row.level, row.deadline_at].append(row)
    rules = defaultdict[tuple[str, str, Means], list[list[LedgerRow]]](list)
    for rows in alerts.values():
        rules[rows[0].commitment, rows[0].level, rows[0].means].append(rows)
    return [_use(*rule, found) for rule, found in sorted(rules.items())]


def _use(commitment: str, level: str, means: Means, alerts: list[list[LedgerRow]]) -> RuleUse:
    uses = [rows[0].useful for rows in alerts if rows[0].useful is not None]
    unshown = sum(all(row.shown_at is None for row in rows) for rows in alerts)
    return RuleUse(commitment, level, sum(uses), len(uses), means, len(alerts), unshown)
