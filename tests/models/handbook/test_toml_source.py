"""Where a key stands in a TOML text, and a value changed with all else kept."""

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.toml_source import Path, key_words, line_of, with_value
from tests.conftest import HANDBOOK

TEXT = """\
# first
edge = "closing" # which

[targets.P1]
first_response = { sla = "15 min",
    calendar = "team" }
warnings = [
    0.5,
    0.75,
]

[[rows]]
a = 1
[[rows]]
a = 2
b.c = 3

[targets]
P2.sla = "1 h"

[[alone]]
a = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("edge",), 2),
        (("targets", "P1"), 4),
        (("targets", "P1", "first_response"), 5),
        (("targets", "P1", "first_response", "sla"), 5),
        (("targets", "P1", "first_response", "calendar"), 6),
        (("targets", "P1", "warnings"), 7),
        (("targets", "P1", "warnings", 1), 9),
        (("rows", 1, "a"), 15),
        (("rows", 1, "b", "c"), 16),
        (("targets", "P2", "sla"), 19),
        (("alone", 0), 21),
        (("alone", 0, "a"), 22),
        (("targets", "P1", "nowhere"), 4),
        (("nowhere",), 1),
        ((), 1),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_line_of_a_key(path: Path, line: int, newline: str) -> None:
    assert line_of(TEXT.replace("\n", newline), path) == line


def test_a_path_in_words() -> None:
    assert (
        key_words(("calendars", "team", "hours", "mon", 0, 1)) == "calendars.team.hours.mon[0][1]"
    )


def paths(value: Any, path: Path = ()) -> list[Path]:
    items = value.items() if isinstance(value, dict) else ()
    return [found for key, inner in items for found in [(*path, key), *paths(inner, (*path, key))]]


KEYS = st.one_of(st.sampled_from(["a", "b", "sla", "P1"]), st.text(min_size=1, max_size=5))
PLAIN = st.one_of(
    st.integers(-5, 5), st.booleans(), st.text(max_size=8), st.dates(), st.lists(st.integers())
)
TABLES = st.recursive(
    st.dictionaries(KEYS, PLAIN, max_size=4),
    lambda inner: st.dictionaries(KEYS, st.one_of(PLAIN, inner), max_size=4),
    max_leaves=12,
)


def test_a_value_that_is_a_control_sign_is_found_on_its_line_too() -> None:
    source = 'a = "\\u0001"\n0 = 0\n'
    assert line_of(source, ("a",)) == 1


@given(TABLES)
def test_every_key_is_found_on_a_line_that_names_it(tables: dict[str, Any]) -> None:
    source = tomlkit.dumps(tables)
    lines = source.split("\n")
    for path in paths(tomllib.loads(source)):
        line = line_of(source, path)
        assert line is not None
        assert tomlkit.key(str(path[-1])).as_string() in lines[line - 1]


def test_changing_a_value_keeps_comments_and_order() -> None:
    changed = with_value(HANDBOOK, ("targets", "P1", "resolution", "sla"), "3 h")
    before, after = HANDBOOK.splitlines(), changed.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (
            'resolution = { sla = "4 h", slo = "3 h", calendar = "round_the_clock" }',
            'resolution = { sla = "3 h", slo = "3 h", calendar = "round_the_clock" }',
        )
    ]


def test_a_value_may_be_added_to_a_table_that_is_there() -> None:
    changed = with_value(HANDBOOK, ("targets", "P1", "resolution", "warnings"), [0.5])
    assert tomllib.loads(changed)["targets"]["P1"]["resolution"]["warnings"] == [0.5]
    with pytest.raises(KeyError):
        with_value(HANDBOOK, ("targets", "P9", "resolution", "sla"), "3 h")
