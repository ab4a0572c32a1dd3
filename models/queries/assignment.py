"""A proposal: who should take which case, why, and why not the others (handbook, rule 23)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment_other_words import against, behind, nobody
from models.assignment_words import Telling, relaxed_words, why, why_not
from models.entities import Case, Person
from models.errors import KnownError
from models.handbook.assignment import Agent, Fit, Job, Ranking, rank
from models.handbook.assignment_against import Planned
from models.handbook.assignment_many import costs_of, solve
from models.handbook.instants import to_seconds
from models.handbook.intake import OPEN
from models.handbook.skill_rules import Need
from models.handbook.zones import zone
from models.queries.bench import Bench, load_bench, load_jobs
from models.queries.sight import sees_figures
from models.queries.work_times import load_work_times
from models.queue_filter import MOST_AT_ONCE
from models.text import Text, text

Reasons = tuple[Text, ...]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take a case; `score` is None for who may read words only (rule 31).

    `kept` are the reasons as the case's log keeps them: words alone, for everybody reads them.
    """

    id: int
    name: str
    score: int | None
    reasons: Reasons
    kept: Reasons


@dataclass(frozen=True)
class Rejected:
    """Somebody else, and why it is not them; `could` says that they could take it too."""

    id: int
    name: str
    reasons: Reasons
    could: bool


@dataclass(frozen=True)
class Proposed:
    """Who should take one case: `taker` is None where nobody can, and `reasons` says why so.

    `rejected` is everybody else: first who could take it too, the best of them first. `version` is
    the case as it was looked at, and `holder` who had it then, "" for nobody.
    """

    case_id: int
    key: str
    title: str
    priority: str
    version: int
    taker: Candidate | None
    reasons: Reasons
    rejected: tuple[Rejected, ...]
    needs: tuple[Need, ...] = ()
    holder: str = ""

    def to_json(self) -> dict[str, Any]:
        """As `leadline assign --json` gives it."""
        return {
            "case": self.key,
            "agent": self.taker.name if self.taker else None,
            "score": self.taker.score if self.taker else None,
            "reasons": [str(reason) for reason in self.reasons],
            "rejected": [
                {"agent": one.name, "reason": "; ".join(map(str, one.reasons))}
                for one in self.rejected
            ],
        }


@dataclass(frozen=True)
class Proposal:
    """Several cases assigned at once; `gap` is by which share another plan might be better,
    `left_out` how many more wait, later than these, `said` what is to be said of all of it."""

    rows: tuple[Proposed, ...]
    gap: float = 0.0
    left_out: int = 0
    said: tuple[Text, ...] = ()


def proposal(
    session: Session, now: datetime, asker_id: int | None, case_ids: Sequence[int] | None = None
) -> Proposal:
    """Who should take these open cases, or all that nobody has, looked at together: of very many
    those that breach first."""
    every = unassigned(session) if case_ids is None else list(dict.fromkeys(case_ids))
    ids = every[:MOST_AT_ONCE]
    look = _look(session, now, asker_id, ids, () if case_ids is None else ids)
    jobs, agents, at = look.jobs, look.bench.agents, to_seconds(now)
    if not jobs:
        return Proposal(())
    costs = costs_of(jobs, agents, at, load_work_times(session, now).times)
    planned = Planned(solve(costs, jobs, agents), costs, jobs, agents)
    rows = (look.together(planned, job, rank(job, agents, at)) for job in jobs)
    return Proposal(tuple(rows), planned.plan.gap, len(every) - len(ids))


def candidates(session: Session, case_id: int, now: datetime, asker_id: int | None) -> Proposed:
    """Who should take one open case, whoever has it, looked at without the others."""
    look = _look(session, now, asker_id, [case_id], [case_id])
    if not look.jobs:
        raise KnownError("Not possible now", "This case is not open.", "Reload the queue.")
    return look.alone(rank(look.jobs[0], look.bench.agents, to_seconds(now)))


