"""Which cases a version is for, and from when: what goes together and what does not."""

import pytest

from models.errors import KnownError
from models.handbook.publication import To, publication
from tests.models.handbook.policies import SOURCE

NOW = 1_780_000_000


def dated(written: str) -> str:
    return f"effective_from = {written}\n{SOURCE}"


@pytest.mark.parametrize("to", ["new", "open", "restate"])
def test_a_version_is_in_force_from_its_publishing_unless_it_says_otherwise(to: To) -> None:
    assert publication(SOURCE, to, reason="Agreed").effective_at(NOW) == NOW


def test_the_files_own_date_counts_where_no_other_is_asked_for() -> None:
    source = dated("2027-01-01T00:00:00Z")
    assert publication(source, "new").effective_at(NOW) == 1_798_761_600
    assert publication(source, "new", asked=NOW + 5).effective_at(NOW) == NOW + 5


@pytest.mark.parametrize(
    ("to", "asked", "title"),
    [
        ("new", NOW - 1, "That is past"),
        ("open", NOW - 1, "That is past"),
        ("open", NOW + 1, "Not yet in force"),
        ("restate", NOW + 1, "Not yet in force"),
    ],
)
def test_what_does_not_go_together_is_refused(to: To, asked: int, title: str) -> None:
    with pytest.raises(KnownError) as caught:
        publication(SOURCE, to, asked, "Agreed").effective_at(NOW)
    assert caught.value.title == title


def test_a_restatement_may_reach_back_and_takes_a_reason() -> None:
    assert publication(SOURCE, "restate", NOW - 9, "Wrong hours").effective_at(NOW) == NOW - 9
    with pytest.raises(KnownError, match="Say why"):
        publication(SOURCE, "restate", NOW - 9, " ").effective_at(NOW)
