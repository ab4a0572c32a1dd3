"""What somebody may choose from who makes a corrective action: owners, and factors by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.handbook.escalation import ROLES
from models.handbook.instants import to_seconds
from models.queries.factors import factor_names
from models.queries.people import PersonRow, people_names, team
from models.rosters import load_roster

_MOST: Final = 200


@dataclass(frozen=True)
class ActionChoices:
    """`roles` are (role, who has it today by the rota), `people` those of the team, `factors` the
    names of contributing factors, the most used first."""

    roles: tuple[tuple[str, str], ...]
    people: tuple[PersonRow, ...]
    factors: tuple[str, ...]


def action_choices(session: Session, now: datetime) -> ActionChoices:
    """Read as the form opens."""
    roster, at, names = load_roster(session), to_seconds(now), dict(people_names(session))
    roles = [
        (role, ", ".join(sorted(names[one] for one in roster.holders(role, at) if one in names)))
        for role in ROLES
    ]
    factors = [factor.name for factor in factor_names(session)][:_MOST]
    return ActionChoices(tuple(roles), tuple(team(session)), tuple(factors))
