"""What stands between an alert and a person at this computer, as facts that can be copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from models.text import Text

Good = Literal["good", "doubt", "bad"]
MARKS: Final[dict[Good, str]] = {"good": "●", "doubt": "▲", "bad": "■"}


@dataclass(frozen=True)
class Fact:
    """One thing looked at: its name, what was found, and whether alerts get past it."""

    id: str
    name: Text
    says: Text
    state: Good = "good"

    def to_json(self) -> dict[str, Any]:
        """As `leadline doctor --json` gives it."""
        return {"fact": self.id, "state": self.state, "says": str(self.says)}


def as_lines(facts: Sequence[Fact]) -> list[str]:
    """The facts for a terminal, or to be pasted into a message."""
    width = max((len(str(fact.name)) for fact in facts), default=0)
    return [f"{MARKS[fact.state]} {fact.name!s:<{width}}  {fact.says}" for fact in facts]
