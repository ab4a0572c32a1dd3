"""A postmortem as its paper tells it: people by their roles, credits apart (rules 30 and 31)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person
from models.policies import load_policies
from models.queries.desk import desk_title
from models.queries.postmortem import PostmortemDetail, postmortem_detail
from models.wording import role_name


@dataclass(frozen=True)
class PostmortemPaper:
    """What is printed, as known at `as_of`; roles are empty where there is nobody. `credits` are
    told where whoever asked may see them."""

    desk: str
    zone: str
    as_of: datetime
    detail: PostmortemDetail
    owner_role: str
    reviewer_role: str
    credits: tuple[str, ...] | None


def postmortem_paper(
    session: Session, postmortem_id: int, now: datetime, me: int | None
) -> PostmortemPaper:
    """The postmortem for paper, as `me` may read it."""
    detail = postmortem_detail(session, postmortem_id, now, me)
    roles = dict(session.execute(select(Person.id, Person.role)).all())
    owner, reviewer = roles.get(detail.owner_id or 0), roles.get(detail.reviewer_id or 0)
    credits = None if detail.impact.credits is None else detail.impact.credit_words
    return PostmortemPaper(
        desk_title(session), load_policies(session).newest.team.zone, now, detail,
        role_name(owner) if owner else "", role_name(reviewer) if reviewer else "", credits,
    )  # fmt: skip
