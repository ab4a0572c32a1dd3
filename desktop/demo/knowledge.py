"""What the sample team has written down: articles, decisions, and the roadmap."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from desktop.demo.cast import Cast
from models.article_link_rows import link_up
from models.entities import (
    Article,
    ArticleVersion,
    RoadmapArticle,
    RoadmapItem,
)
from models.handbook.articles import (
    ACCEPTED,
    DECISION,
    FIXED,
    KNOWN_ISSUE,
    PREFIXES,
    PUBLISHED,
    WORKAROUND,
)
from models.handbook.roadmap import PLANNED
from models.work import Work

_KINDS: Final = {prefix: kind for kind, prefix in PREFIXES.items()}
_STATES: Final = {KNOWN_ISSUE: WORKAROUND, DECISION: ACCEPTED}
_SAID_FIXED: Final = "\nFixed: "
_AHEAD: Final = {"One number for each batch of invoices": "KI-102", "Exports by parts": "KI-101"}
"""What is on the sample's roadmap, and the known issue behind it."""


def write_articles(work: Work, cast: Cast, now: datetime) -> None:
    """The articles, each last changed at some working hour of the last year, and the roadmap."""
    for paper in cast.script.articles:
        ago = timedelta(hours=cast.random.randrange(40, 1600))
        kind, at = _KINDS[paper.key[:2]], cast.team.subtract(now, ago)
        state = FIXED if _SAID_FIXED in paper.body else _STATES.get(kind, "")
        said = {"title": paper.title, "body": paper.body, "state": state}
        article = Article(key=paper.key, kind=kind, status=PUBLISHED, changed_at=at,
                          published_at=at, **said)  # fmt: skip
        work.session.add(article)
        work.session.flush()
        work.session.add(
            ArticleVersion(article_id=article.id, number=1, fields={}, at=at, note="", **said)
        )
    work.session.flush()
    link_up(work.session.connection(), [paper.key for paper in cast.script.articles])
    for number, (title, key) in enumerate(_AHEAD.items(), 1):
        item = RoadmapItem(key=f"R-{number}", title=title, url="", status=PLANNED, at=now)
        known = work.session.scalars(select(Article.id).where(Article.key == key)).one()
        work.session.add(item)
        work.session.flush()
        work.session.add(RoadmapArticle(item_id=item.id, article_id=known))
