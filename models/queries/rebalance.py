"""Open cases that should go elsewhere, as a proposal to be accepted line by line (rule 23)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment_words import Telling, why, why_not
from models.entities import Case
from models.handbook.assignment import Agent, Ranking, rank
from models.handbook.desks import AHEAD, Desks
from models.handbook.instants import to_seconds
from models.handbook.rebalance import Move, Rebalance, rebalance
from models.handbook.what_if import effect
from models.handbook.zones import zone
from models.queries.assignment import Candidate, Proposal, Proposed, Rejected
from models.queries.bench import load_bench
from models.queries.sight import sees_figures
from models.queries.what_if import load_desks
from models.queries.work_times import load_work_times
from models.text import Text, text
from models.what_if_words import effect_words, whole_words

_ROUNDING = 1e-9


def load_rebalance(session: Session, now: datetime, asker_id: int | None) -> Proposal:
    """The moves that are worth it, each with what it does; no rows where all is as it should be."""
    customers = set(session.scalars(select(Case.customer_id).where(Case.is_open)))
    bench = load_bench(session, now, [one for one in customers if one], ahead=AHEAD)
    desks = load_desks(session, bench, load_work_times(session, now), now)
    found = rebalance(desks, bench.policy.assignment)
    telling = Telling(now, zone(bench.zone), sees_figures(session, asker_id))
    rows = _rows(session, found)
    look = _Look(desks, telling, asker_id, {one.id: one for one in bench.agents})
    said = (whole_words(found.expected),) if telling.figures and found.moves else ()
    told = tuple(look.row(move, rows[move.job.case_id]) for move in found.moves)
    return Proposal(told, found.gap, said=said)


def _rows(session: Session, found: Rebalance) -> Mapping[int, Any]:
    ids = [move.job.case_id for move in found.moves]
    query = select(Case.id, Case.title, Case.version).where(Case.id.in_(ids))
    return {row.id: row for row in session.execute(query)}


@dataclass(frozen=True)
class _Look:
    """The desks as they are, and how it is told of them."""

    desks: Desks
    telling: Telling
    asker_id: int | None
    agents: Mapping[int, Agent]

    def row(self, move: Move, case: Any) -> Proposed:
        """One line: where a case goes, from whom, what that does, and why not to the others."""
        job, taker = move.job, self.agents[move.agent_id]
        found = rank(job, tuple(self.agents.values()), to_seconds(self.telling.now))
        holder = self.agents.get(move.holder or 0)
        origin = text("nobody has it") if holder is None else text("from {name}", name=holder.name)
        fits = {one.agent.id: one.score for one in found.fits}
        words = replace(self.telling, figures=False)
        reasons = (origin, *effect_words(move.effect, self.telling, self.asker_id),
                   *why(found, taker, self.telling))  # fmt: skip
        score = fits.get(taker.id) if self.telling.figures else None
        chosen = Candidate(
            taker.id, taker.name, score, reasons, (*_kept(holder), *why(found, taker, words))
        )  # fmt: skip
        return Proposed(
            job.case_id, job.key, case.title, job.priority, case.version, chosen, reasons,
            tuple(self._others(move, found, taker)), job.needs,
        )  # fmt: skip

    def _others(self, move: Move, found: Ranking, taker: Agent) -> Iterator[Rejected]:
        for one in (fit.agent for fit in found.fits):
            if one.id not in (taker.id, move.holder):
                words = (self._not_with(move, one, taker),)
                yield Rejected(one.id, one.name, words, could=True)
        for agent, what in found.refused:
            if agent.id not in (taker.id, move.holder):
                told = tuple(why_not(found, agent, what, self.telling))
                yield Rejected(agent.id, agent.name, told, could=False)

    def _not_with(self, move: Move, other: Agent, taker: Agent) -> Text:
        there = effect(self.desks, [move.job.case_id], other.id)
        if there.gain < move.effect.gain - _ROUNDING:
            return text("fewer breaches are to be expected with {name}", name=taker.name)
        return text("would do as well by itself; {name} does with the rest", name=taker.name)


def _kept(holder: Agent | None) -> tuple[Text, ...]:
    """What the case's log keeps of it: nothing of other cases, which not everybody sees."""
    if holder is None:
        return ()
    return (text("handed on from {name}, so that fewer deadlines are missed", name=holder.name),)
