"""What a customer may be told to do meanwhile, from a case that is over or from an article."""

import re
from collections.abc import Mapping
from typing import Any, Final

_HEADING: Final = re.compile(r"(?m)^#{1,6}\s+(.*?)\s*$")
_NONE: Final = frozenset({"", "none", "no", "n/a", "-", "–"})


def case_workaround(fields: Mapping[str, Any]) -> str:
    """From the closing note, or what was known before; empty where it says “none”."""
    closing = fields.get("closing") or {}
    said = str(closing.get("workaround") or fields.get("workaround") or "").strip()
    return "" if said.casefold().rstrip(".") in _NONE else said


def article_workaround(kind: str, body: str) -> str:
    """The section “Workaround” of a known issue, the first in which something stands; a how-to
    without its title."""
    parts = _HEADING.split(body)
    if kind == "how_to":
        titled = len(parts) > 1 and not parts[0].strip()
        return (body.strip().partition("\n")[2] if titled else body).strip()
    sections = zip(parts[1::2], parts[2::2], strict=True)
    said = (text.strip() for title, text in sections if title.casefold() == "workaround")
    return next((text for text in said if text), "")
