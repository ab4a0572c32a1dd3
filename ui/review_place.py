"""Where a page leads that sends somebody into a tab of the Reviews page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NewPostmortem:
    """A location of the tab of postmortems: a new one, of these breached cases."""

    case_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReviewPlace:
    """The tab of this id ("postmortems"), showing what its `location()` said (None: as it was)."""

    tab: str
    location: object = None


def postmortem_of(case_ids: Sequence[int]) -> ReviewPlace:
    """Where a postmortem of these cases is begun."""
    return ReviewPlace("postmortems", NewPostmortem(tuple(dict.fromkeys(case_ids))))
