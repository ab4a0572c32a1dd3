"""Owners of corrective actions are reminded once of each day that matters."""

from dataclasses import replace
from typing import Final

from models.entities import ActionEvent
from models.handbook.corrective_actions import NUDGED
from models.queries.action_chores import ActionChore, action_chores
from models.work import Work

MOST_TOLD: Final = 3
"""So many that are due at once are told each by itself."""


def claim_action_chores(work: Work, person_id: int) -> list[ActionChore]:
    """What a person is reminded of and was not yet; from now on they are. Of many at once one
    stands for all."""
    work.hold_person(person_id)
    found = action_chores(work.session, person_id, work.now, untold=True)
    for chore in found:
        data = {"person_id": person_id, "stage": chore.stage}
        work.session.add(ActionEvent(
            action_id=chore.id, kind=NUDGED, at=work.now, person_id=None, data=data
        ))  # fmt: skip
    return found if len(found) <= MOST_TOLD else [replace(found[0], more=len(found) - 1)]
