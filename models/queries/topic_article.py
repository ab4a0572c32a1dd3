"""What an article on a topic begins with."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.typed_text import one_line

_TITLES, _KEYS = 5, 20
"""So many titles and cases are told."""
_READ: Final = 200


def symptom_of(session: Session, case_ids: Sequence[int]) -> str:
    """The body of a known issue: what customers say, the commonest first, and in which cases.

    `case_ids` are the topic's; the newest are told. None
    that was restricted meanwhile: an article is read by everybody.
    """
    newest = sorted(case_ids)[-_READ:]
    its = select(Case.key, Case.title).where(Case.id.in_(newest), Case.named.is_(None))
    rows = session.execute(its.order_by(Case.id.desc())).all()
    titles = Counter(one_line(row.title) for row in rows)
    said = "\n".join(f"- {title}" for title, _ in titles.most_common(_TITLES))
    cases = ", ".join(f"#{row.key}" for row in rows[:_KEYS])
    return (
        f"## Symptom\n\nCustomers say:\n\n{said}\n\nSeen in {cases}.\n\n"
        "## Cause\n\n\n\n## Workaround\n\n\n\n## Fix\n\n"
    )
