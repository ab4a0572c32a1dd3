"""How much work cases are supposed to take, where nothing was learnt of it."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from models.handbook.assignment import Job
from models.handbook.backlog import Floats

_FIRST_LOOK: Final = 1 / 3
"""Of a unit of load: how long an answer takes."""
_SPREAD: Final = 1.0


def supposed_wholes(jobs: Sequence[Job], futures: int, seed: int) -> Floats:
    """Seconds of work in each future, as (futures, cases): half of them take more than the
    handbook says such a case takes."""
    return _drawn(jobs, [job.seconds for job in jobs], futures, seed, 1)


def supposed_answers(jobs: Sequence[Job], unit_seconds: int, futures: int, seed: int) -> Floats:
    """The same of an answer."""
    return _drawn(jobs, [unit_seconds * _FIRST_LOOK] * len(jobs), futures, seed, 0)


def _drawn(
    jobs: Sequence[Job], medians: Sequence[float], futures: int, seed: int, which: int
) -> Floats:
    """A case's futures depend on the seed and on the case alone, not on who else is looked at."""
    found = np.empty((futures, len(jobs)))
    for at, (job, median) in enumerate(zip(jobs, medians, strict=True)):
        key = np.array([job.case_id, seed], dtype=np.uint64)
        stream = np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, which]))
        found[:, at] = median * np.exp(_SPREAD * stream.standard_normal(futures))
    return found
