"""A known issue written from a case in one step."""

from sqlalchemy import select

from models.commands.articles import NewArticle, write_article
from models.commands.links import ARTICLE
from models.entities import Article, Case
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.article_draft import issue_body, issue_fields
from models.handbook.articles import KNOWN_ISSUE
from models.handbook.environment import parts_of
from models.queries.closing_draft import drafted_note
from models.queries.links import Link, case_links
from models.work import Work


def write_from_case(work: Work, case_id: int) -> str:
    """A draft of a known issue with what the case tells, linked with it; returns its key.

    Of a restricted case nothing is written where everybody reads (rule 20): that is refused.
    """
    held = work.case_for("link", case_id)
    if held.named is not None:
        raise KnownError(
            "A restricted case", f"{held.key} is seen by few, and an article by everybody.",
            "Write the article by hand, without what only they may know.",
        )  # fmt: skip
    case = work.session.get_one(Case, case_id)
    drafted = drafted_note(work.session, case, _links_for_all(work, case_id))
    environment = case.fields.get("environment")
    new = NewArticle(
        KNOWN_ISSUE, case.title or case.key, issue_body(case.fields, drafted),
        product=parts_of(environment)["product"] or None, fields=issue_fields(case.fields),
        note=f"From {case.key}",
    )  # fmt: skip
    article = work.session.get_one(Article, write_article(work, new))
    work.record(case_id, ev.LINKED, {"article": article.key, "why": ARTICLE})
    return article.key


def _links_for_all(work: Work, case_id: int) -> list[Link]:
    """What the case is linked with, without restricted cases: no text of theirs is told to all."""
    links = case_links(work.session, case_id)
    named = select(Case.id).where(
        Case.id.in_([link.case_id for link in links if link.case_id]), Case.named.is_not(None)
    )  # fmt: skip
    restricted = set(work.session.scalars(named))
    return [link for link in links if link.case_id not in restricted]
