"""Languages of the desk: what its cases are in lately, and what the handbook's skills are for."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.policies import load_policies

_LATELY: Final = 2_000
"""Cases that are looked at: what nobody writes in any more need not be offered first."""


def desk_languages(session: Session) -> list[str]:
    """Their codes: of what cases are in, the most frequent first, then the handbook's others."""
    said = Case.fields["language"].as_string().label("code")
    lately = select(said).order_by(Case.opened_at.desc()).limit(_LATELY).subquery()
    code = lately.c.code
    rows = session.scalars(
        select(code).where(code != "").group_by(code).order_by(func.count().desc(), code)
    )
    asked = (rule.languages for rule in load_policies(session).newest.skills)
    return list(dict.fromkeys([*rows, *_sorted(asked)]))


def _sorted(lists: Iterable[frozenset[str]]) -> list[str]:
    return sorted({code for codes in lists for code in codes})
