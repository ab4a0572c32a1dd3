"""What of a new case's form a template keeps, and how it is put into a form that is begun."""

from collections.abc import Mapping
from typing import Final

from models.handbook.headings import open_headings

KEPT: Final = (
    "title", "category", "impact", "steps", "expected", "actual", "product", "version",
    "component", "platform", "production", "environment", "impact_level", "urgency",
    "workaround_known",
)  # fmt: skip
"""What a kind of trouble has in common: not whose it is, what they said, nor how urgent it was."""


def kept_of(typed: Mapping[str, str]) -> dict[str, str]:
    """What a template keeps of a form."""
    return {name: typed[name] for name in KEPT if typed.get(name, "").strip()}


def begun_with(
    texts: Mapping[str, str], typed: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """The form once a template is chosen: what a person typed stays.

    A field is filled where it is empty, or holds still what the template chosen `before` put there.
    """
    untouched = {name for name, words in before.items() if typed.get(name) == words}
    rest = {name: words for name, words in typed.items() if name not in untouched}
    return {**texts, **rest}


def open_questions(texts: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, list[str]]:
    """What a template asks and the form does not answer yet, by the field it is answered in."""
    found: dict[str, list[str]] = {}
    for field in KEPT:
        asked = set(open_headings(texts.get(field, ""), questions=True))
        held = open_headings(typed.get(field, ""), questions=True) if asked else ()
        left = [one for one in dict.fromkeys(held) if one in asked]
        if left:
            found[field] = left
    return found
