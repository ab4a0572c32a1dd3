"""How much work cases take: learnt from the team's own history (handbook, rule 23).

What is looked at is hands-on work: the time a case took in working hours, divided by how many the
person held meanwhile, for whoever has ten takes each up a tenth of the time. What was learnt of an
agent is drawn towards the team's (priority and category, then priority), and that towards what the
handbook supposes, the more the fewer cases it comes from. Of a case at work, what is left is what
is left of those that took at least as long.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Final, Literal, NamedTuple

import numpy as np

from models.handbook.assignment_terms import USUAL, AssignmentTerms
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.work_curves import (
    LEAST_SECONDS,
    MEDIAN_AT,
    Floats,
    curve_of,
    mark_of,
    mean_log,
    seconds_at,
    spread_curve,
    towards,
)

LEARNT: Final = (FIRST_RESPONSE, RESOLUTION)
"""The commitments whose times are learnt: cadence is a habit, not a piece of work."""
STRENGTH: Final = 10.0
"""So many cases of its own count as much as what is supposed without them."""
MOST_PACE: Final = 4.0
"""Nobody is taken to be faster or slower than the team by more than this."""
_FIRST_LOOK: Final = 1 / 3
"""Of a unit of load: how long a first response takes, where nothing was seen."""
_SPREAD: Final = 1.0

Basis = Literal["agent", "category", "priority", "handbook"]
"""What most of a time comes from."""


class CaseKind(NamedTuple):
    """What the work of an open case depends on; `spent` is the hands-on work it has had, in
    seconds."""

    case_id: int
    priority: str
    category: str = ""
    agent_id: int | None = None
    spent: float = 0.0


class PastWork(NamedTuple):
    """A commitment of a past case: the working time that it took and how many were held meanwhile.

    Of one that has not `ended`, how long it has taken so far.
    """

    commitment: str
    priority: str
    category: str
    agent_id: int | None
    seconds: float
    held: float = 1.0
    ended: bool = True

    @property
    def work(self) -> float:
        """Hands-on work."""
        return max(self.seconds, LEAST_SECONDS) / max(self.held, 1.0)


Key = tuple[str, str, str]
"""Commitment, priority, category; without a category it is all of a priority's."""


@dataclass(frozen=True, slots=True)
class WorkTimes:
    """What was learnt, and from how much: `cases` counts what each curve was made of; `paces` is
    how long somebody takes beside the team, 1 as long, and `paced` from how many of their cases."""

    terms: AssignmentTerms = USUAL
    curves: Mapping[Key, Floats] = field(default_factory=dict)
    cases: Mapping[Key, int] = field(default_factory=dict)
    paces: Mapping[tuple[str, int], float] = field(default_factory=dict)
    paced: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def draws(
        self, kinds: Sequence[CaseKind], futures: int, seed: int, commitment: str = RESOLUTION
    ) -> Floats:
        """Seconds of hands-on work left of each case in each future, as (futures, cases).

        A case's futures depend on the seed and on the case alone, not on who else is looked at; on
        whoever has it only by their pace. The first hundred of a thousand are those of a hundred.
        """
        found = np.empty((futures, len(kinds)))
        for place, kind in enumerate(kinds):
            curve = self.curve(commitment, kind)
            further = chances(seed, kind.case_id, futures, LEARNT.index(commitment))
            whole = seconds_at(curve, mark_of(curve, kind.spent) + further)
            found[:, place] = np.maximum(whole - kind.spent, LEAST_SECONDS)
        return found

    def curve(self, commitment: str, kind: CaseKind) -> Floats:
        """The curve of the whole work of such a case, with the person's own pace."""
        base = self.team_curve(commitment, kind.priority, kind.category)
        return base + log(self.pace(commitment, kind.agent_id))

    def team_curve(self, commitment: str, priority: str, category: str = "") -> Floats:
        """The same with nobody in particular."""
        for key in ((commitment, priority, category), (commitment, priority, "")):
            if key in self.curves:
                return self.curves[key]
        return supposed(self.terms, commitment, priority)

    def pace(self, commitment: str, agent_id: int | None) -> float:
        """How long somebody takes beside the team: 1 is as long."""
        return 1.0 if agent_id is None else self.paces.get((commitment, agent_id), 1.0)

    def median(
        self, priority: str, category: str = "", agent_id: int | None = None,
        commitment: str = RESOLUTION,
    ) -> float:  # fmt: skip
        """Half of such cases take more work than this, in seconds."""
        curve = self.curve(commitment, CaseKind(0, priority, category, agent_id))
        return exp(float(curve[MEDIAN_AT]))

    def basis(
        self, priority: str, category: str = "", agent_id: int | None = None,
        commitment: str = RESOLUTION,
    ) -> Basis:  # fmt: skip
        """What weighs most in it: the first, from the nearest on, that has cases enough."""
        looked: tuple[tuple[Basis, int], ...] = (
            ("agent", self.paced.get((commitment, agent_id or 0), 0)),
            ("category", self.cases.get((commitment, priority, category), 0) if category else 0),
            ("priority", self.cases.get((commitment, priority, ""), 0)),
        )
        return next((name for name, count in looked if count >= STRENGTH), "handbook")


