"""An environment in parts, in one line, and as an older case has it."""

import pytest

from models.handbook.environment import PARTS, environment_line, held_as, parts_of
from models.handbook.intake import missing_fields

WHOLE = {
    "product": "Exports", "version": "4.2", "component": "scheduler", "platform": "Windows Server",
    "production": "yes",
}  # fmt: skip


def test_its_parts_stand_in_one_line() -> None:
    assert environment_line(WHOLE) == "Exports 4.2 · scheduler · Windows Server · production"
    assert environment_line({"production": "no"}) == "not production"
    assert environment_line(None) == ""


def test_a_text_stays_what_it_was() -> None:
    assert environment_line("4.2, production") == "4.2, production"
    assert held_as(parts_of("4.2, production")) == "4.2, production"


def test_what_is_held_is_what_says_something() -> None:
    assert held_as({**WHOLE, "component": "  ", "environment": ""}) == {
        name: said for name, said in WHOLE.items() if name != "component"
    }
    assert parts_of(held_as(WHOLE)) == {**dict.fromkeys(PARTS, ""), **WHOLE}


@pytest.mark.parametrize("part", PARTS)
def test_rule_19_any_part_that_says_something_is_an_environment(part: str) -> None:
    asked = ("environment",)
    assert missing_fields({part: "yes"}, asked) == ()
    assert missing_fields({"environment": {part: "yes"}}, asked) == ()
    assert missing_fields({part: "  "}, asked) == asked
    assert missing_fields({"environment": {part: " "}}, asked) == asked
