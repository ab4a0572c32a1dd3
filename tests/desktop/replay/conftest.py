"""Desks with a past, and copies of them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from desktop.replay.copy import past_copy
from models.database import Database
from models.desk_time import StoppedClock
from tests.conftest import FULL, MovingClock
from tests.desktop.replay.histories import History

Copied = Callable[[datetime], Database]


@pytest.fixture(params=[1, 2] if FULL else [1])
def history(request: pytest.FixtureRequest, database: Database, clock: MovingClock) -> History:
    """A desk after eighty writes."""
    history = History(database, clock, Random(request.param))
    history.live(80)
    return history


@pytest.fixture
def copied(database: Database, tmp_path: Path) -> Iterator[Copied]:
    """Makes copies of the desk as it was known at an instant."""
    made: list[Database] = []

    def copy(instant: datetime) -> Database:
        path = tmp_path / f"past-{len(made)}.db"
        made.append(past_copy(database, path, instant, StoppedClock(instant)))
        return made[-1]

    yield copy
    for one in made:
        one.close()
