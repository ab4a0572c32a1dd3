"""A forecast of 72 hours in 1,000 futures for 300 open cases; and how good past ones were.

The reference is what no such simulation can leave out: a draw for every case and future, and in
every step how full each desk is, what each case gets of it, and which are done; cases to come are
there from the beginning, and none ever leaves.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from models.forecast_words import trust_words
from models.handbook.arrivals import Came, learn_arrivals
from models.handbook.calibration import Calibration
from models.handbook.forecast import forecast
from models.handbook.forecast_desk import DeskNow, OpenCase, OpenClock
from models.handbook.forecast_team import Team, Worker
from models.handbook.past_clocks import Hours
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, RESOLUTION
from models.handbook.policy_file import read_policy
from models.handbook.work_times import PastWork, learn
from models.handbook.working_hours import DAY_SECONDS
from models.handbook.zones import zone
from tests.benchmarks.desks import HANDBOOK, NOW
from tests.benchmarks.figures import Figure, paired, timed
from tests.conftest import SHARED_DATA

CASES, PEOPLE, FUTURES, HOURLY = 300, 30, 1_000, 4
STEPS: Final = 80
BAR: Final = 2.0
"""Times the bare arithmetic; the goal is one second in all, which `detail` tells."""
SAMPLE: Final = SHARED_DATA / "servicenow" / "sample_dev_2000cases.csv"
AS_OF: Final = datetime(2016, 5, 27, 12, tzinfo=UTC)
"""In the last week in which the sample tells of many cases."""


def run() -> Iterator[Figure]:
    """The simulation; and the sample's calibration, printed where it is at hand."""
    desk = _desk(Random(6))
    ours, bare = paired(timed(partial(forecast, desk, FUTURES, 6)), timed(_bare), rounds=5)
    yield Figure(
        "forecast, 72 hours", ours, bare, bound="at most", bar=BAR,
        detail=f"{CASES} open cases, {HOURLY} an hour to come, {PEOPLE} people, {FUTURES:,} "
        f"futures: {ours:.2f} s (the goal is 1 s)",
    )  # fmt: skip
    if SAMPLE.exists():
        print(_told(calibration_of_the_sample()), file=sys.stderr)
    else:
        print("no sample log here: nothing to calibrate on", file=sys.stderr)


def calibration_of_the_sample() -> Calibration:
    """How good the forecasts of the sample log's desk would have been."""
    from desktop.connection import desk_at
    from desktop.imports.servicenow import import_servicenow
    from models.database import Database
    from models.desk_time import StoppedClock
    from models.queries.calibration import calibration
    from models.schema import create_desk, open_checked

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "desk.db")
        create_desk(
            path, title="Sample", zone="Europe/Berlin", handbook=HANDBOOK.read_text("utf-8"),
            now=datetime(2016, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        database = Database(open_checked(path), StoppedClock(NOW))
        import_servicenow(database, SAMPLE, zone=None)
        database.close()
        with desk_at(path, AS_OF, None) as as_it_was:
            found = as_it_was.read(partial(calibration, now=AS_OF))
    return found


def _told(found: Calibration) -> str:
    rows = (
        f"  said {one.said:.2f}, happened {one.happened:.2f} ({one.count})" for one in found.bins
    )
    told = f"Brier {found.brier:.3f}, of the average {found.usual:.3f}, off by {found.off:.3f}"
    return "\n".join((f"sample log: {trust_words(found)}", told, *rows))


def _desk(random: Random) -> DeskNow:
    """A desk by chance: shifts from nine to five of thirty people, cases of each priority."""
    policy = read_policy(HANDBOOK.read_text("utf-8").replace("@team_zone@", "Europe/Berlin"), 1)
    now, calendars = int(NOW.timestamp()), {c.fingerprint: c for c in policy.calendars.values()}
    midnight = now - now % DAY_SECONDS
    shifts = [(midnight + day * DAY_SECONDS + 7 * 3600, midnight + day * DAY_SECONDS + 15 * 3600)
              for day in range(20)]  # fmt: skip
    people = {1 + at: shifts for at in range(PEOPLE)}
    cases = tuple(
        OpenCase(1 + at, PRIORITIES[at % 4], _clocks(random, now, policy.team.fingerprint), "",
                 1 + random.randrange(PEOPLE) if at % 10 else None)
        for at in range(CASES)
    )  # fmt: skip
    came = [Came(now - at * 3600 // HOURLY, PRIORITIES[at % 4]) for at in range(1, 20_000)]
    arrivals = learn_arrivals(came, now - 4_000 * 3600, now, zone("Europe/Berlin"))
    past = [PastWork(RESOLUTION, priority, "", 1 + at % PEOPLE, random.expovariate(1 / 1_800))
            for at in range(400) for priority in PRIORITIES]  # fmt: skip
    workers = tuple(Worker(one, 20) for one in people)
    return DeskNow(
        now, policy, cases, learn(past), arrivals, Team(workers, Hours(calendars, people)),
        coming_needs=tuple(() for _ in arrivals.kinds),
    )  # fmt: skip


def _clocks(random: Random, now: int, calendar: str) -> tuple[OpenClock, ...]:
    due = now + random.randrange(3_600, 80 * 3_600)
    resolution = OpenClock(RESOLUTION, calendar, due)
    first = OpenClock(FIRST_RESPONSE, calendar, now + random.randrange(60, 14_400))
    return (first, resolution) if random.random() < 0.3 else (resolution,)


def _bare() -> float:
    stream, count = np.random.default_rng(6), (CASES + 72 * HOURLY) * FUTURES
    left = stream.standard_exponential(count)
    desk = stream.integers(0, PEOPLE * FUTURES, count)
    done = 0
    for _ in range(STEPS):
        load = np.bincount(desk, minlength=PEOPLE * FUTURES)
        left -= 0.01 / load[desk]
        done += len(np.flatnonzero(left < 0))
    return done
