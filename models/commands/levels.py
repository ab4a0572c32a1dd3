"""How grave a case is said to be, and the priority that follows from it (rule 20)."""

from collections.abc import Mapping
from typing import Any, Final

from models.errors import Problems
from models.handbook.suggestion import IMPACTS, NO, URGENCIES, YES, suggested
from models.wording import field_name

_MAY_BE: Final[Mapping[str, tuple[str, ...]]] = {
    "impact_level": IMPACTS,
    "urgency": URGENCIES,
    "workaround_known": (YES, NO),
    "security": (YES, NO),
}
LEVELS: Final = tuple(_MAY_BE)


def check_levels(typed: Mapping[str, Any]) -> None:
    """Refuse a level that is none, at its field; an empty one is not known yet."""
    wrong = {
        name: f"{field_name(name)} is one of {', '.join(known)}."
        for name, known in (*_MAY_BE.items(), ("production", (YES, NO)))
        if typed.get(name) and typed[name] not in known
    }
    if wrong:
        raise Problems("Not one of the answers", wrong, "Choose one of them.")


def explain_choice(
    fields: Mapping[str, Any], priority: str | None, reason: str, field: str
) -> dict[str, str]:
    """What the event holds of the choice: what was suggested, and why it is another.

    Another priority than the suggested needs a reason, asked for at `field`.
    """
    found = suggested(fields)
    if found is None or priority is None:
        return {}
    if found != priority and not reason.strip():
        said = f"The handbook suggests {found}: say why it is {priority}."
        raise Problems("Why another priority?", {field: said}, "Say why, or take what it suggests.")
    chosen = {"suggested_priority": found}
    return chosen | {"priority_reason": reason.strip()} if found != priority else chosen
