"""What stands between an alert and a person at this computer, as facts that can be copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from models.text import Text, text

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


def ways_words(facts: Sequence[Fact]) -> Text:
    """How alerts are told outside the window, by what was found: never more than is known."""
    states = {fact.id: fact.state for fact in facts}
    if states.get("service") == "good":
        return text("Alerts are shown as messages of your system, so that you hear of them at "
                    "other work.")  # fmt: skip
    if states.get("permission") == "doubt":
        return text("Alerts are handed to your system, which decides whether they are shown: send "
                    "a test message to see.")  # fmt: skip
    if states.get("tray") == "good":
        return text("Alerts are handed to the tray, as nothing else here takes messages: send a "
                    "test message to see whether it shows them.")  # fmt: skip
    return text("Alerts are told in this window only: nothing here shows messages outside it. The "
                "diagnostics below say what is missing.")  # fmt: skip