def next_best(
    session: Session, case_id: int, now: datetime, asker_id: int | None, but_for: int | None
) -> Candidate | None:
    """Who should take one open case instead of whoever has it; None where nobody else can."""
    look = _look(session, now, asker_id, [case_id], [case_id])
    others = [agent for agent in look.bench.agents if agent.id != but_for]
    for job in look.jobs:
        found = rank(job, others, to_seconds(now))
        if found.fits:
            return look.candidate(found, found.fits[0])
    return None


def unassigned(session: Session) -> list[int]:
    """The open cases that nobody has, the next to breach first."""
    query = select(Case.id).where(Case.is_open, Case.assignee_id.is_(None))
    return list(session.scalars(query.order_by(Case.sort_at, Case.id)))


@dataclass(frozen=True)
class _Look:
    """The team and the cases at one instant, and how it is told of them."""

    bench: Bench
    jobs: Sequence[Job]
    cases: Mapping[int, Any]
    telling: Telling

    def together(self, planned: Planned, job: Job, found: Ranking) -> Proposed:
        """One case of several."""
        chosen = planned.plan.chosen.get(job.case_id)
        taker = next((one for one in found.fits if one.agent.id == chosen), None)
        others = [one.agent for one in found.fits if one is not taker]
        told = [(one, (against(planned, job, one, self.telling),)) for one in others]
        return self._row(found, taker, nobody(planned, job), told)

    def alone(self, found: Ranking) -> Proposed:
        """One case for itself."""
        best = found.fits[0] if found.fits else None
        told = [(one.agent, (behind(found, one, self.telling),)) for one in found.fits[1:]]
        return self._row(found, best, text("Nobody can take it just now"), told)

    def _row(
        self, found: Ranking, best: Fit | None, none: Text, others: Sequence[tuple[Agent, Reasons]]
    ) -> Proposed:
        case = self.cases[found.job.case_id]
        taker = None if best is None else self.candidate(found, best)
        could = (Rejected(one.id, one.name, why, could=True) for one, why in others)
        cannot = (
            Rejected(one.id, one.name, tuple(why_not(found, one, what, self.telling)), could=False)
            for one, what in found.refused
        )
        reasons = (*taker.reasons, *relaxed_words(found)) if taker else (none,)
        return Proposed(
            case.id, case.key, case.title, case.priority, case.version, taker, reasons,
            (*could, *cannot), found.job.needs, case.holder or "",
        )  # fmt: skip

    def candidate(self, found: Ranking, one: Fit) -> Candidate:
        """Somebody who can take it, and why."""
        words = replace(self.telling, figures=False)
        return Candidate(
            one.agent.id, one.agent.name, one.score if self.telling.figures else None,
            tuple(why(found, one.agent, self.telling)), tuple(why(found, one.agent, words)),
        )  # fmt: skip


def _look(
    session: Session, now: datetime, asker_id: int | None, case_ids: Sequence[int],
    given: Collection[int],
) -> _Look:  # fmt: skip
    """`given` are those of the cases that somebody may have: they weigh on nobody meanwhile."""
    query = (
        select(Case.id, Case.key, Case.title, Case.priority, Case.version, Case.customer_id,
               Case.assignee_id, Person.name.label("holder"))
        .join(Person, Person.id == Case.assignee_id, isouter=True)
        .where(Case.id.in_(case_ids), Case.status.in_(OPEN))
    )  # fmt: skip
    cases = {row.id: row for row in session.execute(query)}
    customers = {row.customer_id for row in cases.values()} - {None}
    bench = load_bench(session, now, customers, given)
    holders = {cases[one].assignee_id for one in given if one in cases}
    bench = replace(bench, agents=tuple(
        agent._replace(has_asked=True) if agent.id in holders else agent for agent in bench.agents
    ))  # fmt: skip
    jobs = load_jobs(session, bench, [one for one in case_ids if one in cases], now)
    telling = Telling(now, zone(bench.zone), sees_figures(session, asker_id))
    return _Look(bench, jobs, cases, telling)