def supposed(terms: AssignmentTerms, commitment: str, priority: str) -> Floats:
    """What the handbook supposes: half take more than the work it says such a case takes."""
    if commitment == FIRST_RESPONSE:
        return spread_curve(terms.unit_seconds * _FIRST_LOOK, _SPREAD)
    return spread_curve(terms.time_needed(priority), _SPREAD)


def learn(past: Iterable[PastWork], terms: AssignmentTerms = USUAL) -> WorkTimes:
    """What these cases teach; with none of them it is all the handbook's."""
    groups = defaultdict[Key, list[PastWork]](list)
    for one in past:
        groups[one.commitment, one.priority, ""].append(one)
        if one.category:
            groups[one.commitment, one.priority, one.category].append(one)
    curves, cases = dict[Key, Floats](), dict[Key, int]()
    for key in sorted(groups, key=lambda key: key[2]):  # all of a priority before its categories
        commitment, priority, category = key
        parent = curves[commitment, priority, ""] if category else None
        if parent is None:
            parent = supposed(terms, commitment, priority)
        rows = groups[key]
        cases[key] = sum(one.ended for one in rows)
        own = curve_of(
            np.array([one.work for one in rows]), np.array([one.ended for one in rows]), parent
        )
        curves[key] = towards(own, parent, cases[key], STRENGTH)
    paces, paced = _paces(groups, curves)
    return WorkTimes(terms, curves, cases, paces, paced)


def _paces(
    groups: Mapping[Key, Sequence[PastWork]], curves: Mapping[Key, Floats]
) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], int]]:
    """How long each person takes beside what the team takes for the same."""
    apart, counts = defaultdict[tuple[str, int], float](float), Counter[tuple[str, int]]()
    usual = {key: mean_log(curve) for key, curve in curves.items()}
    for (commitment, priority, category), rows in groups.items():
        if category:
            continue
        for one in rows:
            if one.ended and one.agent_id is not None:
                whose = commitment, one.agent_id
                apart[whose] += log(one.work) - usual[commitment, priority, one.category]
                counts[whose] += 1
    most = log(MOST_PACE)
    paces = {
        whose: exp(min(max(apart[whose] / (counts[whose] + STRENGTH), -most), most))
        for whose in counts
    }
    return paces, dict(counts)


def chances(seed: int, case_id: int, count: int, which: int) -> Floats:
    """Exponential draws of one case's own stream, one of several."""
    key = np.array([case_id, seed], dtype=np.uint64)
    stream = np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, which]))
    return stream.standard_exponential(count)
