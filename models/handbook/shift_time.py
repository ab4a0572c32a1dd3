"""How much somebody works until an instant, and when a piece of work is done, within shifts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.handbook.roster import Span

Floats = NDArray[np.float64]


def worked_until(spans: Sequence[Span], now: int, instants: Floats) -> Floats:
    """Seconds of these ascending spans that lie between now and each instant; 0 of one that is
    past."""
    begins, lengths, before = _laid_out(spans, now)
    last = np.maximum(np.searchsorted(begins, instants, side="right") - 1, 0)
    found: Floats = before[last] + np.clip(instants - begins[last], 0, lengths[last])
    return found


def done_at(spans: Sequence[Span], now: int, work: Floats) -> Floats:
    """When so many seconds of work are done; no end (infinite) where the spans do not hold it."""
    begins, _, before = _laid_out(spans, now)
    last = np.minimum(np.searchsorted(before[1:], work, side="left"), len(begins) - 1)
    found: Floats = np.where(work <= before[-1], begins[last] + work - before[last], np.inf)
    return found


def _laid_out(spans: Sequence[Span], now: int) -> tuple[Floats, Floats, Floats]:
    """Where each span begins, how long it is, and what was worked before it; all of it last."""
    rows = np.maximum(np.array(spans or [(now, now)], dtype=np.float64), now)
    lengths = rows[:, 1] - rows[:, 0]
    return rows[:, 0], lengths, np.concatenate([[0.0], np.cumsum(lengths)])
