"""Handing the cases of whoever goes on leave to whoever stands in, and taking them back."""

from functools import partial

from models.commands.handing_over import hand_over_of, take_back
from models.queries.handover import HandOver
from models.text import counted
from ui.messages import tr
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked


def give_words(found: HandOver) -> str:
    """What the button says; nothing where there is nothing to give, or nobody to take it."""
    if not found.given or not found.to:
        return ""
    many = counted(len(found.given), "Give 1 case to {name}", "Give {count} cases to {name}")
    return tr(many, name=found.to)


def giving(found: HandOver) -> Asked:
    """All that was listed to be given and is theirs still."""
    back = partial(take_back, of=found.to_id, person_id=found.person_id)
    command = with_way_back(hand_over_of, lambda given: partial(back, case_ids=given))
    saying = tr("Handed over to {name}", name=found.to)
    cases = list(found.given)
    return Asked(
        command, {"case_ids": cases, "of": found.person_id, "person_id": found.to_id}, saying
    )
