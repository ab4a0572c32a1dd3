"""Where a case happens: product, version, component, platform, production or not.

An event holds it as a mapping of `PARTS`; a text is an environment too, as a log of another desk or
an older case has it. Rule 19's "environment" is there when any part says something: that it is in
production, and nothing else, is an answer that helps already.
"""

from collections.abc import Mapping
from typing import Any, Final

DETAILS: Final = "environment"
"""What fits none of the parts; an environment that is a text is this one."""

PRODUCTION: Final = "production"
PARTS: Final = ("product", "version", "component", "platform", PRODUCTION, DETAILS)
YES, NO = "yes", "no"
_IN_PRODUCTION: Final = {YES: "production", NO: "not production"}


def parts_of(environment: object) -> dict[str, str]:
    """Every part of an environment as it is held; "" for what it does not say."""
    held = environment if isinstance(environment, Mapping) else {DETAILS: environment}
    return {name: str(held.get(name) or "") for name in PARTS}


def held_as(parts: Mapping[str, Any]) -> Mapping[str, str] | str:
    """What an event holds of these parts: those that say something, or the text if it is all."""
    said = {name: str(parts.get(name) or "").strip() for name in PARTS}
    filled = {name: words for name, words in said.items() if words}
    return filled if filled.keys() - {DETAILS} else said[DETAILS]


def environment_line(environment: object) -> str:
    """In one line: “Exports 4.2 · scheduler · Windows Server · production”; a text as it is."""
    parts = parts_of(environment)
    production = parts[PRODUCTION]
    line = (
        " ".join(filter(None, (parts["product"], parts["version"]))),
        parts["component"],
        parts["platform"],
        _IN_PRODUCTION.get(production, production),
        parts[DETAILS],
    )
    return " · ".join(filter(None, line))
