"""Why a plan gives a case to one and not to another who could take it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Final, Literal

from models.handbook.assignment import Agent, Job
from models.handbook.assignment_many import Plan
from models.handbook.assignment_solver import Costs

Against = Literal["room_then", "later", "fuller", "same", "searched"]
_NEAR: Final = 1e-9


@dataclass(frozen=True)
class Planned:
    """A plan with what it was made of, to be asked why."""

    plan: Plan
    costs: Costs
    jobs: Sequence[Job]
    agents: Sequence[Agent]

    @cached_property
    def given(self) -> Mapping[int, list[Job]]:
        """What each person is given, by id."""
        found = defaultdict[int, list[Job]](list)
        for job in self.jobs:
            if job.case_id in self.plan.chosen:
                found[self.plan.chosen[job.case_id]].append(job)
        return found

    @cached_property
    def keys_given(self) -> Mapping[int, str]:
        """The numbers of what each person is given, by id."""
        return {who: ", ".join(job.key for job in jobs) for who, jobs in self.given.items()}

    def taker(self, job: Job) -> Agent | None:
        """Who is given a case."""
        at = self._place.get(self.plan.chosen.get(job.case_id, 0))
        return None if at is None else self.agents[at]

    @cached_property
    def _place(self) -> Mapping[int, int]:
        return {agent.id: at for at, agent in enumerate(self.agents)}

    @cached_property
    def _row(self) -> Mapping[int, int]:
        return {job.case_id: at for at, job in enumerate(self.jobs)}

    @cached_property
    def _loads(self) -> Mapping[int, int]:
        return {
            agent.id: agent.load + sum(job.weight for job in self.given.get(agent.id, ()))
            for agent in self.agents
        }

    def load_then(self, agent: Agent, without: Job | None = None) -> int:
        """What somebody holds once the plan is done, this case left out."""
        load = self._loads[agent.id]
        if without is None or self.plan.chosen.get(without.case_id) != agent.id:
            return load
        return load - without.weight

    def against(self, job: Job, agent: Agent) -> Against:
        """Why somebody who could take it does not: no room then, more likely late with them, a
        fuller desk, or just as good; or that the search was not carried to its end."""
        load = self.load_then(agent)
        if load + job.weight > agent.capacity:
            return "room_then"
        taker = self._place.get(self.plan.chosen.get(job.case_id, 0))
        if taker is None:
            return "searched"
        row = self.costs.pairs[self._row[job.case_id]]
        later = row[self._place[agent.id]] - row[taker]
        fuller = self.crowd(agent, job) - self.crowd(self.agents[taker], job)
        if later + fuller < -_NEAR:
            return "searched"
        return "later" if later > _NEAR else "fuller" if fuller > _NEAR else "same"

    def crowd(self, agent: Agent, job: Job) -> float:
        """What this case adds to a desk that the plan has filled with the others."""
        at, before = self._place[agent.id], self.load_then(agent, job) - agent.load
        costs = self.costs
        return costs.crowding(at, before + job.weight) - costs.crowding(at, before)

    def could(self, job: Job) -> list[Agent]:
        """Who could take a case, were there no others."""
        row = self.costs.pairs[self._row[job.case_id]]
        return [agent for agent, cost in zip(self.agents, row, strict=True) if isfinite(cost)]
