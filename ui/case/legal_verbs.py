"""Which of a case's actions are legal, as it is."""

from typing import Final

from models.handbook.intake import WAITING, may
from models.handbook.policy import RESOLUTION
from models.queries.case import CaseDetail
from ui.case.by_hand_forms import any_by_hand

NEEDS: Final = {
    "assign": "assign",
    "mine": "assign",
    "needs": "assign",
    "priority": "change_priority",
    "start": "work",
    "pause": "pause",
    "resume": "work",
    "resolve": "resolve",
    "close": "close",
    "reopen": "reopen",
    "thanks": "settle",
    "another": "settle",
    "survey": "survey",
    "exclude": "exclude",
    "cancelled": "exclude",
    "spam": "exclude",
    "duplicate": "exclude",
    "merge": "merge",
    "split": "split",
    "escalate": "escalate",
    "link": "link",
    "facts": "change_fields",
    "situation": "change_fields",
    "access": "note",
    "complete": "change_fields",
    "deadline": "change_by_hand",
    "began": "change_by_hand",
    "waited": "change_by_hand",
    "undo": "note",
}
"""What `intake.may` must allow for each action."""


def legal_verbs(case: CaseDetail) -> dict[str, bool]:
    """Each action by its name, and whether it can be chosen."""
    status = case.row.status
    legal = {name: may(needed, status) for name, needed in NEEDS.items()}
    came_back = any(cycles.commitment == RESOLUTION for cycles in case.earlier)
    also = {
        "pause": status not in WAITING,
        "resume": status in WAITING,
        "start": status == "new",
        "complete": bool(case.row.missing) and may("work", status),
        "survey": case.resolved_at is not None or came_back,
        "thanks": bool(case.unsettled),
        "another": bool(case.unsettled),
        "deadline": any_by_hand(case),
        "began": any_by_hand(case),
        "undo": not case.last_step.refusal,
    }
    return {name: so and also.get(name, True) for name, so in legal.items()}
