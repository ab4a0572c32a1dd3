"""One search for cases, articles, decisions and the names of files: every word, the last one as it
is being typed, filters; and where a word is nowhere, what it may have been meant to be."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article
from models.handbook.articles import KINDS
from models.queries.asked import Asked, meant_of, read_asked
from models.queries.found_rows import CASE as CASE
from models.queries.found_rows import Found as Found
from models.queries.found_rows import found_articles, found_cases
from models.queries.near_words import Instead, put_right, told
from models.queries.snippets import with_snippets
from models.queries.unknown_values import Unknown, unknown_values
from models.text import Text

SHOWN: Final = 20
_KINDS: Final = (CASE, "article", *KINDS)


@dataclass(frozen=True)
class Answer:
    """What was found, the best first. `instead` tells which words were looked for in place of which
    typed ones: none where all were taken as they are. Where nothing was found, `unknown` are the
    filters' values that there are none of."""

    found: tuple[Found, ...] = ()
    instead: tuple[Instead, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def told(self) -> Text:
        """What is said of `instead`."""
        return told(self.instead)


def search(session: Session, typed: str, limit: int = SHOWN) -> list[Found]:
    """The best of what was found, the best first; nothing where nothing is asked."""
    return list(look_for(session, typed, limit).found)


def look_for(session: Session, typed: str, limit: int = SHOWN) -> Answer:
    """The best of what was found, and what was looked for instead of words that are nowhere.

    Of very many matches the newest are ranked, and of articles also the newest that have all words
    in their title.
    """
    asked = read_asked(typed)
    if not asked:
        return Answer()
    kinds = meant_of(asked.filters.get("kind"), _KINDS)
    found, instead = _found(session, asked, kinds), tuple[Instead, ...]()
    if not found and asked.wanted:
        wanted, instead = put_right(session, asked.wanted)
        asked = replace(asked, wanted=wanted)
        found = _found(session, asked, kinds) if instead else []
    found.sort(key=lambda one: (-one.score, -one.at.timestamp(), -one.row_id))
    shown = with_snippets(session, found[:limit], asked.wanted)
    if not shown:
        return Answer(unknown=unknown_values(session, asked, _KINDS))
    return Answer(tuple(shown), instead)


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


def _found(session: Session, asked: Asked, kinds: set[str]) -> list[Found]:
    found = found_cases(session, asked) if CASE in kinds else []
    wanted = KINDS if "article" in kinds else tuple(kind for kind in KINDS if kind in kinds)
    return found + (found_articles(session, asked, wanted) if wanted else [])
