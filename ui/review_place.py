"""Where a page leads that sends somebody into a tab of the Reviews page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewPlace:
    """The tab of this id ("postmortems"), showing what its `location()` said (None: as it was)."""

    tab: str
    location: object = None
