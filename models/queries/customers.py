"""The list of customers: who has most in danger first, searched in SQL, rows fetched by id."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Contact, Customer, Event
from models.handbook.periods import Period
from models.handbook.policy import RESOLUTION
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import DECIDED, outcomes
from models.queries.chips import chip_conditions
from models.queries.known_at import known_at
from models.queries.quarters import quarters

CHIPS: Final = ("all", "open", "breached", "at_risk")
_AT_ONCE: Final = 10_000
_MOST_WORDS, _LONGEST_WORD = 20, 200


@dataclass(frozen=True)
class CustomerFilter:
    """Which customers are shown: each word of `text` stands in the name, or in that, the address or
    the number of one contact; `chip` is one of `CHIPS`."""

    text: str = ""
    chip: str = "all"


@dataclass(frozen=True)
class CustomersPulse:
    """What the list asks for again and again.

    `counts`: customers by chip under the text; `customers`: how many there are at all; attainment
    is that of `period` as of `as_of`, None while it cannot be told; `stamp` grows with each event.
    """

    counts: Mapping[str, int]
    customers: int
    period: Period
    as_of: datetime | None
    stamp: int


@dataclass(frozen=True)
class CustomerRow:
    """A customer: open cases, those at risk, those breached; and of the resolutions decided in the
    period, those that met the SLA."""

    id: int
    name: str
    open_cases: int
    at_risk: int
    breached: int
    met: int
    decided: int


def customers_pulse(session: Session, shown: CustomerFilter, now: datetime) -> CustomersPulse:
    """Counts, and the quarter whose attainment is shown: the last in which a case was opened."""
    period = quarters(session, now).to_show
    place = zone(load_policies(session).newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    load = _load(now)
    under = (func.count().filter(load.c[chip] > 0).label(chip) for chip in CHIPS[1:])
    row = session.execute(
        select(func.count().label("all"), *under)
        .select_from(Customer).outerjoin(load, load.c.customer_id == Customer.id)
        .where(*_named(shown.text))
    ).one()  # fmt: skip
    return CustomersPulse(
        counts=dict(row._mapping),
        customers=session.scalar(select(func.count()).select_from(Customer)) or 0,
        period=period,
        as_of=known_at(session, begin, end, now) if now >= begin else None,
        stamp=session.scalar(select(func.max(Event.id))) or 0,
    )


def customer_ids(session: Session, shown: CustomerFilter, now: datetime) -> "array[int]":
    """The ids of the customers shown: most breached, then most at risk, most open, by name."""
    load = _load(now)
    danger = (func.coalesce(load.c[name], 0).desc() for name in ("breached", "at_risk", "open"))
    query: Select[Any] = (
        select(Customer.id)
        .outerjoin(load, load.c.customer_id == Customer.id)
        .where(*_named(shown.text))
        .order_by(*danger, func.lower(Customer.name), Customer.id)
    )
    if shown.chip != "all":
        query = query.where(load.c[shown.chip] > 0)
    found = array("q")
    rows = session.execute(query, execution_options={"yield_per": _AT_ONCE})
    for some in rows.scalars().partitions():
        found.extend(some)
    return found


def customer_rows(
    session: Session, ids: Sequence[int], now: datetime, period: Period, as_of: datetime | None
) -> list[CustomerRow]:
    """The rows of these customers in the order of the ids; one that is gone is left out."""
    if not ids:
        return []
    load = _load(now, Case.customer_id.in_(ids))
    rows = session.execute(
        select(Customer.id, Customer.name, load.c.open, load.c.at_risk, load.c.breached)
        .outerjoin(load, load.c.customer_id == Customer.id).where(Customer.id.in_(ids))
    )  # fmt: skip
    kept = {} if as_of is None else _kept(session, ids, period, as_of)
    found = {
        row.id: CustomerRow(
            row.id, row.name, row.open or 0, row.at_risk or 0, row.breached or 0,
            *kept.get(row.id, (0, 0)),
        )
        for row in rows
    }  # fmt: skip
    return [found[customer_id] for customer_id in ids if customer_id in found]


def _load(now: datetime, *wanted: ColumnElement[bool]) -> Any:
    """Open cases by customer, and how many of them the queue's chips count."""
    chips = (
        func.count().filter(*chip_conditions(chip, now, None)).label(chip)
        for chip in ("breached", "at_risk")
    )
    return (
        select(Case.customer_id, func.count().label("open"), *chips)
        .where(Case.is_open, Case.customer_id.is_not(None), *wanted)
        .group_by(Case.customer_id).subquery()
    )  # fmt: skip


def _kept(
    session: Session, ids: Sequence[int], period: Period, as_of: datetime
) -> dict[int, tuple[int, int]]:
    """(met, decided) of resolutions under the SLA, by customer."""
    place = zone(load_policies(session).newest.team.zone)
    found = outcomes(period.begin(place), period.end(place), as_of, DECIDED)
    rows = session.execute(
        select(
            Case.customer_id, func.count().filter(Clock.verdict == "met"), func.count()
        )
        .join(Clock, Clock.case_id == Case.id)
        .where(Case.customer_id.in_(ids), Clock.commitment == RESOLUTION,
               Clock.objective == "SLA", found.belong)
        .group_by(Case.customer_id)
    )  # fmt: skip
    return {int(one): (met, decided) for one, met, decided in rows if one is not None}


def customers_called(session: Session, words: str, limit: int) -> list[tuple[int, str]]:
    """(id, name) of those whose name, or somebody's there, has all these words; none without."""
    if not words.strip():
        return []
    query = select(Customer.id, Customer.name).where(*_named(words)).order_by(Customer.name)
    return [(row.id, row.name) for row in session.execute(query.limit(limit))]


def _named(text: str) -> list[Any]:
    """What a customer must be called, or somebody there, for each word to be found."""
    found = []
    for word in _words(text):
        person = exists().where(
            Contact.customer_id == Customer.id, Contact.active,
            or_(_has(Contact.name, word), _has(Contact.email, word), _has(Contact.phone, word)),
        )  # fmt: skip
        found.append(or_(_has(Customer.name, word), person))
    return found


def _has(column: Any, word: str) -> Any:
    """Whatever the case of its letters: SQLite itself folds those of English only."""
    ways = dict.fromkeys((word, word.casefold(), word.lower(), word.upper(), word.capitalize()))
    alike = [func.lower(column).contains(word.lower(), autoescape=True)]
    return or_(*alike, *(column.contains(way, autoescape=True) for way in ways))


def _words(text: str) -> list[str]:
    """The words to look for: once each, without what no database can hold."""
    sound = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return [word[:_LONGEST_WORD] for word in dict.fromkeys(sound.split())][:_MOST_WORDS]
