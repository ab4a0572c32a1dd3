"""Where a page leads that has begun an article: into the editor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ToEdit:
    """The article of this key, to be edited at once."""

    key: str
