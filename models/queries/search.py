"""One search for cases and articles: every word, the last one as it is being typed, filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Event, Person
from models.entities.plain import plain
from models.handbook.articles import READABLE
from models.handbook.environment import environment_line
from models.handbook.events import ATTACHED, CONTACT, CUSTOMER_MESSAGE, NOTE, RESOLVED, RETRACTED
from models.handbook.instants import from_seconds
from models.handbook.intake import EXCLUSIONS, STATUSES
from models.queries.matches import ARTICLES, CASES, Wanted, newest
from models.queries.passage import Passage, passage
from models.restricted import unless_hidden
from models.search_words import TITLE, words_of

CASE: Final = "case"
ARTICLE_KINDS: Final = ("known_issue", "how_to", "playbook", "decision")
SHOWN: Final = 20

_FILTERS: Final = ("kind", "status", "product", "by")
_MOST_LETTERS, _MOST_WORDS = 10_000, 12
_RANKED: Final = 100
"""So many of the newest are ranked: a word that a million cases have is not."""

_TOLD: Final = ("steps", "impact", "actual", "expected", "environment", "workaround")
_SAID: Final = (CUSTOMER_MESSAGE, CONTACT, NOTE, RESOLVED, ATTACHED)
_READ_EVENTS: Final = 400
_events: Final = plain(Event).c


@dataclass(frozen=True)
class Asked:
    """What was typed: words, and what each filter may be (folded)."""

    wanted: Wanted
    filters: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.filters)


@dataclass(frozen=True)
class Found:
    """A case or an article. `row_id` is its id in the database, `id` what people call it by.

    `kind` is "case" or the article's; `score` is from 0 to 1.
    """

    kind: str
    row_id: int
    id: str
    title: str
    snippet: Passage
    score: float
    status: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """The public face of `leadline search --json`."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "snippet": self.snippet.text,
            "score": self.score,
        }


def read_asked(typed: str) -> Asked:
    """Words and filters (`kind:case`). The last word may be half of one, unless a blank ends it."""
    words: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    said = typed[:_MOST_LETTERS]
    half = not said[-1:].isspace()
    for part in said.split():
        name, _, value = part.partition(":")
        meant = "".join(words_of(value))
        if meant and name.casefold() in _FILTERS:
            filters[name.casefold()] = (*filters.get(name.casefold(), ()), meant)
            ends_in_word = False
        else:
            found = words_of(part)
            words += found
            ends_in_word = bool(found)
    start = words.pop() if words and half and ends_in_word else ""
    distinct = tuple(dict.fromkeys(word for word in words if word != start))
    return Asked(Wanted(distinct[:_MOST_WORDS], start), filters)


def search(session: Session, typed: str, limit: int = SHOWN) -> list[Found]:
    """The best of what was found, the best first; nothing where nothing is asked.

    Of very many matches the newest are ranked, and of articles those that have all words in their
    title first.
    """
    asked = read_asked(typed)
    if not asked:
        return []
    kinds = _meant(asked.filters.get("kind"), (CASE, "article", *ARTICLE_KINDS))
    found: list[Found] = []
    if CASE in kinds:
        found += _cases(session, asked)
    articles = (
        ARTICLE_KINDS if "article" in kinds else tuple(k for k in ARTICLE_KINDS if k in kinds)
    )
    if articles:
        found += _articles(session, asked, articles)
    found.sort(key=lambda one: (-one.score, -one.at.timestamp(), -one.row_id))
    return _with_snippets(session, found[:limit], asked.wanted)


def keys_of(
    session: Session, words: str, kind: str, but: str = "", limit: int = 6
) -> list[tuple[str, str]]:
    """(number, title) of the best of one kind, for a field that asks for a number; without `but`,
    the one in view."""
    found = search(session, f"kind:{kind} {words}", limit + 1)
    return [(one.id, one.title) for one in found if one.id != but][:limit]


def linked_keys(
    session: Session, words: str, kind: str, but: str = "", limit: int = 6
) -> list[tuple[str, str]]:
    """As `keys_of`, where an article's key means that article, whatever else is looked for."""
    named = select(Article.key, Article.title).where(Article.key == words.strip().upper())
    article = session.execute(named).one_or_none()
    if article is not None:
        return [(article.key, article.title)]
    return keys_of(session, words, kind, but, limit)


def _meant(asked: Sequence[str] | None, known: Iterable[str]) -> set[str]:
    """Those of the known names of which a word begins with one of the values, which may run on
    into the next; all where none is asked for."""
    if asked is None:
        return set(known)
    return {name for name in known if _begins(words_of(name), tuple(asked))}


def _begins(words: Sequence[str], values: tuple[str, ...]) -> bool:
    return any("".join(words[at:]).startswith(values) for at in range(len(words)))


# ---- cases ----


def _cases(session: Session, asked: Asked) -> list[Found]:
    ids = newest(session, CASES, asked.wanted, _RANKED, _case_filters(session, asked.filters))
    case = CASES.rows.c
    rows = session.connection().execute(
        select(case.id, case.key, case.title, case.status, case.opened_at).where(case.id.in_(ids))
    )
    return [
        Found(CASE, row_id, key, title, Passage(), _score(
            asked.wanted, key, title, 0.7 if status in EXCLUSIONS else 0.95
        ), status, from_seconds(opened_at))
        for row_id, key, title, status, opened_at in rows
    ]  # fmt: skip


