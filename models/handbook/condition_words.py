"""The conditions of a clock as sentences: what starts, pauses, stops it and begins it anew."""

from collections.abc import Iterable
from typing import Final

from models.handbook.conditions import (
    CONTACTS,
    ENTERED,
    FIELD_CHANGED,
    FIELD_SET,
    FIELDS,
    FROM_CUSTOMER,
    LEFT,
    PLAIN,
    TO_CUSTOMER,
    Conditions,
    Happening,
    Verb,
)
from models.handbook.intake import OPEN
from models.handbook.policy import FIRST_RESPONSE, Policy
from models.text import Text, text
from models.wording import STATUSES, field_name

_PLAIN: Final = {
    "opened": text("the case is opened"),
    "reopened": text("it is reopened"),
    "acknowledged": text("the automatic acknowledgement is sent"),
    "response": text("a contact counts as response"),
    "update": text("a contact counts as update"),
    "assigned": text("somebody is assigned"),
    "unassigned": text("nobody is assigned any more"),
}
_ANY: Final = {
    TO_CUSTOMER: text("the customer is contacted"),
    FROM_CUSTOMER: text("the customer writes or calls"),
}
_NAMED: Final = {
    TO_CUSTOMER: "the customer is contacted by {name}",
    FROM_CUSTOMER: "the customer comes by {name}",
    ENTERED: "it becomes “{name}”",
    LEFT: "it is no longer “{name}”",
    FIELD_SET: "“{name}” is filled in",
    FIELD_CHANGED: "“{name}” is changed",
}
_VALUED: Final = {
    FIELD_SET: "“{name}” is filled in with “{value}”",
    FIELD_CHANGED: "“{name}” becomes “{value}”",
}
VERB_WORDS: Final[dict[Verb, Text]] = {
    "start": text("Starts when"),
    "pause": text("Stands still from when"),
    "resume": text("Goes on when"),
    "stop": text("Stops when"),
    "reset": text("Begins anew when"),
}
"""In the order in which a person thinks of them."""


def happening_words(happening: Happening) -> Text:
    """“the case is opened”, “it becomes “Waiting on customer””: the end of a sentence."""
    kind, name, value = happening
    if kind in _PLAIN:
        return _PLAIN[kind]
    if not name:
        return _ANY[kind]
    shown = STATUSES.get(name) if kind in (ENTERED, LEFT) else None
    shown = shown or (field_name(name) if kind in _VALUED else name.replace("_", " "))
    return text(_VALUED[kind] if value else _NAMED[kind], name=shown, value=value)


def vocabulary(policy: Policy) -> list[Happening]:
    """Everything that a condition may wait for, what is used most first."""
    types = ["", *policy.contact_types]
    plain = [Happening(kind) for kind in PLAIN]
    contacts = [Happening(kind, name) for kind in CONTACTS for name in types
                if kind == TO_CUSTOMER or not name]  # fmt: skip
    statuses = [Happening(kind, status) for status in OPEN for kind in (ENTERED, LEFT)]
    fields = [Happening(kind, name) for name in FIELDS for kind in (FIELD_SET, FIELD_CHANGED)]
    return [*plain, *contacts, *statuses, *fields]


def clock_sentences(policy: Policy, commitment: str) -> list[Text]:
    """What a commitment's clock does and when, a sentence each; the end of the case ends all."""
    own = policy.conditions(commitment)
    said = [
        text("{verb} {what}.", verb=words, what=_either(own.of(verb)))
        for verb, words in VERB_WORDS.items()
        if own.of(verb)
    ]
    waiting = [STATUSES[status] for status in policy.pausing if policy.pauses(status, commitment)]
    if waiting:
        said.append(text("Stands still while it is {statuses}.", statuses=_or(waiting)))
    elif commitment == FIRST_RESPONSE:
        said.append(text("Never stands still."))
    return said


def as_written(conditions: Conditions) -> dict[Verb, list[str]]:
    """The lists as the handbook's file has them."""
    return {verb: [one.words for one in conditions.of(verb)] for verb in VERB_WORDS}


def _either(happenings: Iterable[Happening]) -> str:
    return " or ".join(str(happening_words(one)) for one in happenings)


def _or(words: Iterable[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)
