"""[unseen] and [internal_updates] changed in the file: one time, and the others stay."""

import pytest

from models.handbook.file_node import FileError
from models.handbook.policy_file import parse, read_policy
from models.handbook.priority_times import with_time
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
TABLE = "internal_updates"
SILENT = SOURCE.replace('[internal_updates]\nP1 = "30 min"\n', "")
ONE_LINE = f'internal_updates = {{ P1 = "30 min", P2 = "2 h" }}\n{SILENT}'


@pytest.mark.parametrize(("source", "priority", "words", "found"), [
    (SOURCE, "P2", "2h", {"P1": 1800, "P2": 7200}),
    (SOURCE, "P1", "1 h 30", {"P1": 5400}),
    (SOURCE, "P1", "", {}),
    (SILENT, "P3", "24 h", {"P1": 1800, "P3": 86_400}),
    (SILENT, "P1", " ", {}),
    (ONE_LINE, "P1", "45 min", {"P1": 2700, "P2": 7200}),
    (ONE_LINE, "P2", "", {"P1": 1800}),
])  # fmt: skip
def test_a_time_is_changed_and_the_others_stay(
    source: str, priority: str, words: str, found: dict[str, int]
) -> None:
    changed = with_time(source, TABLE, priority, words)
    assert read_policy(changed).internal_updates == found
    before, after = parse(source), parse(changed)
    assert {**before, TABLE: 0} == {**after, TABLE: 0}
    assert changed.count("#") == source.count("#")


@pytest.mark.parametrize(("words", "said"), [
    ("often", "is not a time"), ("1 day", "24 h, or 1 business day"), ("0 min", "is not a time"),
    ("2 business days", "is not a time"),
])  # fmt: skip
def test_what_is_no_time_is_said_at_its_place(words: str, said: str) -> None:
    with pytest.raises(FileError, match=said) as told:
        with_time(SOURCE, TABLE, "P2", words)
    assert told.value.path == (TABLE, "P2")
