"""What an article is, told from its front matter, its headings and its file's name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from models.front_matter import Values
from models.handbook.articles import (
    ACCEPTED,
    CONFIRMED,
    DECISION,
    FIXED,
    HOW_TO,
    KINDS,
    KNOWN_ISSUE,
    PLAYBOOK,
    PROPOSED,
    STATES,
    SUPERSEDED,
    SUSPECTED,
    WONT_FIX,
    WORKAROUND,
    first_state,
)
from models.markdown_links import prose
from models.markdown_source import heading
from models.typed_text import one_line

_KIND_WORDS: Final = {
    "known issue": KNOWN_ISSUE, "known error": KNOWN_ISSUE, "bug": KNOWN_ISSUE, "howto": HOW_TO,
    "guide": HOW_TO, "runbook": PLAYBOOK, "adr": DECISION, "decision record": DECISION,
}  # fmt: skip
_STATE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    DECISION: {
        "superseded": SUPERSEDED, "supersede": SUPERSEDED, "replaced": SUPERSEDED,
        "deprecated": SUPERSEDED, "accepted": ACCEPTED, "approved": ACCEPTED,
        "adopted": ACCEPTED, "proposed": PROPOSED, "proposal": PROPOSED, "draft": PROPOSED,
    },
    KNOWN_ISSUE: {
        "won't fix": WONT_FIX, "wont fix": WONT_FIX, "wontfix": WONT_FIX, "fixed": FIXED,
        "resolved": FIXED, "workaround": WORKAROUND, "confirmed": CONFIRMED,
        "suspected": SUSPECTED, "open": CONFIRMED,
    },
}  # fmt: skip
_FOLDERS: Final = ("adr", "decision")
_ADR_PARTS: Final = ("context", "decision", "consequences", "decision outcome")
_NUMBERED: Final = re.compile(r"(?:adr[-_ ]?)?(\d{1,5})[-_. ]", re.I)
_SAID: Final = re.compile(
    r"\s*[*\-]?\s*\**(status|date|deciders|decision-makers)\**\s*:\**\s*(.+)", re.I
)
_SUPERSEDED_BY: Final = re.compile(r"(?:superseded|replaced)\s+by\s+(.{1,300})", re.I)
_LINKED: Final = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_KEPT: Final = ("deciders", "review_on", "superseded_by", "versions", "environment", "fixed_in")
_HEADINGS: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")


@dataclass
class Guess:
    """A kind, its state and fields; `oddities` are lines (None for the whole) and sentences."""

    kind: str
    state: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    oddities: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Text:
    """What a text says of itself: headings in small letters, and “Status: …” with its line."""

    headings: Sequence[str]
    said: Mapping[str, tuple[int, str]]


def number_of(path: str) -> int | None:
    """The number that a file's name begins with: 12 for “0012-use-postgres.md”."""
    found = _NUMBERED.match(PurePosixPath(path).name)
    return int(found[1]) if found else None


def guess(path: str, values: Values, title: str, text: str) -> Guess:
    """What the file at a path of the folder is; a how-to where nothing tells."""
    told = _looked_through(text)
    said = {name: (0, ", ".join(of)) for name, of in values.items()} | dict(told.said)
    found = Guess(_kind(path, values, title, told, said))
    found.fields = {name: ", ".join(values[name]) for name in _KEPT if values.get(name)}
    _read_review(found)
    if found.kind == DECISION:
        _read_decision(found, path, said)
    _read_state(found, values, said)
    _name_unknown(found, values)
    return found


def _name_unknown(found: Guess, values: Values) -> None:
    """What the front matter says in a name of ours, and is not understood."""
    for word in values.get("kind", ()):
        if word and not _kind_called(word):
            why = f"“{word[:80]}” is none of our kinds: it is taken for a {_named(found.kind)}."
            found.oddities.append((None, why))
    for name in ("state", "status"):
        word = " ".join(values.get(name, ()))
        if word and found.kind not in STATES:
            why = f"A {_named(found.kind)} has no state: “{word[:80]}” is kept in its file alone."
            found.oddities.append((None, why))


def _named(kind: str) -> str:
    return {HOW_TO: "how-to"}.get(kind, kind.replace("_", " "))


def _kind_called(word: str) -> str | None:
    wanted = word.casefold().replace("_", " ").replace("-", " ").strip()
    by_name = {kind.replace("_", " "): kind for kind in KINDS}
    return by_name.get(wanted) or _KIND_WORDS.get(wanted)


