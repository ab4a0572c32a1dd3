"""Corrective actions (rule 28): their kinds, their life, and when their owners are reminded.

An action is the fold of its events, so that one of the past can be read from those of then.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from models.handbook.articles import PREFIXES
from models.handbook.instants import from_seconds
from models.handbook.roster import Roster

PREVENT, DETECT, MITIGATE, PROCESS = "prevent", "detect", "mitigate", "process"
KINDS: Final = (PREVENT, DETECT, MITIGATE, PROCESS)
OPEN, DONE, DROPPED = "open", "done", "dropped"
STATUSES: Final = (OPEN, DONE, DROPPED)
PRIORITIES: Final = (1, 2, 3)
"""1 is the most urgent."""

MADE, CHANGED, FINISHED, GIVEN_UP, REOPENED, NUDGED = (
    "made", "changed", "done", "dropped", "reopened", "nudged",
)  # fmt: skip
"""Kinds of `ActionEvent`: made (every field of `FIELDS`), changed (`was`, `is`: the fields that
changed; `why`), done (`evidence`), dropped and reopened (`why`), nudged (`person_id`, `stage`). All
but the last have the `version` they made; what takes the step before it back says `taken_back`, and
where that ends an action again, `at` in seconds: when it had ended."""

FIELDS: Final = (
    "title", "kind", "priority", "owner_id", "owner_role", "due_on", "effect", "postmortem_id",
    "review",
)  # fmt: skip
"""What is said of an action when it is made; the last two never change."""

CASE_KEY: Final = "CS-"
_A_KEY: Final = re.compile(rf"(?:{CASE_KEY}|(?:{'|'.join(PREFIXES.values())})-)\d{{1,9}}")

NOTICE: Final = timedelta(days=7)
"""An owner is reminded so long before the day, and as often once it is past."""


class Happened(NamedTuple):
    """An event of an action."""

    kind: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Life:
    """What events come to: the fields as they are, how it stands, how often its day was moved."""

    fields: Mapping[str, Any]
    status: str
    evidence: str
    first_due_on: str
    moved: int
    made_at: datetime
    changed_at: datetime
    ended_at: datetime | None


def life_of(events: Iterable[Happened]) -> Life | None:
    """An action from its events in their order; None where it was not made yet."""
    found: Life | None = None
    for event in events:
        found = _after(found, event)
    return found


def _after(life: Life | None, event: Happened) -> Life | None:
    if event.kind == MADE:
        data = dict(event.data)
        return Life(data, OPEN, "", data["due_on"], 0, event.at, event.at, None)
    if life is None or event.kind == NUDGED:
        return life
    fields, moved = life.fields, life.moved
    status, evidence, ended = life.status, life.evidence, life.ended_at
    if event.kind == CHANGED:
        fields = {**fields, **event.data["is"]}
        moved += moves(event.data)
    elif event.kind == REOPENED:
        status, evidence, ended = OPEN, "", None
    else:
        status, ended = (
            event.kind,
            from_seconds(event.data["at"]) if "at" in event.data else event.at,
        )
        evidence = str(event.data.get("evidence") or event.data.get("why") or "")
    return Life(
        fields, status, evidence, life.first_due_on, moved, life.made_at, event.at, ended
    )  # fmt: skip


def moves(data: Mapping[str, Any]) -> int:
    """By how much a change adds to how often an action was carried over: by one where its day was
    put off, less one where that was taken back."""
    if "due_on" not in data["is"]:
        return 0
    if data.get("taken_back"):
        return -int(data["is"]["due_on"] < data["was"]["due_on"])
    return int(data["is"]["due_on"] > data["was"]["due_on"])


def is_key(evidence: str) -> bool:
    """Whether evidence is the key of a case or an article, which can be opened."""
    return _A_KEY.fullmatch(evidence) is not None


def stage(due_on: date, today: date) -> str:
    """Of what its owner is reminded today, empty where of nothing: a week before, on the day, and
    weekly once it is overdue. Each is named by the day it is about, so that a day that was moved
    reminds anew."""
    if today < due_on - NOTICE:
        return ""
    if today < due_on:
        return f"soon {due_on}"
    if today == due_on:
        return f"due {due_on}"
    return f"overdue {due_on} {(today - due_on).days // NOTICE.days + 1}"


def whose(owner_id: int | None, role: str, roster: Roster, at: int) -> frozenset[int]:
    """Whom an action is with at an instant: its owner or who stands in for them, or else, where
    there is none or they have left, whoever holds the role."""
    if owner_id is not None and roster.on_team(owner_id):
        present = roster.present(owner_id, at)
        if present is not None:
            return frozenset((present,))
    return roster.holders(role, at)
