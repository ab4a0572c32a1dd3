"""Which priority the handbook suggests: impact, urgency and a known workaround (rule 20).

The levels are the words of its priority matrix. Where both say the same line, that line is the
answer: P1 only of broad impact, a critical outage and no workaround, P4 of anything without
material impact. Between the lines the graver of both counts, and less once there is a workaround.
"""

from collections.abc import Mapping
from typing import Any, Final

IMPACTS: Final = ("broad", "significant", "limited", "none")
URGENCIES: Final = ("critical", "degraded", "normal", "minor")
"""The worst first."""

YES, NO = "yes", "no"
_NO_WORKAROUND: Final = {
    "broad": ("P1", "P2", "P2", "P3"),
    "significant": ("P2", "P2", "P3", "P3"),
    "limited": ("P2", "P3", "P3", "P4"),
    "none": ("P4", "P4", "P4", "P4"),
}
_WORKAROUND: Final = {
    "broad": ("P2", "P2", "P3", "P3"),
    "significant": ("P2", "P2", "P3", "P3"),
    "limited": ("P3", "P3", "P3", "P4"),
    "none": ("P4", "P4", "P4", "P4"),
}


def suggest(impact: str, urgency: str, *, workaround: bool, security: bool = False) -> str | None:
    """The suggested priority; None where a level is not of the matrix. Security is always P1."""
    if security:
        return "P1"
    if impact not in IMPACTS or urgency not in URGENCIES:
        return None
    table = _WORKAROUND if workaround else _NO_WORKAROUND
    return table[impact][URGENCIES.index(urgency)]


def suggested(fields: Mapping[str, Any]) -> str | None:
    """The same from a case's fields; a workaround of which nothing is known is none."""
    return suggest(
        str(fields.get("impact_level") or ""), str(fields.get("urgency") or ""),
        workaround=fields.get("workaround_known") == YES, security=fields.get("security") == YES,
    )  # fmt: skip


def new_suggestion(fields: Mapping[str, Any], priority: str | None) -> str | None:
    """What to suggest on the case now: not what it is, nor what somebody has decided against.

    `suggested_priority` is what was suggested when the priority was last chosen.
    """
    found = suggested(fields)
    return None if found in (priority, fields.get("suggested_priority")) else found
