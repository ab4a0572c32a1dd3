"""What a postmortem may say: each part refused at its field, nothing invented in its stead."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from models.entities import Case, Clock, Event, PlannedAlert
from models.errors import Problems
from models.handbook.contract_rules import folded
from models.handbook.postmortems import SECTIONS, Said, link_of, row_of
from models.restricted import hidden_from
from models.typed_text import (
    LONGEST_NAME,
    LONGEST_TITLE,
    check_length,
    check_lengths,
    one_line,
)
from models.work import Work

MOST_CASES: Final = 500
MOST_ROWS: Final = 5_000
MOST_FACTORS: Final = 50
LONGEST_ROW: Final = 2_000
_LAST: Final = 253_402_300_799
_AT_ONCE: Final = 10_000


def checked(work: Work, said: Said, before: Sequence[Said] = ()) -> Said:
    """As it is kept. Cases and rows that it had `before` it may go on having, whatever became of
    them. Raises `Problems` by field: title, cases, factors, timeline."""
    title, wrong = one_line(said.title), dict[str, str]()
    if not title:
        wrong["title"] = "A postmortem needs a title."
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = f"A title has at most {LONGEST_TITLE:,} letters."
    ids = tuple(dict.fromkeys(said.case_ids))
    known = {one for kept in before for one in kept.case_ids}
    if problem := _cases_problem(work, ids, known):
        wrong["cases"] = problem
    factors = tuple({folded(name): one_line(name) for name in reversed(said.factors)}.values())
    factors = tuple(name for name in reversed(factors) if name)
    if len(factors) > MOST_FACTORS or any(len(name) > LONGEST_NAME for name in factors):
        wrong["factors"] = (
            f"At most {MOST_FACTORS} factors, each of at most {LONGEST_NAME} letters, are kept."
        )
    rows = tuple(_row(row) for row in said.timeline if row.get("case_id") in (None, *ids))
    stood = _links(row for kept in before for row in kept.timeline)
    if not wrong and (problem := _rows_problem(work, rows, stood)):
        wrong["timeline"] = problem
    rows = tuple(sorted(rows, key=lambda row: int(row["at"])))
    unknown = [name for name in said.fields if name not in SECTIONS]
    if unknown:
        wrong["fields"] = f"“{unknown[0][:40]}” is no part of a postmortem."
    if wrong:
        raise Problems("Not kept yet", wrong, "Mend it there; nothing was changed.")
    check_lengths({"body": said.body, **said.fields})
    fields = {name: said.fields[name] for name in SECTIONS if said.fields.get(name, "").strip()}
    return replace(said, title=title, case_ids=ids, factors=factors, timeline=rows, fields=fields)


def _cases_problem(work: Work, ids: Sequence[int], known: Collection[int]) -> str | None:
    if not ids:
        return "A postmortem is of one case at least."
    if len(ids) > MOST_CASES:
        return f"A postmortem is of {MOST_CASES} cases at most."
    hidden = hidden_from(work.session, work.person_id)
    there = set(work.session.scalars(select(Case.id).where(Case.id.in_(ids)))) - hidden
    return "One of the cases is not on the desk." if set(ids) - there - {*known} else None


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is stored: what it does not need is left out."""
    link = link_of(row)
    names = {"event": "event_id", "alert": "alert", "clock": "clock"}
    kept = {names[link[0]]: row[names[link[0]]]} if link else {}
    at = row.get("at")
    return row_of(
        at=at if isinstance(at, int) else -1, words=str(row.get("words", "")).strip(),
        case_id=row.get("case_id"), **kept,
    )  # fmt: skip


def _rows_problem(
    work: Work, rows: Sequence[Mapping[str, Any]], stood: Collection[tuple[Any, ...]]
) -> str | None:
    if len(rows) > MOST_ROWS:
        return f"A timeline has at most {MOST_ROWS:,} rows."
    for row in rows:
        check_length("row of the timeline", row["words"], LONGEST_ROW)
        if not row["words"]:
            return "A row of the timeline says nothing."
        if not 0 <= row["at"] <= _LAST:
            return "A row of the timeline has no time."
    links = _links(rows)
    if len(links) < sum(link_of(row) is not None for row in rows):
        return "Two rows of the timeline are of the same event."
    if not all(_there(work, links.difference(stood))):
        return "A row of the timeline is of no event of its case."
    return None


def _links(rows: Iterable[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    return {(row.get("case_id"), *link) for row in rows if (link := link_of(row))}


def _there(work: Work, links: Collection[tuple[Any, ...]]) -> Iterator[bool]:
    """Whether the other end of each link is there, and is the case's."""
    for kind, column in (("event", Event), ("alert", PlannedAlert)):
        wanted = {(link[2], link[0]) for link in links if link[1] == kind}
        yield wanted <= set(_owners(work, column, sorted({one for one, _ in wanted})))
    clocks = {link[2:6] for link in links if link[1] == "clock"}
    ids = {clock[0] for clock in clocks}
    rows = work.session.execute(
        select(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective)
        .where(Clock.case_id.in_(ids))
    )  # fmt: skip
    yield clocks <= {tuple(row) for row in rows}
    yield all(link[2] == link[0] for link in links if link[1] == "clock")


def _owners(work: Work, entity: Any, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        query = select(entity.id, entity.case_id).where(entity.id.in_(some))
        yield from (tuple(row) for row in work.session.execute(query))