def _looked_through(text: str) -> _Text:
    headings, said, waiting = list[str](), dict[str, tuple[int, str]](), ""
    for number, line in prose(text):
        if found := _HEADINGS.match(line):
            name = (heading(f"# {found[2]}") or "").casefold()
            headings.append(name)
            waiting = name if name in ("status", "date", "deciders") else ""
        elif waiting and line.strip():
            said.setdefault(waiting, (number, one_line(line[:500])))
            waiting = ""
        elif ":" in line[:40] and len(headings) < 3 and (spoken := _SAID.match(line[:1000])):
            said.setdefault(spoken[1].casefold(), (number, one_line(spoken[2])))
    return _Text(headings, said)


def _kind(
    path: str, values: Values, title: str, told: _Text, said: Mapping[str, tuple[int, str]]
) -> str:
    for name in ("kind", "type", "category"):
        for word in values.get(name, ()):
            if kind := _kind_called(word):
                return kind
    words = title.casefold()
    parts = [part.casefold() for part in PurePosixPath(path).parts[:-1]]
    numbered = number_of(path) is not None
    shaped = sum(part in told.headings for part in _ADR_PARTS) >= 2
    if numbered and any(folder in part for folder in _FOLDERS for part in parts):
        return DECISION
    if "status" in said and shaped and _word(DECISION, said["status"][1]):
        return DECISION
    if "known issue" in words or (
        any("symptom" in one for one in told.headings)
        and any(end in one for one in told.headings for end in ("cause", "workaround"))
    ):
        return KNOWN_ISSUE
    return PLAYBOOK if "playbook" in words or "runbook" in words else HOW_TO


def _read_decision(found: Guess, path: str, said: Mapping[str, tuple[int, str]]) -> None:
    number = number_of(path)
    if number is not None:
        found.fields["number"] = number
    for name in ("deciders", "decision-makers"):
        if name in said and said[name][1]:
            found.fields.setdefault("deciders", said[name][1])
    if "date" in said:
        line, words = said["date"]
        on = _date(words)
        if on:
            found.fields["decided_on"] = on
        elif (ways := _written(words)) and not any(_valid(*one) for one in ways):
            found.oddities.append(
                (line or None, f"“{words[:60]}” is no day: it stays in the text.")
            )
        else:
            why = f"Which day “{words[:60]}” is cannot be told for sure: it stays in the text."
            found.oddities.append((line or None, why))


def _read_review(found: Guess) -> None:
    """A day on which it is to be reviewed is one that there is, or it stays in the file alone."""
    words = found.fields.pop("review_on", "")
    if on := _date(words):
        found.fields["review_on"] = on
    elif words:
        why = f"It is to be reviewed on “{words[:60]}”: {_why_no_day(words)}, so nobody is asked."
        found.oddities.append((None, why))


def _why_no_day(words: str) -> str:
    ways = _written(words)
    some = not ways or any(_valid(*one) for one in ways)
    return "which day that is cannot be told for sure" if some else "that is no day"


def _read_state(found: Guess, values: Values, said: Mapping[str, tuple[int, str]]) -> None:
    if found.kind not in STATES:
        return
    given = "".join(values.get("state", ()))
    line, words = (0, given) if given else said.get("status", (0, ""))
    found.state = given if given in STATES[found.kind] else _word(found.kind, words)
    if not found.state:
        found.state = first_state(found.kind)
        if words:
            why = f"“{words[:80]}” is none of our states: it is taken for {found.state}."
        else:
            why = f"Nothing says where it stands: it is taken for {found.state}."
        found.oddities.append((line or None, why))
    by = _SUPERSEDED_BY.search(_LINKED.sub(r"\1", words))
    if found.kind == DECISION and by:
        found.fields.setdefault("superseded_by", by[1].strip(" ."))


def _word(kind: str, words: str) -> str:
    small = words.casefold().replace("’", "'")
    return next((state for word, state in _STATE_WORDS[kind].items() if word in small), "")


def _date(words: str) -> str | None:
    """The ISO date meant, where it can be one only."""
    tries = {day for one in _written(words) if (day := _valid(*one))}
    return tries.pop().isoformat() if len(tries) == 1 else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written(words: str) -> list[tuple[int, int, int]]:
    """The year, month and day that are written, in each way they can be read."""
    return list(_readings(_ISO.search(words), _SLASHED.search(words)))


def _readings(
    iso: re.Match[str] | None, slashed: re.Match[str] | None
) -> Iterator[tuple[int, int, int]]:
    if iso:
        yield int(iso[1]), int(iso[2]), int(iso[3])
    elif slashed:
        first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
        yield year, second, first
        yield year, first, second
