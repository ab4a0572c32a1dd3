"""A postmortem: what its parts are called, its way from a draft to the shelf, and what keeps it a
draft (handbook, rule 28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from models.handbook.contract_rules import folded
from models.text import Text, text

DRAFT, IN_REVIEW, REVIEWED, CLOSED = "draft", "in review", "reviewed", "closed"
STATUSES: Final = (DRAFT, IN_REVIEW, REVIEWED, CLOSED)
LIFE: Final[Mapping[str, tuple[str, ...]]] = {
    DRAFT: (IN_REVIEW,),
    IN_REVIEW: (REVIEWED, DRAFT),
    REVIEWED: (CLOSED, DRAFT),
    CLOSED: (DRAFT,),
}
"""Where each may go on to; back into a draft with a reason."""

NO_ACTION: Final = "no_action"
SECTIONS: Final[Mapping[str, str]] = {
    "scope": "Scope",
    "detection": "How it was noticed",
    "went_well": "What went well",
    "went_badly": "What did not",
    "lucky": "Where we were lucky",
    "surprised": "Why we were surprised",
    NO_ACTION: "No action, because",
}
"""Its texts beside what happened, by name and in their order, with their titles."""

MOVED, ASKED, OWNED, COMMENTED, NUDGED = "moved", "asked", "owned", "commented", "nudged"
"""Kinds of `PostmortemEvent`: moved (`from`, `to`, `why`), asked (`reviewer_id`, `due_on`), owned
(`owner_id`), commented (`words`), nudged (`person_id`: told once of what waits for them)."""

_STEP_WORDS: Final = {
    DRAFT: "Back to draft", IN_REVIEW: "Send for review", REVIEWED: "Approve", CLOSED: "Close",
}  # fmt: skip
_STATUS_WORDS: Final = {
    DRAFT: "Draft", IN_REVIEW: "In review", REVIEWED: "Reviewed", CLOSED: "Closed",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """All that a save of a postmortem says; `body` is what happened, in Markdown.

    A row of `timeline` has `at` (seconds), `words`, `case_id` (None: of no case), and what it is
    linked with: an event by its `event_id`, or an `alert` (its id, and what became of it), or a
    crossing of a `clock` (commitment, cycle, objective; where a fourth says “warning”, its first
    warning). One that somebody wrote is `by_hand` and has no link.
    """

    title: str
    body: str = ""
    case_ids: tuple[int, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    timeline: tuple[Mapping[str, Any], ...] = ()
    factors: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As a version is stored."""
        return {
            "title": self.title, "body": self.body, "case_ids": list(self.case_ids),
            "fields": dict(self.fields), "timeline": [dict(row) for row in self.timeline],
            "factors": list(self.factors),
        }  # fmt: skip


class Owned(Protocol):
    """A corrective action, as far as it says who does it and by when."""

    @property
    def owner_id(self) -> int | None:
        """Whoever does it."""

    @property
    def owner_role(self) -> str:
        """What reports name."""

    @property
    def due_on(self) -> str:
        """The ISO date."""


def said_of(kept: Any) -> Said:
    """What a postmortem's row says, or the `said` of a version."""
    told = kept if isinstance(kept, Mapping) else vars(kept)
    return Said(
        told["title"], told.get("body", ""), tuple(told.get("case_ids") or ()),
        dict(told.get("fields") or {}), tuple(told.get("timeline") or ()),
        tuple(told.get("factors") or ()),
    )  # fmt: skip


def row_of(*, at: int, words: str, case_id: int | None, **link: Any) -> dict[str, Any]:
    """A row of a timeline; without a link it is one by hand."""
    row: dict[str, Any] = {"event_id": None, "case_id": case_id, "at": at, "words": words}
    return row | {"by_hand": not link} | link


def link_of(row: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a row of a timeline is linked with; None of one by hand."""
    if row.get("event_id") is not None:
        return "event", row["event_id"]
    if row.get("alert") is not None:
        return "alert", *row["alert"]
    if row.get("clock") is not None:
        return "clock", row.get("case_id"), *row["clock"]
    return None


def steps(status: str) -> tuple[str, ...]:
    """Where it may go on to from there."""
    return LIFE.get(status, ())


def step_words(to: str) -> Text:
    """What a step is called on a button."""
    return text(_STEP_WORDS[to])


def status_words(status: str) -> Text:
    """A status as people read it; one of another program is shown as it is."""
    return text(_STATUS_WORDS.get(status, status))


def missing(said: Said, actions: Sequence[Owned]) -> tuple[Text, ...]:
    """Why it may not leave the draft; empty where it may."""
    found = []
    if not any(folded(name) for name in said.factors):
        found.append(text("Name at least one contributing factor."))
    owned = any(one.due_on and (one.owner_id is not None or one.owner_role) for one in actions)
    if not owned and not said.fields.get(NO_ACTION, "").strip():
        found.append(text("Add an action with an owner and a due date, or say why there is none."))
    return tuple(found)


def key_of(postmortem_id: int) -> str:
    """What it is called by: PM-3."""
    return f"PM-{postmortem_id}"


def id_meant(written: str) -> int | None:
    """Which one somebody means by “PM-3” or “3”; None where that is none."""
    said = written.strip().upper().removeprefix("PM-")
    return int(said) if said.isdecimal() and len(said) < _DIGITS else None


_DIGITS: Final = 16
