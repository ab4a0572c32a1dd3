"""What people type, paste or import: kept to the letter, or refused with the reason.

The rule is the same on both databases, though SQLite alone would take a NUL and PostgreSQL
would not. `models.engine` holds every statement to it, so that no path can forget.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from models.errors import KnownError, Problems

LONGEST_NAME: Final = 200
"""Names are unique, and PostgreSQL's index takes no more than about 670 letters of any script."""

LONGEST_TITLE: Final = 1_000
LONGEST_TEXT: Final = 1_000_000
_LONGEST: Final = {"title": LONGEST_TITLE, "category": LONGEST_NAME}
_OF_A_FORM: Final = {"customer": LONGEST_NAME, "category": LONGEST_NAME}

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_DECODE: Final = json.JSONDecoder().raw_decode


class RefusedText(KnownError):
    """A text that cannot be kept as it is; nothing was changed."""


def check_characters(written: str) -> None:
    """Refuse what no database can give back: NUL, and halves of characters (lone surrogates)."""
    if "\0" in written:
        raise _refused("a NUL character", written.index("\0"), written)
    try:
        written.encode()
    except UnicodeEncodeError as error:
        raise _refused("half of a character", error.start, written) from None


def check_texts(written: Sequence[str]) -> None:
    """`check_characters` of many texts, all of them sound as a rule."""
    if not is_sound("".join(written)):
        for text in written:
            check_characters(text)


def check_parameters(parameters: Any) -> None:
    """`check_texts` of a statement's values: a row by place or by name, or a list of rows."""
    rows = parameters if isinstance(parameters, list) else [parameters]
    rows = [row.values() for row in rows] if rows and isinstance(rows[0], dict) else rows
    if len(rows) == 1:
        check_texts([value for value in rows[0] if type(value) is str])
        return
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if kinds == {str}:  # as a rule all of a column, or none of it
            check_texts(column)
        elif str in kinds:
            check_texts([value for value in column if type(value) is str])


def check_lengths(data: Mapping[str, Any]) -> None:
    """Refuse an event's texts that are too long, by the name of the field."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            check_lengths(value)
        elif isinstance(value, str):
            check_length(name, value, _LONGEST.get(name, LONGEST_TEXT))


def check_fields(texts: Mapping[str, Any]) -> None:
    """Refuse what cannot be kept of a form, each at its field; raises `Problems`."""
    wrong: dict[str, str] = {}
    for name, text in texts.items():
        if isinstance(text, str):
            try:
                check_characters(text)
                check_length(name, text, _OF_A_FORM.get(name, LONGEST_TEXT))
            except RefusedText as error:
                wrong[name] = error.sentence
    if wrong:
        raise Problems("The text cannot be kept", wrong, "Mend it there; nothing was changed.")


@contextmanager
def at_field(name: str) -> Iterator[None]:
    """What is refused inside is refused at a form's field; raises `Problems`."""
    try:
        yield
    except RefusedText as error:
        raise Problems(error.title, {name: error.sentence}, error.what_next) from None


def check_length(what: str, written: str, longest: int) -> None:
    """Refuse a text of more than `longest` characters."""
    if len(written) > longest:
        raise RefusedText(
            "The text is too long",
            f"The {what.replace('_', ' ')} has {len(written):,} characters;"
            f" at most {longest:,} are kept.",
            "Shorten it.",
        )


def clean_name(what: str, written: str, longest: int = LONGEST_NAME) -> str:
    """A name on one line, single blanks between its words; empty or too long is refused."""
    wanted = one_line(written)
    if not wanted:
        raise KnownError("No name", f"A {what} needs a name.", "Type one.")
    check_length(f"name of a {what}", wanted, longest)
    return wanted


def one_line(written: str) -> str:
    """A name as it is kept and looked for: no blanks around it, single ones inside."""
    return " ".join(written.split())


def keys_meant(written: str) -> tuple[str, ...]:
    """The keys of cases that somebody may mean, however they write one, or its number alone."""
    named = one_line(written)
    key = named.upper()
    return (named, key, f"CS-{key}") if key.isdecimal() else (named, key)


def echoed(written: str, most: int = 60) -> str:
    """What was typed, as it is told back in a sentence about it: on one line, and no longer."""
    words = one_line(written[: most * 10])
    return words if len(words) <= most and len(written) <= most * 10 else f"{words[:most]}…"


def to_json(value: Any) -> str:
    """JSON as it is stored: letters as they are, so that no half of one hides in an escape."""
    written = _ENCODE(value)
    if "\\u0000" in written or not is_sound(written):
        check_texts(list(texts_of(value)))
    return written


def from_json(written: str) -> Any:
    """What `to_json` wrote. Thousands of rows are read at once, and looking for blanks before and
    behind each takes longer than the reading."""
    try:
        value, end = _DECODE(written)
    except json.JSONDecodeError:
        end = -1
    return value if end == len(written) else json.loads(written)


def texts_of(value: Any) -> Iterable[str]:
    """Every text within nested lists and mappings, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_of(name)
            yield from texts_of(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts_of(inner)


def _refused(what: str, place: int, written: str) -> RefusedText:
    before = written[max(0, place - 20) : place]
    where = f"after “{before}”" if before else "at its start"
    return RefusedText(
        "The text cannot be kept", f"The text holds {what} {where}.",
        "Delete it there, then try again; nothing was changed.",
    )  # fmt: skip


def is_sound(written: str) -> bool:
    """Whether a text could be kept and come out as it is."""
    if "\0" in written:
        return False
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return True
