"""While a case is being typed: what is known of it, and who has said it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Customer
from models.handbook.articles import READABLE
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.intake import EXCLUSIONS
from models.queries.matches import ARTICLES, CASES, Candidate, Source, any_pair, counts
from models.queries.workaround import article_workaround, case_workaround
from models.restricted import hidden
from models.search_words import words_of

CASE: Final = "case"
_OFFERED: Final = ("known_issue", "how_to")
_CASES, _ARTICLES = 3, 2
"""So many of each are shown."""

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


def similar_to(session: Session, case_id: int, now: datetime) -> Similar:
    """What is like a case that is open already, without itself."""
    case = session.get_one(Case, case_id)
    texts = tuple(str(case.fields.get(name) or "") for name in ("steps", "impact"))
    return similar(session, Typed(case.title, texts), now, but=case_id)


def similar(session: Session, typed: Typed, now: datetime, but: int = 0) -> Similar:
    """What is like the case being typed; nothing before its title has two words.

    `but` is the id of a case to leave out.
    """
    title = list(dict.fromkeys(words_of(typed.title)))[:_TITLE_WORDS]
    if len(title) < 2:
        return Similar()
    others = (word for text in typed.texts for word in words_of(text[:_READ]))
    text = [word for word in dict.fromkeys(others) if word not in title][:_TEXT_WORDS]
    cases = [pair for pair in _alike(session, CASES, title, text) if pair[1].id != but]
    articles = _alike(session, ARTICLES, title, text)
    since = to_seconds(now - _RECENT)
    recent = [one.at for _, one in cases if one.at >= since]
    many = len(recent) >= _MANY
    return Similar(
        (*_seen_articles(session, articles[:_ARTICLES]), *_seen_cases(session, cases[:_CASES])),
        len(recent) if many else 0,
        from_seconds(min(recent)) if many else None,
    )


_Alike = tuple[float, Candidate]
"""How like it is, and what."""


def _seen_cases(session: Session, alike: Sequence[_Alike]) -> list[Seen]:
    likeness = {one.id: share for share, one in alike}
    if not likeness:
        return []
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Case.status, Case.opened_at, Case.fields,
               func.coalesce(Customer.name, "").label("customer"))
        .outerjoin(Customer, Customer.id == Case.customer_id).where(Case.id.in_(likeness))
    )  # fmt: skip
    return _ranked(
        Seen(CASE, row.id, row.key, row.title, row.customer, row.status, row.opened_at,
             likeness[row.id], case_workaround(row.fields))
        for row in rows
    )  # fmt: skip


def _seen_articles(session: Session, alike: Sequence[_Alike]) -> list[Seen]:
    likeness = {one.id: share for share, one in alike}
    if not likeness:
        return []
    rows = session.scalars(select(Article).where(Article.id.in_(likeness)))
    return _ranked(
        Seen(row.kind, row.id, row.key, row.title, "", row.status, row.changed_at,
             likeness[row.id], article_workaround(row.kind, row.body))
        for row in rows
    )  # fmt: skip


def _ranked(seen: Iterable[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: (-one.likeness, -one.at.timestamp(), -one.id))


def _alike(
    session: Session, source: Source, title: Sequence[str], text: Sequence[str]
) -> list[_Alike]:
    """Those of the newest candidates that are like enough, the best first."""
    weights = _weights(session, source, [*title, *text])
    telling = sorted((word for word in title if weights[word]), key=lambda word: -weights[word])
    if len(telling) < 2:
        return []
    asked, others = _asked(weights, title), {word: weights[word] for word in text}
    found = []
    left_out = hidden(session) if source is CASES else ()
    for one in any_pair(session, source, telling[:_TELLING], _CANDIDATES):
        if one.id in left_out:
            continue
        has, titled = set(one.words.split()), set(words_of(one.title))
        share = _share(asked, titled, has)
        if share >= _ALIKE and _is_offered(one):
            told = _TEXT * _share(others, has, has) if others else 0.0
            found.append((round((share + told) / (1 + _TEXT * bool(others)), 3), one))
    return sorted(found, key=lambda pair: (-pair[0], -pair[1].at, -pair[1].id))


def _is_offered(one: Candidate) -> bool:
    if one.kind == CASE:
        return one.status not in EXCLUSIONS
    return one.kind in _OFFERED and one.status in READABLE


def _weights(session: Session, source: Source, words: Sequence[str]) -> dict[str, float]:
    """The rarer a word, the more it says; 0 where nobody has said it yet."""
    total, found = counts(session, source, words, _COUNTED)
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
