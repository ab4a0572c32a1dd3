"""While a case is being typed: what is known of it, and who has said it before."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Customer
from models.handbook.article_record import Record
from models.handbook.environment import parts_of
from models.handbook.instants import from_seconds, to_seconds
from models.queries.article_record import article_records
from models.queries.likeness import CASE, Alike, alike
from models.queries.matches import ARTICLES, CASES
from models.queries.workaround import article_workaround, case_workaround
from models.search_words import words_of
from models.small_words import says_little

_CASES, _ARTICLES = 3, 2
"""So many of each are shown."""

_ARTICLES_WEIGHED: Final = 5
_TOKEN: Final = re.compile(r"\w+")

_TITLE_WORDS, _TEXT_WORDS = 12, 12
_SAME_PRODUCT: Final = 0.1
"""What an article of the same product has before others."""

_TOLD_WORDS: Final = 4
"""So many of the words that are shared are told, those that say most first."""

_READ: Final = 5_000
_RECENT: Final = timedelta(days=7)
_MANY: Final = 3


@dataclass(frozen=True)
class Typed:
    """The form so far: the title, the other texts that tell what is wrong, and the product."""

    title: str = ""
    texts: tuple[str, ...] = ()
    product: str = ""


@dataclass(frozen=True)
class Why:
    """Why something is offered: the words it shares, as they were typed; of an article also the
    product, where it is the same, and how well it has answered so far.
    """

    words: tuple[str, ...] = ()
    product: str = ""
    record: Record = Record()  # noqa: RUF009  # frozen


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
    why: Why = Why()  # frozen


@dataclass(frozen=True)
class Similar:
    """What to show, the best first; articles before cases.

    `recent` counts the like cases of the last seven days where there are three or more; the first
    of them was opened at `since`.
    """

    seen: tuple[Seen, ...] = ()
    recent: int = 0
    since: datetime | None = None


def similar_to(
    session: Session, case_id: int, now: datetime, without: Collection[int] = ()
) -> Similar:
    """What is like a case that is open already, without itself and the articles of these ids."""
    case = session.get_one(Case, case_id)
    texts = tuple(str(case.fields.get(name) or "") for name in ("steps", "impact"))
    product = parts_of(case.fields.get("environment"))["product"]
    return similar(session, Typed(case.title, texts, product), now, but=case_id, without=without)


def similar(
    session: Session, typed: Typed, now: datetime, but: int = 0, without: Collection[int] = ()
) -> Similar:
    """What is like the case being typed; nothing before its title has two words.

    `but` is the id of a case to leave out, `without` are those of articles.
    """
    title = list(dict.fromkeys(words_of(typed.title)))[:_TITLE_WORDS]
    if len(title) < 2:
        return Similar()
    others = (word for text in typed.texts for word in words_of(text[:_READ]))
    text = [word for word in dict.fromkeys(others) if word not in title][:_TEXT_WORDS]
    cases = [pair for pair in alike(session, CASES, title, text) if pair[1].id != but]
    articles = [pair for pair in alike(session, ARTICLES, title, text) if pair[1].id not in without]
    since = to_seconds(now - _RECENT)
    recent = [one.at for _, one, _ in cases if one.at >= since]
    many = len(recent) >= _MANY
    spelt = _spelt(typed)
    return Similar(
        (
            *_best_articles(session, articles, typed, spelt, now),
            *_seen_cases(session, cases[:_CASES], spelt),
        ),
        len(recent) if many else 0,
        from_seconds(min(recent)) if many else None,
    )


_Spelt = Mapping[str, str]
"""The words that were typed, as they were, by what they are folded to."""


def _spelt(typed: Typed) -> _Spelt:
    """The first way in which each word was typed."""
    said = (word for text in (typed.title, *typed.texts) for word in _TOKEN.findall(text[:_READ]))
    found: dict[str, str] = {}
    for word in said:
        for folded in words_of(word):
            found.setdefault(folded, word)
    return found


def _why(words: Sequence[str], spelt: _Spelt) -> Why:
    told = dict.fromkeys(spelt.get(word, word) for word in words if not says_little(word))
    return Why(tuple(told)[:_TOLD_WORDS])


def _seen_cases(session: Session, near: Sequence[Alike], spelt: _Spelt) -> list[Seen]:
    likeness = {one.id: share for share, one, _ in near}
    shared = {one.id: words for _, one, words in near}
    if not likeness:
        return []
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Case.status, Case.opened_at, Case.fields,
               func.coalesce(Customer.name, "").label("customer"))
        .outerjoin(Customer, Customer.id == Case.customer_id).where(Case.id.in_(likeness))
    )  # fmt: skip
    return _ranked(
        Seen(CASE, row.id, row.key, row.title, row.customer, row.status, row.opened_at,
             likeness[row.id], case_workaround(row.fields), _why(shared[row.id], spelt))
        for row in rows
    )  # fmt: skip


def _best_articles(
    session: Session, near: Sequence[Alike], typed: Typed, spelt: _Spelt, now: datetime
) -> list[Seen]:
    """Of those that are likest the ones that fit best: by product, and by what they have been
    worth so far."""
    some = near[:_ARTICLES_WEIGHED]
    likeness = {one.id: share for share, one, _ in some}
    shared = {one.id: words for _, one, words in some}
    if not likeness:
        return []
    rows = session.scalars(select(Article).where(Article.id.in_(likeness))).all()
    records = article_records(session, likeness, now)
    found = []
    for row in rows:
        same = bool(row.product) and _same(row.product or "", typed.product)
        why = replace(_why(shared[row.id], spelt), product=(row.product or "") if same else "",
                      record=records[row.id])  # fmt: skip
        fit = likeness[row.id] + _SAME_PRODUCT * same + why.record.weight
        found.append((fit, Seen(
            row.kind, row.id, row.key, row.title, "", row.status, row.changed_at,
            likeness[row.id], article_workaround(row.kind, row.body), why,
        )))  # fmt: skip
    found.sort(key=lambda pair: (-pair[0], -pair[1].at.timestamp(), -pair[1].id))
    return [seen for _, seen in found[:_ARTICLES]]


def _same(one: str, other: str) -> bool:
    return words_of(one) == words_of(other)


def _ranked(seen: Iterable[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: (-one.likeness, -one.at.timestamp(), -one.id))
