"""Few and many are found alike, whichever way the newest are looked for."""

import pytest

from models.commands.cases import NewCase
from models.database import Database
from models.queries import matches, newest_rows
from tests.models.commands.desk import opened
from tests.models.queries.test_search import ids


def test_a_beginning_that_many_have_is_answered_without_the_index(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        opened(database, NewCase(f"Export {number}{' rareness' * (number == 0)}", incomplete=True))
    whole = ids(database, "exp"), ids(database, "export rar"), ids(database, "rar")
    assert [len(found) for found in whole] == [12, 1, 1]
    monkeypatch.setattr(matches, "_LOOKED_AT", 4)
    monkeypatch.setattr("models.queries.found_rows._RANKED", 4)
    assert ids(database, "exp") == ["CS-1012", "CS-1011", "CS-1010", "CS-1009"]
    assert ids(database, "export rar") == ["CS-1001"]
    assert ids(database, "rar") == ["CS-1001"]


@pytest.mark.parametrize("lately", [2, 5, 100])
def test_few_and_many_are_found_whichever_way_they_are_looked_for(
    database: Database, monkeypatch: pytest.MonkeyPatch, lately: int
) -> None:
    monkeypatch.setattr(newest_rows, "_LATELY", lately)
    monkeypatch.setattr(newest_rows, "_MANY", 3)
    monkeypatch.setattr("models.queries.found_rows._RANKED", 6)
    for number in range(12):
        said = " rareness" * (number == 1) + " seldom" * (number % 4 == 0)
        opened(database, NewCase(f"Export {number}{said}", incomplete=True))
    assert ids(database, "export ") == [f"CS-{1012 - at}" for at in range(6)]
    assert ids(database, "rareness ") == ids(database, "export rar") == ["CS-1002"]
    assert ids(database, "seldom ") == ["CS-1009", "CS-1005", "CS-1001"]
    assert ids(database, "zebra ") == []
