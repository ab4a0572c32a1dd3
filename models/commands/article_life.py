"""An article's way from a draft to an answer, and to the archive: each step by somebody, with why.

Nothing is ever taken from the readers silently: what is to be verified stays an answer, and only a
person archives.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.commands.articles import held_article, record_life
from models.entities import Article, ArticleEvent, Person
from models.errors import KnownError, Problems
from models.handbook.articles import (
    ARCHIVED,
    ASKED,
    DRAFT,
    IN_REVIEW,
    MOVED,
    NEEDS_VERIFICATION,
    NUDGED,
    OWNED,
    PUBLISHED,
    VERIFIED,
    may_move,
)
from models.queries.article_life import Chore, chores, stale_articles
from models.typed_text import check_length
from models.work import Work

LONGEST_WORDS = 2_000
STALE_AT_ONCE = 1_000
MOST_TOLD = 3
"""So many that wait at once are told each by itself."""


def ask_review(work: Work, article_id: int, reviewer_id: int, due_on: date | None) -> None:
    """Ask somebody to review a draft by a day; asked again, the one asked last counts.

    Raises `Problems` by field where that is nobody, or whoever asks.
    """
    article = held_article(work, article_id)
    if not _is_here(work, reviewer_id):
        raise Problems("Not asked", {"reviewer": "Nobody of the team is called so."})
    if reviewer_id == work.person_id:
        raise Problems("Not asked", {"reviewer": "Ask somebody else: you know what you wrote."})
    if article.status != IN_REVIEW:
        _move(work, article, IN_REVIEW, "")
    article.reviewer_id = reviewer_id
    article.due_on = due_on.isoformat() if due_on else None
    record_life(work, article, ASKED, {"reviewer_id": reviewer_id, "due_on": article.due_on})


def publish_article(work: Work, article_id: int, why: str = "") -> None:
    """Give it as an answer from now on. One in review is published by its reviewer or a lead."""
    article = held_article(work, article_id)
    if article.status == IN_REVIEW and not _may_approve(work, article):
        name = work.session.scalar(select(Person.name).where(Person.id == article.reviewer_id))
        raise KnownError(
            "It is being reviewed", f"{article.key} waits for {name or 'its reviewer'}.",
            "They publish it, or a lead does; or take it back into a draft.",
        )  # fmt: skip
    _move(work, article, PUBLISHED, why)
    article.published_at, article.due_on = work.now, None


def send_back(work: Work, article_id: int, why: str) -> None:
    """Make it a draft again, with what is to be changed; raises `Problems` without."""
    if not why.strip():
        raise Problems("Not sent back yet", {"why": "Say what is to be changed."})
    article = held_article(work, article_id)
    _move(work, article, DRAFT, why)
    article.due_on = None


def have_verified(work: Work, article_id: int, why: str) -> None:
    """Ask for somebody to look whether it still holds; until then it stays an answer."""
    if not why.strip():
        raise Problems("Not asked yet", {"why": "Say what speaks against it."})
    _move(work, held_article(work, article_id), NEEDS_VERIFICATION, why)


def verify_article(work: Work, article_id: int, why: str = "") -> None:
    """Whoever acts looked at it, and it holds."""
    article = held_article(work, article_id)
    if article.status not in (PUBLISHED, NEEDS_VERIFICATION):
        raise KnownError("Nothing to verify", f"{article.key} is not published.", "Publish it.")
    check_length("why", why, LONGEST_WORDS)
    article.status, article.verified_at = PUBLISHED, work.now
    record_life(work, article, VERIFIED, {"why": why.strip()})


def archive_article(work: Work, article_id: int, why: str) -> None:
    """Retire it: it is found with the archive alone. Raises `Problems` without a reason."""
    if not why.strip():
        raise Problems("Not archived yet", {"why": "Say why nobody needs it any more."})
    article = held_article(work, article_id)
    _move(work, article, ARCHIVED, why)
    article.due_on = None


def own_article(work: Work, article_id: int, owner_id: int | None) -> None:
    """Say who keeps it true."""
    article = held_article(work, article_id)
    if owner_id is not None and not _is_here(work, owner_id):
        raise Problems("Not changed", {"owner": "Nobody of the team is called so."})
    if article.owner_id != owner_id:
        article.owner_id = owner_id
        record_life(work, article, OWNED, {"owner_id": owner_id})


def product_released(work: Work, product: str, version: str) -> list[int]:
    """A product was released: what is published about it is to be verified; returns which.

    Articles are compared with the product by its name, whatever its case.
    """
    about = select(Article.id, Article.product).where(
        Article.status == PUBLISHED, Article.product.is_not(None)
    )  # fmt: skip
    same = [
        (one.id, f"{one.product} {version} was released.")
        for one in work.session.execute(about.order_by(Article.id))
        if one.product.casefold() == product.strip().casefold()
    ]
    return [one for one, why in same if _doubt(work, one, why)]


def find_stale(work: Work) -> list[int]:
    """Ask for verification of what is due for it; by the desk, so that nobody is its author.

    Of the many of an old desk some at a time, that nobody's write waits long; the next look has the
    others.
    """
    found = stale_articles(work.session, work.now)[:STALE_AT_ONCE]
    return [one for one, why in found if _doubt(work, one, str(why), by_desk=True)]


def claim_chores(work: Work, person_id: int) -> list[Chore]:
    """What waits for a person and they were not told of; from now on they are.

    Of many at once, as an import or a first look at an old desk brings them, one stands for all.
    """
    work.hold_person(person_id)
    found = chores(work.session, person_id, work.now, untold=True)
    for chore in found:
        data = {"person_id": person_id, "what": chore.what, "on": chore.on}
        work.session.add(
            ArticleEvent(
                article_id=chore.article_id, kind=NUDGED, at=work.now, person_id=None, data=data
            )
        )
    return found if len(found) <= MOST_TOLD else [replace(found[0], more=len(found) - 1)]


def _doubt(work: Work, article_id: int, why: str, *, by_desk: bool = False) -> bool:
    """Ask for its verification, unless somebody did, or moved it on, since it was looked at."""
    article = held_article(work, article_id)
    if article.status != PUBLISHED:
        return False
    _move(work, article, NEEDS_VERIFICATION, why, by_desk=by_desk)
    return True


def _is_here(work: Work, person_id: int) -> bool:
    """Whether somebody is of the team, and has not left it."""
    found = work.session.get(Person, person_id)
    return found is not None and found.active


def _may_approve(work: Work, article: Article) -> bool:
    me = work.person_id
    if me is None or article.reviewer_id in (None, me):
        return True
    return work.session.scalar(select(Person.role).where(Person.id == me)) == "lead"


def _move(work: Work, article: Article, to: str, why: str, *, by_desk: bool = False) -> None:
    check_length("why", why, LONGEST_WORDS)
    if not may_move(article.status, to):
        said = article.status.replace("_", " "), to.replace("_", " ")
        raise KnownError(
            "Not possible now", f"{article.key} is {said[0]}; it cannot become {said[1]}.",
            "Somebody may have moved it meanwhile: look at it again.",
        )  # fmt: skip
    data = {"from": article.status, "to": to, "why": why.strip()}
    article.status = to
    record_life(work, article, MOVED, data, by_desk=by_desk)
