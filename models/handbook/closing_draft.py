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
_LONGEST: Final = 280
"""Letters of a note that are drafted as they are: a root cause is said in a sentence or two."""

_END: Final = re.compile(r"[.!?…](?=\s)|[。！？]|\n")
_HEADING: Final = re.compile(r"(?m)^#{1,6}\s+(.*?)\s*$")


@dataclass(frozen=True)
class Holder:
    """Something linked to the case that knows parts of a closing note: an article, another case."""

    key: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Drafted:
    """A part of the note as it might be, and where from: a key, or empty for an internal note.

    `whole` is all of an internal note that was too long for `words`; else empty.
    """

    part: str
    words: str
    source: str = ""
    whole: str = ""


def draft_note(
    known: Mapping[str, str], notes: Sequence[str], linked: Iterable[Holder], workaround: str = ""
) -> tuple[Drafted, ...]:
    """The parts that are not `known` yet and can be told.

    `notes` are the internal notes, the last one first, then what was said at resolving. One that
    names a part (“Root cause: …”) goes before what is linked, and the first of them all stands for
    the cause where nothing else does. `workaround` is what the case's own field says.
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
    last = next((note.strip() for note in notes if note.strip()), "")
    if last:
        begins = beginning(last)
        whole = last if begins != last else ""
        found.setdefault("root_cause", Drafted("root_cause", begins, whole=whole))
    return tuple(found[part] for part in CLOSING if part in found and not known.get(part))


def beginning(note: str) -> str:
    """A note, or its first sentences where it is long; a long sentence is cut between words."""
    if len(note) <= _LONGEST:
        return note
    start = note[:_LONGEST]
    ends = [found.end() for found in _END.finditer(start)]
    if ends:
        return start[: ends[-1]].strip()
    words = start.rsplit(None, 1)
    return f"{words[0]} …"


def article_parts(body: str) -> dict[str, str]:
    """What an article says of a closing note, by its headings: Cause, Workaround, Prevention."""
    pieces = _HEADING.split(body)
    sections = zip(pieces[1::2], pieces[2::2], strict=True)
    named = ((_NAMES.get(title.casefold(), ""), words.strip()) for title, words in sections)
    return {part: words for part, words in named if part and words}
