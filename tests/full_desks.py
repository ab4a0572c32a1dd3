"""Desks with a real history, for tests of figures: the sample log, and the demo."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from desktop.demo.make import make_demo
from desktop.imports.servicenow import import_servicenow
from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, SHARED_DATA
from tests.made_desks import copy_made

SAMPLE = SHARED_DATA / "servicenow" / "sample_dev_2000cases.csv"
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason=f"no {SAMPLE.name} here")
AFTER_THE_LOG = datetime(2017, 6, 1, 12, tzinfo=UTC)


def read_sample(database: Database) -> None:
    """Put the sample log into a desk: 2,000 incidents of 2016."""
    import_servicenow(database, SAMPLE, zone="Europe/Berlin")


def demo_at(path: Path, now: datetime = NOW) -> Database:
    """The demo desk as it is made at `now`, standing still there."""
    made = partial(make_demo, seed=1, now=now, handbook=HANDBOOK)
    copy_made(path, ("demo", now), made)
    return Database(open_checked(path), StoppedClock(now))
