"""How one printing of a paper differs from another: the paper, the instant, the data with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

PAPERS: Final = ("a4", "letter")


@dataclass(frozen=True)
class Edition:
    """On which of `PAPERS`, as of which instant, and with what data attached."""

    paper: str = "a4"
    as_of: datetime | None = None
    data: dict[str, Any] | None = None


PLAIN: Final = Edition()
