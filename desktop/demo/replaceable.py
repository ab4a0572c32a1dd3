"""Whether a file may be replaced by a new sample desk: never somebody's own desk, nor what somebody
entered on a sample."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from models.engine import open_engine
from models.entities import DeskValue, Operation
from models.errors import KnownError
from models.queries.people import NEWCOMER
from models.revisions import revision_of
from models.schema import as_url
from models.sqlite_file import check_existing

MADE_BY: Final = "demo-"
"""How the ids of what the generator writes begin."""

_BY_ITSELF: Final = (
    "assign_since_night", "claim_action_chores", "claim_burns", "claim_chores", "claim_crossings",
    "claim_postmortem_chores", "claim_unshown", "escalate_unseen", "find_stale", "fire_again",
    "fire_due", "learn_leads", "mark_actions_told", "mark_burns_told",
    "mark_chores_told", "mark_crossings_told", "mark_noticed", "mark_reviews_told", "mark_shown",
    "note_login",
    "record_burns", "record_crossings", "record_post", "tell_new_holders",
)  # fmt: skip
"""What a watch writes though nobody does anything."""


def check_replaceable(path: Path, anew: bool) -> None:
    """Raises `KnownError` where what is there stays; `anew` gives up what was entered on it."""
    if not path.exists():
        return
    sample, used = _what_it_is(path)
    if not sample:
        raise KnownError(
            "Not a sample desk", f"{path} is a desk of somebody's own, and stays as it is.",
            "Choose another folder for the sample.",
        )  # fmt: skip
    if used and not anew:
        raise KnownError(
            "There is something of yours on it",
            f"Something was entered on the sample desk {path}, so it stays as it is.",
            "Open it with --database, choose another --folder, or give --anew to replace it.",
        )  # fmt: skip


def was_used(path: Path) -> bool:
    """Whether this is a sample desk on which somebody entered something."""
    return path.exists() and _what_it_is(path)[1]


def _what_it_is(path: Path) -> tuple[bool, bool]:
    """(a sample desk, and one on which somebody entered something)."""
    check_existing(path)
    engine = open_engine(as_url(path))
    try:
        with engine.connect() as connection:
            sample = _is_sample(connection)
            return sample, sample and _was_used(connection)
    finally:
        engine.dispose()


def _is_sample(connection: Connection) -> bool:
    newcomer = select(DeskValue.value).where(DeskValue.name == NEWCOMER)
    return bool(revision_of(connection)) and connection.scalar(newcomer) is not None


def _was_used(connection: Connection) -> bool:
    ours = Operation.id.startswith(MADE_BY, autoescape=True), Operation.intent.in_(_BY_ITSELF)
    by_somebody = select(Operation.id).where(*(~one for one in ours)).limit(1)
    return connection.scalar(by_somebody) is not None
