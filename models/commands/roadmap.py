"""The roadmap: items of the team's own or of an outside tracker, and what is behind each."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select

from models.commands.article_life import have_verified
from models.entities import Article, Case, RoadmapArticle, RoadmapItem
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.articles import PUBLISHED
from models.handbook.intake import OPEN
from models.handbook.roadmap import AHEAD, PLANNED, SHIPPED, STATUSES
from models.queries.roadmap import cases_behind
from models.typed_text import LONGEST_NAME, LONGEST_TITLE, echoed, one_line
from models.work import Work

_NUMBER: Final = re.compile(r"R-(\d{1,9})")
_ADDRESS: Final = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


def add_item(work: Work, title: str, key: str = "", url: str = "") -> int:
    """A new item, planned; without a key it gets a number. Raises `Problems` by field."""
    said = _checked(work, {"title": title, "key": key, "url": url})
    item = RoadmapItem(
        key=said["key"] or _next_key(work),
        title=said["title"],
        url=said["url"],
        status=PLANNED,
        at=work.now,
    )
    work.session.add(item)
    work.session.flush()
    work.kinds.add("roadmap")
    return item.id


def edit_item(work: Work, item_id: int, title: str, url: str, status: str) -> None:
    """Change its words, its address, or how it stands; what shipped is said by `ship_item`."""
    item = _held(work, item_id)
    said = _checked(work, {"title": title, "url": url})
    if status not in STATUSES or (status == SHIPPED and item.status != SHIPPED):
        raise Problems("Not changed", {"status": f"“{echoed(status)}” is no such state."})
    item.title, item.url, item.status = said["title"], said["url"], status
    if status != SHIPPED:
        item.shipped_at = None
    work.kinds.add("roadmap")


def put_behind(work: Work, item_id: int, key: str) -> None:
    """An article, a known issue as a rule, is behind the item; put there again, nothing is."""
    _held(work, item_id)
    found = work.session.scalar(select(Article.id).where(Article.key == one_line(key).upper()))
    if found is None:
        raise Problems("Not found", {"to": f"There is no article “{echoed(key)}”."})
    if work.session.get(RoadmapArticle, (item_id, found)) is None:
        work.session.add(RoadmapArticle(item_id=item_id, article_id=found))
        work.kinds.add("roadmap")


def take_away(work: Work, item_id: int, article_id: int) -> None:
    """It is not behind the item after all."""
    there = work.session.get(RoadmapArticle, (item_id, article_id))
    if there is not None:
        work.session.delete(there)
        work.kinds.add("roadmap")


def ship_item(work: Work, item_id: int, version: str = "") -> tuple[int, int]:
    """It is out: what is published about it is to be verified, and its open cases are told to look.

    Returns how many articles and how many cases that were.
    """
    item = _held(work, item_id)
    if item.status not in AHEAD:
        now = "has shipped already" if item.status == SHIPPED else "was dropped"
        raise KnownError("Not possible now", f"{item.key} {now}.", "Look at the roadmap again.")
    name = one_line(version)
    words = f"{item.key} has shipped in {name}." if name else f"{item.key} has shipped."
    item.status, item.shipped_at = SHIPPED, work.now
    behind = select(RoadmapArticle.article_id).where(RoadmapArticle.item_id == item.id)
    articles = work.session.scalars(
        select(Article.id).where(Article.id.in_(behind), Article.status == PUBLISHED)
    ).all()
    for article_id in articles:
        have_verified(work, article_id, words)
    ids = cases_behind(work.session, item)
    opened = work.session.scalars(select(Case.id).where(Case.id.in_(ids), Case.status.in_(OPEN)))
    told = list(opened)
    for case_id in told:
        work.record(case_id, ev.NOTE, {"text": f"{words} See whether it helps."}, by_desk=True)
    work.kinds.add("roadmap")
    return len(articles), len(told)


def _held(work: Work, item_id: int) -> RoadmapItem:
    found = work.session.scalar(
        select(RoadmapItem).where(RoadmapItem.id == item_id).with_for_update()
    )
    if found is None:
        raise KnownError("No such item", "This item is gone.", "Look at the roadmap again.")
    return found


def _checked(work: Work, typed: Mapping[str, str]) -> dict[str, str]:
    said: dict[str, Any] = {name: one_line(words) for name, words in typed.items()}
    wrong = {}
    if not said["title"]:
        wrong["title"] = "An item needs a title."
    elif len(said["title"]) > LONGEST_TITLE:
        wrong["title"] = f"A title has at most {LONGEST_TITLE:,} letters."
    key, url = said.get("key", ""), said["url"]
    if len(key) > LONGEST_NAME:
        wrong["key"] = f"A key has at most {LONGEST_NAME:,} letters."
    elif key and work.session.scalar(
        select(RoadmapItem.id).where(func.lower(RoadmapItem.key) == key.lower())
    ):
        wrong["key"] = f"There is an item “{echoed(key)}”."
    if url and (len(url) > LONGEST_TITLE or not _ADDRESS.match(url)):
        wrong["url"] = "Write the address as the tracker shows it, such as https://…"
    if wrong:
        raise Problems("Not an item yet", wrong)
    return said


def _next_key(work: Work) -> str:
    keys = work.session.scalars(select(RoadmapItem.key).where(RoadmapItem.key.startswith("R-")))
    taken = [int(found[1]) for found in map(_NUMBER.fullmatch, keys) if found]
    return f"R-{max(taken, default=0) + 1}"
