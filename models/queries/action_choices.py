"""What somebody may choose from who makes a corrective action: owners, and factors by name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.entities import Case
from models.handbook.escalation import ROLES
from models.handbook.instants import to_seconds
from models.queries.factors import factor_names
from models.queries.people import PersonRow, people_names, team
from models.rosters import load_roster

_MOST: Final = 200


@dataclass(frozen=True)
class ActionChoices:
    """`roles` are (role, who has it today by the rota), `people` those of the team, `factors` the
    names of contributing factors, the most used first; `categories` and `groups` those of the last
    year's cases."""

    roles: tuple[tuple[str, str], ...]
    people: tuple[PersonRow, ...]
    factors: tuple[str, ...]
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def action_choices(session: Session, now: datetime) -> ActionChoices:
    """Read as the form opens."""
    roster, at, names = load_roster(session), to_seconds(now), dict(people_names(session))
    roles = [
        (role, ", ".join(sorted(names[one] for one in roster.holders(role, at) if one in names)))
        for role in ROLES
    ]
    factors = [factor.name for factor in factor_names(session)][:_MOST]
    return ActionChoices(
        tuple(roles), tuple(team(session)), tuple(factors),
        _names(session, Case.category, now), _names(session, Case.group_name, now),
    )  # fmt: skip


def _names(
    session: Session, column: InstrumentedAttribute[str | None], now: datetime
) -> tuple[str, ...]:
    lately = Case.opened_at > now - timedelta(days=366), column.is_not(None), column != ""
    found = session.scalars(select(column).where(*lately).distinct().order_by(column).limit(_MOST))
    return tuple(name for name in found if name)
