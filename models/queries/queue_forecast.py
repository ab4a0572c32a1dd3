"""The forecast that the thresholds on breaches go by: seldom made, over all cases (rule 24)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.entities.plain import plain
from models.handbook.contract_rules import folded
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.handbook.policy import Policy
from models.handbook.thresholds import Part, Queue, Threshold
from models.last_forecast import LastForecast, last_forecast
from models.policies import load_policies
from models.queries.queue import log_mark
from models.queries.queue_readings import NAMED
from models.restricted import show_all

if TYPE_CHECKING:
    from models.handbook.forecast import Asked
    from models.handbook.forecast_desk import DeskNow

SOON: Final = timedelta(minutes=5)
"""Where something happened since."""
LATER: Final = timedelta(minutes=15)
"""Where nothing did, for deadlines come nearer by themselves."""

_cases: Final = plain(Case)


def forecast_is_due(session: Session, now: datetime) -> bool:
    """Whether it is to be made again; never where no threshold goes by it. The log is that of all
    cases, as the forecast is."""
    show_all(session)
    wanted = _wanted(load_policies(session).at(to_seconds(now)))
    if not wanted:
        return False
    last = last_forecast(session)
    if last is None or not last.is_within(now, LATER):
        return True
    unknown = not last.few and not wanted.keys() <= last.breaches.keys()
    return unknown or (not last.is_within(now, SOON) and log_mark(session) != last.mark)


def queue_forecast(session: Session, now: datetime) -> LastForecast:
    """How many cases of each threshold's are expected to breach in time, to the nearest whole one:
    of the open ones and of those to come. Of all cases, whoever may see them."""
    from models.handbook.forecast import forecast  # NumPy: only where a forecast is made
    from models.queries.forecast import SEED, futures_for, load_desk

    show_all(session)
    at, mark = to_seconds(now), log_mark(session)
    desk, history = load_desk(session, now)
    learnt_from = sum(one.ended for one in history.past)
    nothing = LastForecast(at, mark, learnt_from, {})
    if nothing.few:
        return nothing
    wanted = _wanted(desk.policy)
    asked = _asked(session, desk, wanted.values(), now)
    told = forecast(desk, futures_for(desk), SEED, asked).asked
    return replace(nothing, breaches=dict(zip(wanted, map(round, told), strict=True)))


def _wanted(policy: Policy) -> dict[str, Threshold]:
    return {one.key: one for one in policy.thresholds if one.is_forecast}


def _asked(
    session: Session, desk: "DeskNow", wanted: Iterable[Threshold], now: datetime
) -> "list[Asked]":
    """Each threshold as a question; of its cases to come there are as many among all of their kind
    as there were lately."""
    import numpy as np

    from models.handbook.forecast import Asked
    from models.queries.forecast import WEEKS

    now_open, lately = _open_cases(session), _came(session, now - WEEKS, now)
    return [
        Asked(
            one.within,
            np.array([one.queue.holds(now_open[case.case_id]) for case in desk.cases], bool),
            np.array([_share(one.queue, lately[kind]) for kind in desk.arrivals.kinds], float),
        )
        for one in wanted
    ]


def _share(queue: Queue, parts: Sequence[Part]) -> float:
    return sum(one.cases for one in parts if queue.holds(one)) / sum(one.cases for one in parts)


def _open_cases(session: Session) -> dict[int, Part]:
    """Each open case by itself."""
    query = select(_cases.c.id, _cases.c.priority, *NAMED.values()).where(_cases.c.is_open)
    return {row.id: _part(row, 1) for row in session.connection().execute(query)}


def _came(
    session: Session, since: datetime, now: datetime
) -> Mapping[tuple[str, str], list[Part]]:  # fmt: skip
    """By kind, what came in that time, added up."""
    query = (
        select(_cases.c.priority, *NAMED.values(), func.count().label("cases"))
        .where(_cases.c.opened_at.between(to_seconds(since), to_seconds(now)))
        .where(_cases.c.status.not_in(EXCLUSIONS))
        .group_by(_cases.c.priority, *(column.name for column in NAMED.values()))
    )
    found = defaultdict[tuple[str, str], list[Part]](list)
    for row in session.connection().execute(query):
        found[row.priority, row.category or ""].append(_part(row, row.cases))
    return found


def _part(row: Any, cases: int) -> Part:
    category, group, product = (
        folded(one or "") for one in (row.category, row.group_name, row.its_product)
    )
    return Part(row.priority, category, group, product, cases, None, {})
