"""Saved views: a person's own and the team's, by names that are not taken."""

from functools import partial

import pytest

from models.commands.people import add_person
from models.commands.views import LONGEST_NAME, delete_view, rename_view, save_view
from models.database import Database
from models.errors import KnownError
from models.queries.views import ViewRow, as_data, from_data, saved_views
from models.queue_filter import QueueFilter

URGENT = QueueFilter(("P1", "P2"), ("new",), 1, False, "50 % “off” 🙂", "at_risk")


def views(database: Database) -> list[ViewRow]:
    return database.read(partial(saved_views, me=database.person_id))


@pytest.fixture
def ana(database: Database) -> int:
    database.person_id = database.write(partial(add_person, name="Ana")).result
    return database.person_id


def test_a_view_keeps_the_whole_filter_until_it_is_deleted(database: Database, ana: int) -> None:
    view = database.write(partial(save_view, name="  My   morning ", shown=URGENT)).result
    assert views(database) == [ViewRow(view, "My morning", False, URGENT)]
    database.write(partial(rename_view, view_id=view, name="Evening"))
    assert [row.name for row in views(database)] == ["Evening"]
    database.write(partial(delete_view, view_id=view))
    assert views(database) == []
    with pytest.raises(KnownError, match="This view is gone"):
        database.write(partial(delete_view, view_id=view))


def test_ones_own_views_are_ones_own_and_the_teams_everybodys(database: Database, ana: int) -> None:
    own = database.write(partial(save_view, name="Mine", shown=URGENT)).result
    database.write(partial(save_view, name="Ours", shown=QueueFilter(), shared=True))
    database.person_id = database.write(partial(add_person, name="Ben")).result
    assert [(row.name, row.shared) for row in views(database)] == [("Ours", True)]
    database.write(partial(save_view, name="Mine", shown=QueueFilter()))
    with pytest.raises(KnownError, match="gone"):
        database.write(partial(rename_view, view_id=own, name="Stolen"))


@pytest.mark.parametrize("shared", [True, False])
def test_a_name_is_given_once(database: Database, ana: int, shared: bool) -> None:
    save = partial(save_view, shown=URGENT, shared=shared)
    database.write(partial(save, name="Mine"))
    other = database.write(partial(save, name="Other")).result
    with pytest.raises(KnownError, match="a view called “Mine”"):
        database.write(partial(save, name="Mine"))
    with pytest.raises(KnownError, match="a view called “Mine”"):
        database.write(partial(rename_view, view_id=other, name="Mine"))
    database.write(partial(rename_view, view_id=other, name="Other"))


@pytest.mark.parametrize("name", ["", " \t", "\0", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none_is_refused(database: Database, ana: int, name: str) -> None:
    with pytest.raises(KnownError):
        database.write(partial(save_view, name=name, shown=URGENT))


def test_what_is_not_known_is_left_out() -> None:
    assert from_data(as_data(URGENT)) == URGENT
    assert from_data({"priorities": ["P9"], "chip": "tomorrow", "moon": 1, "assignee_id": "x"}) == (
        QueueFilter()
    )
