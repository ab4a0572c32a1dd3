"""Languages by code and by name: what is written either way is one, and nothing else is."""

import pytest

from models.handbook.languages import LANGUAGES, language_code, language_name


def test_every_language_is_known_by_its_code_and_by_its_name() -> None:
    assert len(LANGUAGES) > 180
    for code, name in LANGUAGES.items():
        assert language_code(code.upper()) == language_code(f" {name.upper()} ") == code
        assert language_name(code) == name


@pytest.mark.parametrize(
    ("written", "code"),
    [("de-AT", "de"), ("pt_BR", "pt"), ("", ""), ("  ", ""), ("Klingon", None), ("xx", None),
     ("German, mostly", None)],
)  # fmt: skip
def test_a_region_says_no_more_and_what_is_none_is_told(written: str, code: str | None) -> None:
    assert language_code(written) == code
