"""What the sample team has written down: articles, decisions, and one postmortem."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from desktop.demo.cast import Cast
from desktop.demo.history import SYSTEMIC, quarters
from desktop.demo.story import Story
from models.article_link_rows import link_up
from models.entities import (
    Article,
    ArticleVersion,
    Clock,
    Postmortem,
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
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.policy import RESOLUTION
from models.handbook.roadmap import PLANNED
from models.handbook.zones import zone
from models.refresh import refresh
from models.wording import date_words
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


def write_postmortem(
    work: Work, cast: Cast, told: Sequence[tuple[int, Story]], now: datetime
) -> None:
    """The postmortem of the systemic cause; its numbers are counted from the cases' clocks."""
    place = zone(cast.team.zone)
    wave, after = quarters(now, cast.team.zone)[-1 - SYSTEMIC : 1 - SYSTEMIC]
    met = [(case_id, story) for case_id, story in told if story.trouble.systemic]
    cases = [(i, s) for i, s in met if _opened_in(wave, s, cast)]
    ids = [case_id for case_id, _ in cases]
    refresh(work.session, ids, to_seconds(now))
    body = cast.script.postmortem.body.format(
        first=date_words(from_seconds(cases[0][1].opened_at), place),
        last=date_words(from_seconds(cases[-1][1].opened_at), place),
        customers=len({story.company.name for _, story in cases}),
        cases=len(cases), late=_late(work, ids), cause=cast.systemic.cause,
        after=sum(_opened_in(after, story, cast) for _, story in met),
    )  # fmt: skip
    written = cast.team.add(wave.end(place), timedelta(hours=20))
    work.session.add(
        Postmortem(title=cast.script.postmortem.title, status="reviewed", body=body,
                   case_ids=ids, written_at=written)
    )  # fmt: skip


def _opened_in(period: Period, story: Story, cast: Cast) -> bool:
    place = zone(cast.team.zone)
    return period.begin(place) <= from_seconds(story.opened_at) < period.end(place)


def _late(work: Work, ids: Sequence[int]) -> int:
    """How many of the cases were resolved after their SLA."""
    query = select(func.count(Clock.case_id.distinct())).where(
        Clock.case_id.in_(ids), Clock.commitment == RESOLUTION, Clock.objective == "SLA",
        Clock.verdict == "breached",
    )  # fmt: skip
    return work.session.scalar(query) or 0
