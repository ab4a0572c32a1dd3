"""What the team writes down: its kinds, each kind's own states, and the life of an article."""

from collections.abc import Mapping
from typing import Final

KNOWN_ISSUE, HOW_TO, PLAYBOOK, DECISION = "known_issue", "how_to", "playbook", "decision"
KINDS: Final = (KNOWN_ISSUE, HOW_TO, PLAYBOOK, DECISION)
PREFIXES: Final[Mapping[str, str]] = {
    KNOWN_ISSUE: "KI", HOW_TO: "HT", PLAYBOOK: "PB", DECISION: "DE",
}  # fmt: skip
"""What the keys of a kind begin with: KI-12."""

SUSPECTED, CONFIRMED, WORKAROUND, FIXED, WONT_FIX = (
    "suspected", "confirmed", "workaround", "fixed", "wont_fix",
)  # fmt: skip
PROPOSED, ACCEPTED, SUPERSEDED = "proposed", "accepted", "superseded"
STATES: Final[Mapping[str, tuple[str, ...]]] = {
    KNOWN_ISSUE: (SUSPECTED, CONFIRMED, WORKAROUND, FIXED, WONT_FIX),
    DECISION: (PROPOSED, ACCEPTED, SUPERSEDED),
}
"""A kind's own words, the first for a new one; a how-to and a playbook have none."""

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    KNOWN_ISSUE: ("versions", "environment", "fixed_in"),
    DECISION: ("deciders", "review_on", "superseded_by"),
}
"""A kind's own facts, typed beside its text; `review_on` is an ISO date."""

DRAFT, IN_REVIEW, PUBLISHED, NEEDS_VERIFICATION, ARCHIVED = (
    "draft", "in_review", "published", "needs_verification", "archived",
)  # fmt: skip
STATUSES: Final = (DRAFT, IN_REVIEW, PUBLISHED, NEEDS_VERIFICATION, ARCHIVED)
LIFE: Final[Mapping[str, tuple[str, ...]]] = {
    DRAFT: (IN_REVIEW, PUBLISHED, ARCHIVED),
    IN_REVIEW: (PUBLISHED, DRAFT, ARCHIVED),
    PUBLISHED: (NEEDS_VERIFICATION, DRAFT, ARCHIVED),
    NEEDS_VERIFICATION: (PUBLISHED, DRAFT, ARCHIVED),
    ARCHIVED: (DRAFT, PUBLISHED),
}
"""Where each may go on to."""

READABLE: Final = (PUBLISHED, NEEDS_VERIFICATION)
"""What is given as an answer: what waits to be verified is never hidden for it."""

MOVED, ASKED, JUDGED, VERIFIED, OWNED, NUDGED = (
    "moved", "asked", "judged", "verified", "owned", "nudged",
)  # fmt: skip
"""Kinds of `ArticleEvent`: moved (`from`, `to`, `why`), asked (`reviewer_id`, `due_on`), judged
(`case_id`, `verdict` helped or wrong, `words`), verified (`why`), owned (`owner_id`), nudged
(`person_id`, `what`, `on`: told once of what waits for them)."""

HELPED, WRONG = "helped", "wrong"
VERDICTS: Final = (HELPED, WRONG)
"""What somebody says of an article that was tried on a case; their last word on it counts."""


def first_state(kind: str) -> str:
    """The state of a new article of a kind; empty where it has none."""
    return STATES.get(kind, ("",))[0]


def may_move(status: str, to: str) -> bool:
    """Whether an article may go on to this status."""
    return to in LIFE.get(status, ())
