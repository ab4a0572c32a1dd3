"""A closing note drafted from what a case holds (rule 22): a draft until a person takes it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook.intake import CLOSING

_NAMES: Final = {
    "root cause": "root_cause", "cause": "root_cause",
    "workaround": "workaround",
    "prevention": "prevention", "prevention next steps": "prevention", "next steps": "prevention",
}  # fmt: skip
_LABEL: Final = re.compile(
    rf"(?im)^\W*({'|'.join(sorted(_NAMES, key=len, reverse=True))})\s*[:–-]\s+(\S.*)$"
)
_HEADING: Final = re.compile(r"(?m)^#{1,6}\s+(.*?)\s*$")


@dataclass(frozen=True)
class Holder:
    """Something linked to the case that knows parts of a closing note: an article, another case."""

    key: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Drafted:
    """A part of the note as it might be, and where from: a key, or empty for an internal note."""

    part: str
    words: str
    source: str = ""


def draft_note(
    known: Mapping[str, str], notes: Sequence[str], linked: Iterable[Holder], workaround: str = ""
) -> tuple[Drafted, ...]:
    """The parts that are not `known` yet and can be told.

    `notes` are the internal notes, the last one first, then what was said at resolving. One that
    names a part (“Root cause: …”) goes before what is linked; from one that does not, nothing is
    drafted: what was done about it is no cause. `workaround` is what the case's own field says.
    """
    holders = list(linked)
    found: dict[str, Drafted] = {}
    for note in notes:
        for label, words in _LABEL.findall(note):
            part = _NAMES[label.casefold()]
            found.setdefault(part, Drafted(part, words.strip()))
    for holder in holders:
        for part, words in holder.parts.items():
            if part in CLOSING and words.strip():
                found.setdefault(part, Drafted(part, words.strip(), holder.key))
    if workaround.strip():
        found.setdefault("workaround", Drafted("workaround", workaround.strip()))
    return tuple(found[part] for part in CLOSING if part in found and not known.get(part))


def article_parts(body: str) -> dict[str, str]:
    """What an article says of a closing note, by its headings: Cause, Workaround, Prevention."""
    pieces = _HEADING.split(body)
    sections = zip(pieces[1::2], pieces[2::2], strict=True)
    named = ((_NAMES.get(title.casefold(), ""), words.strip()) for title, words in sections)
    return {part: words for part, words in named if part and words}
