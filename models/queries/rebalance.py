"""Open cases that should go elsewhere, as a proposal to be accepted line by line (rule 23)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment_words import Telling, why, why_not
from models.entities import Case, Person
from models.handbook.assignment import Agent, Ranking, rank
from models.handbook.desks import AHEAD, Desks
from models.handbook.instants import to_seconds
from models.handbook.move_costs import Look, move_costs, moves_add
from models.handbook.rebalance import STEPS, Move, Rebalance, rebalance
from models.handbook.work_curves import Floats
from models.handbook.zones import zone
from models.move_words import ROUNDING, kept_words, not_with_words, origin_words
from models.progress import Progress, silent
from models.queries.assignment import Candidate, Proposal, Proposed, Rejected
from models.queries.bench import load_bench
from models.queries.sight import sees_figures
from models.queries.what_if import load_desks
from models.queries.work_times import load_work_times
from models.text import Text, text
from models.what_if_words import effect_words, further_words, whole_words

Which = NDArray[np.bool_]

_READ: Final = 1
"""To read the desks is a step, and so is to say why of all the moves."""


def load_rebalance(
    session: Session, now: datetime, asker_id: int | None, told: Progress = silent
) -> Proposal:
    """The moves that are worth it, each with what it does; no rows where all is as it should be.

    `told` hears of (done, total) steps, often enough to stop it by raising.
    """
    total = _READ + STEPS + 1
    told(0, total)
    customers = set(session.scalars(select(Case.customer_id).where(Case.is_open)))
    bench = load_bench(session, now, [one for one in customers if one], ahead=AHEAD)
    desks = load_desks(session, bench, load_work_times(session, now), now)
    found = rebalance(
        desks, bench.policy.assignment, told=lambda done, _: told(_READ + done, total)
    )
    telling = Telling(now, zone(bench.zone), sees_figures(session, asker_id))
    saying = partial(told, _READ + STEPS, total)
    look = _Look(desks, found, telling, asker_id, saying)
    cases, rows = _cases(session, found), []
    for at, move in enumerate(found.moves):
        saying()
        rows.append(look.row(at, move, cases[move.job.case_id]))
    return Proposal(tuple(rows), said=tuple(_said(found, telling)))


def _said(found: Rebalance, telling: Telling) -> Iterator[Text]:
    if telling.figures and found.moves:
        yield whole_words(found.expected)
    if found.further:
        yield further_words(found.further)


def _cases(session: Session, found: Rebalance) -> Mapping[int, Any]:
    query = (
        select(Case.id, Case.title, Case.version, Person.name.label("holder"))
        .join(Person, Person.id == Case.assignee_id, isouter=True)
        .where(Case.id.in_([move.job.case_id for move in found.moves]))
    )
    return {row.id: row for row in session.execute(query)}


@dataclass(frozen=True)
class _Look:
    """The desks as they are, what is to move, and how it is told."""

    desks: Desks
    found: Rebalance
    telling: Telling
    asker_id: int | None
    goes_on: Look

    def row(self, at: int, move: Move, case: Any) -> Proposed:
        """One line: where a case goes, from whom, what that does, and why not to the others."""
        desks, job = self.desks, move.job
        taker = desks.agents[desks.row[move.agent_id]]
        holder = None if move.holder is None else desks.agents[desks.row[move.holder]]
        found = rank(job, desks.agents, to_seconds(self.telling.now))
        fits = {one.agent.id: one.score for one in found.fits}
        words = replace(self.telling, figures=False)
        reasons = (origin_words(holder), *effect_words(move.effect, self.telling, self.asker_id),
                   *why(found, taker, self.telling))  # fmt: skip
        score = fits.get(taker.id) if self.telling.figures else None
        chosen = Candidate(
            taker.id, taker.name, score, reasons,
            (*kept_words(move, holder), *why(found, taker, words)),
        )  # fmt: skip
        return Proposed(
            job.case_id, job.key, case.title, job.priority, case.version, chosen, reasons,
            tuple(self._others(at, move, found, taker)), job.needs, case.holder or "",
        )  # fmt: skip

    def _others(self, at: int, move: Move, found: Ranking, taker: Agent) -> Iterator[Rejected]:
        for one in (fit.agent for fit in found.fits):
            if one.id not in (taker.id, move.holder):
                words = (self._not_with(at, one, taker),)
                yield Rejected(one.id, one.name, words, could=True)
        for agent, what in found.refused:
            if agent.id not in (taker.id, move.holder):
                told = tuple(why_not(found, agent, what, self.telling))
                yield Rejected(agent.id, agent.name, told, could=False)

    def _not_with(self, at: int, other: Agent, taker: Agent) -> Text:
        move, there = self.found.moves[at], self.desks.row[other.id]
        if not self._room[at, there]:
            return text("has no room left after the other moves")
        effect = move.effect
        mine = -effect.gain, effect.expected[1] - effect.expected[0]
        cost, count = (float(one) for one in self._alone[:, at, there])
        return not_with_words(taker, (cost, count), mine, float(self._after[at, there]))

    @cached_property
    def _room(self) -> Which:
        """By move and person, whether there is room for it once all is moved."""
        weights = np.array([move.job.weight for move in self.found.moves])
        capacities = np.array([one.capacity for one in self.desks.agents])
        found: Which = weights[:, None] + self.found.after.loads <= capacities
        return found

    @cached_property
    def _alone(self) -> Floats:
        """What each move adds by itself, where there is room for it: to the cost, and to the number
        of breaches."""
        counts = self.desks.counts
        worths = np.stack([counts * self.desks.prices, counts])
        return moves_add(self.desks, self._moved, self._room, worths, self.goes_on)

    @cached_property
    def _after(self) -> Floats:
        """What it adds to the cost that each goes on to another, where that does as well alone."""
        gains = np.array([move.effect.gain for move in self.found.moves])
        as_well = self._room & (self._alone[0] <= ROUNDING - gains[:, None])
        return move_costs(self.found.after, self._moved, as_well, self.goes_on)

    @property
    def _moved(self) -> list[int]:
        return [self.desks.place[move.job.case_id] for move in self.found.moves]
