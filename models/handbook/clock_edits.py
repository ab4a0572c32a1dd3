"""What clocks listen to changed in the handbook's file: conditions, contacts, priority, share."""

from collections.abc import Mapping, Sequence
from typing import Final

from models.handbook.condition_words import as_written
from models.handbook.conditions import DEFAULTS, OWN, Verb
from models.handbook.file_node import Node
from models.handbook.policy_file import parse, read_policy
from models.handbook.target_edits import written_name
from models.handbook.toml_source import Path, with_table, with_value, without_value

SWITCHES: Final = ("counts_as_response", "counts_as_update")
"""What a way of reaching the customer counts as (rule 11)."""

SHARE_PATH: Path = ("slo_share",)


def conditions_path(commitment: str) -> Path:
    """Where the conditions of a commitment stand in the file."""
    return "commitments", commitment


def with_conditions(source: str, commitment: str, wanted: Mapping[Verb, Sequence[str]]) -> str:
    """The conditions of a clock, each list as the file writes it; one of the default is left out.

    A `FileError` at the list that cannot be.
    """
    usual = as_written(DEFAULTS.get(commitment, OWN))
    before = parse(source).get("commitments", {}).get(commitment)
    own: dict[str, list[str]] = {
        verb: list(told) for verb, told in wanted.items() if list(told) != usual[verb]
    }
    path = conditions_path(commitment)
    if before is None:
        return _checked(with_table(source, path, own) if own else source)
    for verb in wanted:
        if verb not in own:
            source = without_value(source, (*path, verb))
        elif own[verb] != before.get(verb):
            source = with_value(source, (*path, verb), own[verb])
    return _checked(source if own else without_value(source, path))


def with_switch(source: str, contact_type: str, switch: str, on: bool) -> str:
    """Whether a way of reaching the customer counts as response, or as update (rule 11)."""
    return _checked(with_value(source, ("contact_types", contact_type, switch), on))


def with_contact_type(source: str, words: str) -> str:
    """One more way of reaching the customer, which counts as response and as update until it is
    told otherwise; a `FileError` where it has no name of its own."""
    name = written_name(words)
    there = parse(source).get("contact_types")
    path: Path = ("contact_types", name)
    if not name:
        raise Node(words, path).wrong("Give it a name of letters or digits.")
    if name in (there or ()):
        raise Node(words, path).wrong("There is such a way already.")
    usual = dict.fromkeys(SWITCHES, True)
    if there is None:
        return _checked(with_table(source, path[:1], {name: usual}))
    return _checked(with_value(source, path, usual))


def with_provisional(source: str, priority: str) -> str:
    """The priority of a case until somebody sets one (rule 9)."""
    return _checked(with_value(source, ("provisional_priority",), priority))


def with_slo_share(source: str, words: str) -> str:
    """The share of clocks that is to keep the SLO, as “95 %”; a `FileError` where it is none."""
    typed = words.strip().removesuffix("%").strip().replace(",", ".")
    try:
        share = round(float(typed) / 100, 6)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise Node(words, SHARE_PATH).wrong("Write a share between 0 and 100 %, such as “95 %”.")
    return _checked(with_value(source, SHARE_PATH, share))


def _checked(source: str) -> str:
    read_policy(source)
    return source
