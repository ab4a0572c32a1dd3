"""How much hands-on work each past case took, whoever did it (see `work_times`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.handbook.past_clocks import Hours, PastClock, worked
from models.handbook.policy import RESOLUTION


def hands_on_seconds(
    clocks: Sequence[PastClock], hours: Hours, as_of: int
) -> Mapping[int, float]:  # fmt: skip
    """By case, what its resolution took in all its cycles: working time, divided by how many
    whoever had it held meanwhile. Of an open case, what it has had so far."""
    begun = [one for one in clocks if one.started_at < as_of]
    found = defaultdict[int, float](float)
    for clock, work in zip(begun, worked(begun, hours, as_of).past, strict=True):
        if clock.commitment == RESOLUTION:
            found[clock.case_id] += work.seconds / max(work.held, 1.0)
    return dict(found)
