"""While a case is being typed: what is known of it, and who has said it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Customer
from models.handbook.intake import EXCLUSIONS
from models.queries.matches import ARTICLES, CASES, Source, any_pair, counts
from models.queries.workaround import article_workaround, case_workaround
from models.search_words import words_of

CASE: Final = "case"
_OFFERED: Final = ("known_issue", "how_to")
_SHOWN: Final[Mapping[str, int]] = {CASES.index: 3, ARTICLES.index: 2}

_TITLE_WORDS, _TEXT_WORDS = 12, 12
_TELLING: Final = 6
"""So many of the rarest words are looked for, each two of them together."""

_CANDIDATES: Final = 100
_COUNTED: Final = 400
"""A word that more have is as common as any."""

_ALIKE: Final = 0.5
"""The least share of the title, by the weight of its words, that makes two cases alike."""

_ELSEWHERE: Final = 0.75
"""What a word of the title is worth where the other has it, but not in its title."""

_TEXT: Final = 0.2
"""What the other texts add to that, where all their words are there."""

_LEAST: Final = 0.1
_READ: Final = 5_000
_RECENT: Final = timedelta(days=7)
_MANY: Final = 3


@dataclass(frozen=True)
class Typed:
    """The form so far: the title, and the other texts that tell what is wrong."""

    title: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A case, or an article, that is like what is typed; `likeness` is from 0 to 1.

    `kind` is "case" or the article's, `key` what people call it by. `workaround` is what may be
    told to the customer, empty where there is none.
    """

    kind: str
    id: int
    key: str
    title: str
    customer: str
    status: str
    at: datetime
    likeness: float
    workaround: str


@dataclass(frozen=True)
class Similar:
    """What to show, the best first; articles before cases.

    `recent` counts the like cases of the last seven days where there are three or more; the first
    of them was opened at `since`.
    """

    seen: tuple[Seen, ...] = ()
    recent: int = 0
    since: datetime | None = None


def similar(session: Session, typed: Typed, now: datetime) -> Similar:
    """What is like the case being typed; nothing before its title has two words."""
    title = list(dict.fromkeys(words_of(typed.title)))[:_TITLE_WORDS]
    if len(title) < 2:
        return Similar()
    others = (word for text in typed.texts for word in words_of(text[:_READ]))
    text = [word for word in dict.fromkeys(others) if word not in title][:_TEXT_WORDS]
    cases = _cases(session, title, text)
    articles = _articles(session, title, text)
    recent = [one.at for one in cases if one.at >= now - _RECENT]
    many = len(recent) >= _MANY
    return Similar(
        (*_best(articles, ARTICLES), *_best(cases, CASES)),
        len(recent) if many else 0,
        min(recent) if many else None,
    )


def _best(seen: Iterable[Seen], source: Source) -> list[Seen]:
    ranked = sorted(seen, key=lambda one: (-one.likeness, -one.at.timestamp(), -one.id))
    return ranked[: _SHOWN[source.index]]


def _cases(session: Session, title: Sequence[str], text: Sequence[str]) -> list[Seen]:
    likeness = _likeness(session, CASES, title, text, [Case.status.not_in(EXCLUSIONS)])
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Case.status, Case.opened_at, Case.fields,
               func.coalesce(Customer.name, "").label("customer"))
        .outerjoin(Customer, Customer.id == Case.customer_id).where(Case.id.in_(likeness))
    )  # fmt: skip
    return [
        Seen(CASE, row.id, row.key, row.title, row.customer, row.status, row.opened_at,
             likeness[row.id], case_workaround(row.fields))
        for row in rows
    ]  # fmt: skip


def _articles(session: Session, title: Sequence[str], text: Sequence[str]) -> list[Seen]:
    offered = [Article.kind.in_(_OFFERED), Article.status == "published"]
    likeness = _likeness(session, ARTICLES, title, text, offered)
    rows = session.scalars(select(Article).where(Article.id.in_(likeness)))
    return [
        Seen(row.kind, row.id, row.key, row.title, "", row.status, row.changed_at,
             likeness[row.id], article_workaround(row.kind, row.body))
        for row in rows
    ]  # fmt: skip


def _likeness(
    session: Session,
    source: Source,
    title: Sequence[str],
    text: Sequence[str],
    where: Sequence[Any],
) -> dict[int, float]:
    """How like the newest candidates are, those alone that are like enough."""
    weights = _weights(session, source, [*title, *text])
    telling = sorted((w for w in weights if weights[w]), key=lambda word: -weights[word])
    known = [word for word in telling if word in title][:_TELLING]
    if len(known) < 2:
        return {}
    found = any_pair(session, source, known, _CANDIDATES, where)
    entity, words = source.entity, source.words
    rows = session.execute(
        select(source.key.label("id"), words.words, entity.title)
        .join(entity, entity.id == source.key).where(source.key.in_(found))
    )  # fmt: skip
    asked = _asked(weights, title)
    others = {word: weights[word] for word in text}
    likeness = {}
    for row in rows:
        has, titled = set(row.words.split()), set(words_of(row.title))
        share = _share(asked, titled, has)
        if share >= _ALIKE:
            told = _TEXT * _share(others, has, has) if others else 0.0
            likeness[row.id] = round((share + told) / (1 + _TEXT * bool(others)), 3)
    return likeness


def _weights(session: Session, source: Source, words: Sequence[str]) -> dict[str, float]:
    """The rarer a word, the more it says; 0 where nobody has said it yet."""
    total = session.scalar(select(func.max(source.key))) or 0
    found = counts(session, source, words, _COUNTED)
    return {word: max(log(total / found[word]), _LEAST) if found[word] else 0.0 for word in words}


def _asked(weights: Mapping[str, float], title: Sequence[str]) -> dict[str, float]:
    """What each word of the title weighs: one that nobody has said as much as the others do, unless
    it is the last one, which may be half typed."""
    known = [weights[word] for word in title if weights[word]]
    usual = sum(known) / len(known)
    words = title if weights[title[-1]] else title[:-1]
    return {word: weights[word] or usual for word in words}


def _share(weights: Mapping[str, float], titled: set[str], has: set[str]) -> float:
    """How much of what is asked the other has, by weight."""
    total = sum(weights.values())
    points = sum(
        weight if word in titled else _ELSEWHERE * weight
        for word, weight in weights.items()
        if word in has
    )
    return points / total if total else 0.0
