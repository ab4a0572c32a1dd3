"""The desks of a board, read once and asked what a move does (handbook, rule 23)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.assignment_words import Telling
from models.entities import Case, Clock
from models.handbook.assignment import Job
from models.handbook.assignment_many import paces
from models.handbook.backlog import BoardCase, Deadline, Floats
from models.handbook.desks import AHEAD, Desks, prepare
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.what_if import effect
from models.handbook.what_if_effect import Effect
from models.handbook.work_times import CaseKind
from models.handbook.zones import zone
from models.queries.bench import Bench, load_bench, load_jobs
from models.queries.sight import sees_figures
from models.queries.work_times import WorkNow, load_work_times
from models.text import Text
from models.what_if_words import effect_words

MOST: Final = 5_000
"""So many open cases are looked at, those that breach first; the others weigh on their desks."""
SEED: Final = 23
LEARNT_FOR: Final = timedelta(hours=1)
_DRAWS: Final = 300_000
_FUTURES: Final = (100, 1_000)
"""At least and at most so many; between them as many as make this number of draws."""


@dataclass(frozen=True)
class WhatIf:
    """The desks at an instant, to be asked on any thread; how it is told of them, and what was
    learnt for it of how long work takes."""

    desks: Desks
    telling: Telling
    asker_id: int | None
    work: WorkNow

    def effect(self, case_ids: Iterable[int], agent_id: int | None) -> Effect:
        """What it does if somebody gets these cases, or nobody has them."""
        return effect(self.desks, case_ids, agent_id)

    def words(self, case_ids: Iterable[int], agent_id: int | None) -> tuple[Text, ...]:
        """The same in sentences."""
        return effect_words(self.effect(case_ids, agent_id), self.telling, self.asker_id)


def load_what_if(
    session: Session, now: datetime, person_id: int | None, before: WhatIf | None = None
) -> WhatIf:
    """All that a board needs to answer by itself, of what this person may see.

    What was learnt for the one `before` counts for an hour: of a large desk, learning takes longer
    than all the rest.
    """
    lately = before is not None and now - before.telling.now < LEARNT_FOR
    same = before is not None and before.asker_id == person_id
    work = before.work if before and lately and same else load_work_times(session, now)
    bench = load_bench(session, now, (), ahead=AHEAD)
    telling = Telling(now, zone(bench.zone), sees_figures(session, person_id))
    return WhatIf(load_desks(session, bench, work, now), telling, person_id, work)


def load_desks(session: Session, bench: Bench, work: WorkNow, now: datetime) -> Desks:
    """The open cases on everybody's desk, with the futures of each."""
    query = select(Case.id, Case.assignee_id, Case.status, Case.category).where(Case.is_open)
    rows = {row.id: row for row in session.execute(
        query.order_by(Case.sort_at, Case.id).limit(MOST)
    )}  # fmt: skip
    jobs, dues = load_jobs(session, bench, list(rows), now), _deadlines(session, list(rows))
    cases = [
        BoardCase(job, rows[job.case_id].assignee_id, rows[job.case_id].status != "new",
                  dues.get(job.case_id, ()))
        for job in jobs
    ]  # fmt: skip
    answers, wholes = (
        _seconds(work, jobs, [rows[job.case_id].category or "" for job in jobs], which)
        for which in (FIRST_RESPONSE, RESOLUTION)
    )
    longer = [work.times.pace(RESOLUTION, agent.id) for agent in bench.agents]
    takes = np.array(longer) / paces(jobs, bench.agents)
    return prepare(cases, bench.agents, to_seconds(now), answers, wholes, takes)


def _seconds(
    work: WorkNow, jobs: Sequence[Job], categories: Sequence[str], commitment: str
) -> Floats:
    """What is left of each case's work in each future, whoever has it."""
    least, most = _FUTURES
    futures = min(max(_DRAWS // max(len(jobs), 1), least), most)
    kinds = [
        (work.kind(job.case_id, commitment) or CaseKind(job.case_id, job.priority, category))
        for job, category in zip(jobs, categories, strict=True)
    ]  # fmt: skip
    return work.times.draws(
        [kind._replace(agent_id=None) for kind in kinds], futures, SEED, commitment
    )


def _deadlines(session: Session, case_ids: Sequence[int]) -> Mapping[int, tuple[Deadline, ...]]:
    """The running clocks of these cases; of a commitment without an SLA the SLO binds."""
    rows = session.execute(
        select(
            Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective,
            type_coerce(Clock.due_at, BigInteger).label("due_at"),
        )
        .where(
            Clock.case_id.in_(case_ids), Clock.stopped_at.is_(None), Clock.verdict.is_(None),
            Clock.due_at.is_not(None),
        )
        .order_by(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective)
    ).all()  # fmt: skip
    promised = {(row.case_id, row.commitment, row.cycle) for row in rows if row.objective == "SLA"}
    found = defaultdict[int, list[Deadline]](list)
    for row in rows:
        binds = row.objective == "SLA" or row[:3] not in promised
        found[row.case_id].append(Deadline(row.commitment, row.objective, row.due_at, binds))
    return {case_id: tuple(own) for case_id, own in found.items()}
