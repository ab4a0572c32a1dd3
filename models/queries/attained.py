"""The attainment of a period and of the one before it, from verdicts that are counted already."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, case, or_
from sqlalchemy.orm import Session

from models.handbook.attainment import AttainmentRow, in_order, share_of
from models.queries.attainment import outcomes
from models.queries.verdict_counts import Course, Place, numbered

Stretch = tuple[datetime, datetime]
_OTHERS = ("running", "excluded")


def attained(
    session: Session, stretches: Sequence[Stretch], as_of: datetime, course: Course
) -> list[tuple[AttainmentRow, ...]]:
    """The rows of each stretch, the same as `attainment` gives; its edges are the course's.

    Those that run and those left out are counted for all stretches in one look.
    """
    others = _others(session, stretches, as_of)
    return [
        _rows(course, stretch, *others[2 * number : 2 * number + 2])
        for number, stretch in enumerate(stretches)
    ]


def _rows(
    course: Course, stretch: Stretch, running: dict[Place, int], excluded: dict[Place, int]
) -> tuple[AttainmentRow, ...]:
    counts = course.between(*stretch)
    rows = []
    for place in dict.fromkeys((*counts, *running, *excluded)):
        met, breached = counts.get(place, (0, 0))
        rows.append(
            AttainmentRow(
                *place, met, breached, running.get(place, 0), excluded.get(place, 0),
                share_of(met, breached),
            )
        )  # fmt: skip
    return tuple(in_order(rows))


def _others(
    session: Session, stretches: Sequence[Stretch], as_of: datetime
) -> list[dict[Place, int]]:
    """Of each stretch those that run, then those left out: a clock may be among several."""
    conditions = [
        outcomes(begin, end, as_of, (name,)).belong for begin, end in stretches for name in _OTHERS
    ]
    found: list[dict[Place, int]] = [{} for _ in conditions]
    if not conditions:
        return found
    bits = (case((one, 1 << number), else_=0) for number, one in enumerate(conditions))
    kind: ColumnElement[int] = reduce(add, bits)
    for among, place, count in numbered(session, kind, or_(*conditions)):
        for number, counts in enumerate(found):
            if among >> number & 1:
                counts[place] = counts.get(place, 0) + count
    return found
