"""What comes of an article at a case: its answer, whether it helped, and what it says of fixed."""

from typing import Final

from sqlalchemy import select

from models.commands.articles import held_article, record_life
from models.commands.links import ANSWER, is_linked, link_answer
from models.entities import Article, ArticleEvent
from models.errors import KnownError
from models.handbook.articles import JUDGED, VERDICTS
from models.typed_text import check_length
from models.work import Work

LONGEST_WORDS: Final = 2_000


def answer_with(work: Work, case_id: int, key: str) -> None:
    """The answer to a case comes from this article; said again, nothing is."""
    work.case_for("link", case_id)
    _article_id(work, key)
    if not is_linked(work, case_id, ANSWER, key):
        link_answer(work, case_id, key)


def judge_article(work: Work, case_id: int, key: str, verdict: str, words: str = "") -> None:
    """Whoever acts says of an article at a case that it helped, or that it is wrong, and how.

    What they said last counts; said again in the same words, nothing is.
    """
    work.case_for("link", case_id)
    if verdict not in VERDICTS:
        raise KnownError("No such verdict", f"“{verdict}” is none.", "Say helped, or wrong.")
    said = words.strip()
    check_length("words", said, LONGEST_WORDS)
    article = held_article(work, _article_id(work, key))
    data = {"case_id": case_id, "verdict": verdict, "words": said}
    if _last(work, article.id, case_id) != data:
        record_life(work, article, JUDGED, data)


def _last(work: Work, article_id: int, case_id: int) -> dict[str, object] | None:
    its = select(ArticleEvent).where(
        ArticleEvent.article_id == article_id, ArticleEvent.kind == JUDGED,
        ArticleEvent.person_id == work.person_id,
    ).order_by(ArticleEvent.id.desc())  # fmt: skip
    said = (one.data for one in work.session.scalars(its))
    return next((data for data in said if data.get("case_id") == case_id), None)


def _article_id(work: Work, key: str) -> int:
    found = work.session.scalar(select(Article.id).where(Article.key == key))
    if found is None:
        raise KnownError("No such article", f"There is no article “{key}”.", "Look for it again.")
    return found
