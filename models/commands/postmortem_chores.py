"""A postmortem that waits is told once to whoever it waits for."""

from dataclasses import replace
from typing import Final

from models.entities import PostmortemEvent
from models.handbook.postmortems import NUDGED
from models.queries.postmortem_life import Chore, postmortem_chores
from models.work import Work

MOST_TOLD: Final = 3
"""So many that wait at once are told each by itself."""


def claim_postmortem_chores(work: Work, person_id: int) -> list[Chore]:
    """What waits for a person and they were not told of; from now on they are. Of many at once one
    stands for all."""
    work.hold_person(person_id)
    found = postmortem_chores(work.session, person_id, work.now, untold=True)
    for chore in found:
        work.session.add(
            PostmortemEvent(postmortem_id=chore.postmortem_id, kind=NUDGED, at=work.now,
                            person_id=None, data={"person_id": person_id, "on": chore.on})
        )  # fmt: skip
    return found if len(found) <= MOST_TOLD else [replace(found[0], more=len(found) - 1)]
