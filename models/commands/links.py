"""What belongs together: cases that are the same, and where an answer came from."""

from sqlalchemy import select

from models.entities import Article, Case
from models.errors import KnownError
from models.handbook import events as ev
from models.restricted import may_see
from models.work import Work

SAME, ANSWER, FOLLOWS = "same", "answer", "follows"


def link_same(work: Work, case: Case, key: str) -> None:
    """Two cases are the same trouble; each of them says so."""
    other = work.session.scalar(select(Case).where(Case.key == key))
    if other is None or not may_see(work.session, other, work.person_id):
        raise KnownError("No such case", f"There is no case “{key}” to link.", "Leave it out.")
    work.record(case.id, ev.LINKED, {"case": other.key, "why": SAME})
    work.record(other.id, ev.LINKED, {"case": case.key, "why": SAME})


def link_answer(work: Work, case: Case, key: str) -> None:
    """The answer to a case comes from an article, or from a case before it."""
    article = work.session.scalar(select(Article.id).where(Article.key == key))
    name = "article" if article is not None else "case"
    work.record(case.id, ev.LINKED, {name: key, "why": ANSWER})
