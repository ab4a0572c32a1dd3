"""What each move by itself adds: the same as its effect says (rule 23)."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given

from models.errors import KnownError
from models.handbook.desks import Desks
from models.handbook.move_costs import move_costs
from models.handbook.what_if import effect
from tests.models.handbook.boards import board, boards, due, held, people


@given(boards())
def test_each_pair_costs_what_its_effect_says(desks: Desks) -> None:
    every = list(range(len(desks.cases)))
    may = np.ones((len(every), len(desks.agents)), dtype=np.bool_)
    found = move_costs(desks, every, may)
    for at, case in enumerate(desks.cases):
        for who, agent in enumerate(desks.agents):
            told = effect(desks, [case.job.case_id], agent.id)
            assert isclose(found[at, who], -told.gain, abs_tol=1e-6)
    assert not move_costs(desks, every, ~may).any()


def test_it_stops_where_it_is_told_to() -> None:
    looked: list[int] = []

    def look() -> None:
        looked.append(1)
        if len(looked) == 2:
            raise KnownError("Stopped", "Nobody waits any more.")

    desks = board([held(1, 1, due(1)), held(2, 2, due(2))], people("Ana", "Ben", "Chen"))
    may = np.ones((2, 3), dtype=np.bool_)
    with pytest.raises(KnownError, match="Nobody waits"):
        move_costs(desks, [0, 1], may, look)
    assert len(looked) == 2
