"""What is out that helps: what the customer of each linked case would be told, as drafts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, ArticleLink, Case
from models.handbook import events as ev
from models.handbook.incident import HOTFIX
from models.handbook.intake import OPEN, may
from models.policies import policy_of
from models.queries.links import linked
from models.queries.reply_templates import reply_values
from models.update_words import shipped_words


@dataclass(frozen=True)
class ShippedDraft:
    """The words for one customer, how they would be told, and the next update in them."""

    case_id: int
    key: str
    way: str
    text: str
    promised: str


def shipped_drafts(
    session: Session, case_id: int, now: datetime, me: int | None
) -> tuple[ShippedDraft, ...]:
    """For the case, and for each open one that it is linked with and this person sees."""
    case = session.get_one(Case, case_id)
    what = str(case.fields.get(HOTFIX, {}).get("what") or "")
    keys = {e.data["case"] for e in linked(session, case_id)
            if e.kind == ev.LINKED and e.data.get("case")}  # fmt: skip
    found = session.scalars(
        select(Case).where(Case.key.in_(keys | {case.key}), Case.status.in_(OPEN)).order_by(Case.id)
    )
    told = [_draft(session, one, what, now, me) for one in found if one.customer_id is not None]
    return tuple(one for one in told if one is not None)


def fixed_drafts(
    session: Session, key: str, now: datetime, me: int | None
) -> tuple[ShippedDraft, ...]:
    """For each case that is linked with a known issue, that this person sees and whose customer
    may be told: it is open, or resolved."""
    article = session.scalar(select(Article).where(Article.key == key))
    if article is None:
        return ()
    named = select(ArticleLink.case_id).where(ArticleLink.article_id == article.id)
    found = session.scalars(
        select(Case).where(Case.id.in_(named), Case.status.in_((*OPEN, "resolved")),
                           Case.customer_id.is_not(None)).order_by(Case.id)
    ).all()  # fmt: skip
    version = str(article.fields.get("fixed_in") or "")
    told = [_draft(session, one, version, now, me) for one in found if may("contact", one.status)]
    return tuple(one for one in told if one is not None)


def _draft(
    session: Session, case: Case, what: str, now: datetime, me: int | None
) -> ShippedDraft | None:
    ways = policy_of(session, case).contact_types
    way = "reply" if "reply" in ways else next(iter(ways), None)
    if way is None:
        return None
    values = reply_values(session, case, way, now, me)
    text = shipped_words(values, what)
    return ShippedDraft(case.id, case.key, way, text, values["next_update"])
