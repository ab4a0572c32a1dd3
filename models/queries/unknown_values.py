"""What a search's filter asks for that is none of its values: named, with what there is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, Person
from models.handbook.articles import KINDS, STATES, STATUSES
from models.handbook.intake import STATUSES as CASE_STATUSES
from models.queries.asked import Asked, holding, meant_of
from models.queries.case_products import case_products
from models.text import Text, text
from models.typed_text import echoed

_SHOWN: Final = 12
_THERE_IS: Final = {
    "kind": "No kind is called “{value}”. {there_is}",
    "status": "No status is called “{value}”. {there_is}",
    "product": "No product is called “{value}”. {there_is}",
    "by": "Nobody is called “{value}”. {there_is}",
}
_NONE_YET: Final = {
    "product": "No product is called “{value}”: none was entered yet.",
    "by": "Nobody is called “{value}”: nobody is on this desk yet.",
}


@dataclass(frozen=True)
class Unknown:
    """A filter's value as it was typed, and the filter's values that there are."""

    name: str
    value: str
    known: tuple[str, ...] = ()

    @property
    def told(self) -> Text:
        """“No kind is called “foo”. There are case, article, …”"""
        if not self.known:
            return text(_NONE_YET[self.name], value=self.value)
        return text(_THERE_IS[self.name], value=self.value, there_is=self._there_is())

    def _there_is(self) -> Text:
        shown, more = ", ".join(self.known[:_SHOWN]), len(self.known) - _SHOWN
        if more > 0:
            return text("There are {shown} and {more} more.", shown=shown, more=f"{more:,}")
        one = len(self.known) == 1
        return text("There is {shown}." if one else "There are {shown}.", shown=shown)


def unknown_values(session: Session, asked: Asked, kinds: Sequence[str]) -> tuple[Unknown, ...]:
    """Each value that fits none of its filter's. `kinds` is what `kind:` may ask for; statuses are
    of those kinds alone that are searched."""
    known: dict[str, Sequence[str]] = {}
    for name in asked.filters:
        if name == "kind":
            known[name] = kinds
        elif name == "status":
            known[name] = _statuses(meant_of(asked.filters.get("kind"), kinds) or kinds)
        else:
            known[name] = _products(session, kinds) if name == "product" else _people(session)
    return tuple(
        Unknown(name, echoed(asked.typed.get(value, value)), tuple(known[name]))
        for name, values in asked.filters.items()
        for value in values if not _fits(name, value, known[name])
    )  # fmt: skip


def _statuses(kinds: Collection[str]) -> list[str]:
    """What `status:` may ask for, of these kinds."""
    words = ["open", *CASE_STATUSES] if "case" in kinds else []
    articles = [kind for kind in KINDS if kind in kinds or "article" in kinds]
    states = (state for kind in articles for state in STATES.get(kind, ()))
    return list(dict.fromkeys([*words, *STATUSES * bool(articles), *states]))


def _fits(name: str, value: str, known: Sequence[str]) -> bool:
    if name == "product":
        return bool(holding((value,), known))
    return bool(meant_of((value,), known))


def _products(session: Session, kinds: Collection[str]) -> list[str]:
    """Of articles, and of the cases that the reader may see where cases are searched."""
    said = select(Article.product).where(Article.product.is_not(None)).distinct()
    names = {name for name in session.scalars(said) if name}
    if "case" in kinds:
        names |= case_products(session)
    return sorted(names, key=str.casefold)


def _people(session: Session) -> list[str]:
    return list(session.scalars(select(Person.name).order_by(Person.name)))