def _case_filters(
    session: Session, filters: Mapping[str, tuple[str, ...]]
) -> list[ColumnElement[bool]]:
    case = CASES.rows.c
    wanted = unless_hidden(session, case.id)
    if "status" in filters:
        meant = _meant(filters["status"], ("open", *STATUSES))
        is_open = case.is_open if "open" in meant else false()
        wanted.append(or_(is_open, case.status.in_(meant)))
    if "product" in filters:
        wanted.append(case.category.in_(_categories(session, filters["product"])))
    if "by" in filters:
        people = session.execute(select(Person.id, Person.name)).all()
        meant = _meant(filters["by"], [person.name for person in people])
        wanted.append(case.assignee_id.in_([p.id for p in people if p.name in meant]))
    return wanted


def _categories(session: Session, values: Sequence[str]) -> list[str]:
    """Those that hold one of the values, folded as these are: no database folds as we do."""
    category = CASES.rows.c.category
    known = session.connection().scalars(select(category).where(category.is_not(None)).distinct())
    folded = ((name, "".join(words_of(name))) for name in known)
    return [name for name, said in folded if any(value in said for value in values)]


# ---- articles ----


def _articles(session: Session, asked: Asked, kinds: Sequence[str]) -> list[Found]:
    if "by" in asked.filters or "product" in asked.filters:
        return []  # an article has neither yet
    article = ARTICLES.rows.c
    where: list[ColumnElement[bool]] = []
    if len(kinds) < len(ARTICLE_KINDS):
        where.append(article.kind.in_(kinds))
    if "status" in asked.filters:
        where.append(or_(*(article.status.startswith(s) for s in asked.filters["status"])))
    found = newest(session, ARTICLES, asked.wanted.marked(TITLE), _RANKED, where)
    if len(found) < _RANKED:
        found += newest(session, ARTICLES, asked.wanted, _RANKED, where)
    rows = session.connection().execute(
        select(article.id, article.kind, article.key, article.title, article.status,
               article.changed_at).where(article.id.in_(set(found)))
    )  # fmt: skip
    return [
        Found(kind, row_id, key, title, Passage(), _score(
            asked.wanted, key, title, 1.0 if status in READABLE else 0.7
        ), status, from_seconds(changed_at))
        for row_id, kind, key, title, status, changed_at in rows
    ]  # fmt: skip


# ---- rank and snippet ----


def _score(wanted: Wanted, key: str, title: str, weight: float) -> float:
    """1 where all words stand in the title, or the key is asked for; less for those elsewhere."""
    if not wanted:
        return round(weight, 3)
    titled, named = words_of(title), words_of(key)
    if len(named) > 1 and {*named} <= {*wanted.words, wanted.start}:
        return 1.0
    points = [1.0 if word in titled else 0.4 for word in wanted.words]
    if wanted.start:
        begun = any(word.startswith(wanted.start) for word in titled)
        points.append(1.0 if wanted.start in titled else 0.9 if begun else 0.4)
    return round(0.9 * weight * sum(points) / len(points), 3)


def _with_snippets(session: Session, found: Sequence[Found], wanted: Wanted) -> list[Found]:
    texts = _case_texts(session, [one.row_id for one in found if one.kind == CASE])
    bodies = session.execute(
        select(Article.id, Article.body)
        .where(Article.id.in_([one.row_id for one in found if one.kind != CASE]))
    )  # fmt: skip
    paragraphs = {row.id: row.body.split("\n\n") for row in bodies}
    return [
        _replaced(one, passage((texts if one.kind == CASE else paragraphs)[one.row_id], wanted))
        for one in found
    ]


def _replaced(found: Found, snippet: Passage) -> Found:
    return Found(found.kind, found.row_id, found.id, found.title, snippet, found.score,
                 found.status, found.at)  # fmt: skip


def _case_texts(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The texts of cases as they were written, the facts first; nothing that was taken back."""
    texts: dict[int, list[str]] = {}
    for case_id, fields in session.execute(select(Case.id, Case.fields).where(Case.id.in_(ids))):
        fields = fields | {"environment": environment_line(fields.get("environment"))}
        told = [str(fields[name]) for name in _TOLD if fields.get(name)]
        closing = (fields.get("closing") or {}).values()
        texts[case_id] = [*told, *(said for said in closing if isinstance(said, str))]
    said = session.connection().execute(
        select(_events.id, _events.case_id, _events.kind, _events.data)
        .where(_events.case_id.in_(ids), _events.kind.in_((*_SAID, RETRACTED)))
        .order_by(_events.id.desc()).limit(_READ_EVENTS)
    )  # fmt: skip
    gone: set[int] = set()
    for event_id, case_id, kind, data in said:  # what takes an event back comes after it
        if kind == RETRACTED:
            gone.add(data["event_id"])
            continue
        words = data.get("name" if kind == ATTACHED else "text")
        if words and event_id not in gone:
            texts[case_id].append(words)
    return texts
