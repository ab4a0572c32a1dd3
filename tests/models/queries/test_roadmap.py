"""The roadmap: what is behind an item by key, address and articles; what shipping asks for."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from models.commands.access import change_access
from models.commands.article_life import publish_article
from models.commands.articles import NewArticle, write_article
from models.commands.cases import NewCase
from models.commands.closing import exclude_cases
from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.roadmap import add_item, edit_item, put_behind, ship_item, take_away
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.article import article_detail
from models.queries.roadmap import RoadmapRow, roadmap
from models.queries.timeline import timeline
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened

TRACKER = "https://tracker.example/PROJ-7"


def do(database: Database, command: Callable[..., Any], *given: Any) -> Any:
    return database.write(lambda work: command(work, *given)).result


def rows(database: Database, by: str = "hours") -> list[RoadmapRow]:
    me = database.person_id
    return database.read(partial(roadmap, now=database.clock.now(), me=me, by=by))


def case(database: Database, **other: str) -> int:
    return opened(database, NewCase(**{**WHOLE.__dict__, **other}))


def issue(database: Database) -> int:
    new = NewArticle("known_issue", "Exports stall", "A wheel turns.")
    return database.write(partial(write_article, new=new)).result


def test_behind_an_item_are_cases_that_name_it_and_those_of_its_articles_each_once(
    database: Database, clock: MovingClock
) -> None:
    one = do(database, add_item, "Exports by parts", "PROJ-7", TRACKER)
    do(database, add_item, "Dark mode")
    issue(database)
    do(database, put_behind, one, "ki-1")
    named, addressed, known, other = (case(database, customer=name) for name in "ABAC")
    do(database, add_link, named, "roadmap", "proj-7")
    do(database, add_link, addressed, "roadmap", TRACKER)
    do(database, add_link, known, "article", "KI-1")
    do(database, add_link, named, "article", "KI-1")
    do(database, add_link, other, "roadmap", "PROJ-70")
    first, second = rows(database, "cases")
    assert (first.key, first.cases, first.sums.cases) == ("PROJ-7", (named, addressed, known), 3)
    assert (first.sums.customers, first.sums.open_cases) == (2, 3)
    assert [key for _, key, _ in first.articles] == ["KI-1"]
    assert (second.key, second.sums.cases) == ("R-1", 0)
    do(database, exclude_cases, [known], "spam")
    do(database, take_away, one, first.articles[0][0])
    assert rows(database, "cases")[0].cases == (named, addressed)


def test_time_over_is_counted_and_goes_on_while_a_clock_runs(
    database: Database, clock: MovingClock
) -> None:
    one = do(database, add_item, "Exports by parts")
    late = case(database, priority="P1")
    do(database, add_link, late, "roadmap", "R-1")
    assert rows(database)[0].sums.over_seconds == 0
    clock.instant += timedelta(minutes=25)  # ten over the first response
    assert rows(database)[0].sums.over_seconds == 600
    assert rows(database)[0].id == one


def test_what_ships_is_to_be_verified_and_its_open_cases_are_told(database: Database) -> None:
    one, article_id = do(database, add_item, "Exports by parts"), issue(database)
    do(database, publish_article, article_id)
    do(database, put_behind, one, "KI-1")
    waiting = case(database)
    do(database, add_link, waiting, "article", "KI-1")
    assert do(database, ship_item, one, "4.3") == (1, 1)
    found = database.read(partial(article_detail, key="KI-1"))
    assert found.status == "needs_verification"
    said = database.read(partial(timeline, case_id=waiting))
    assert "R-1 has shipped in 4.3. See whether it helps." in str(said)
    assert rows(database)[0].status == "shipped"
    with pytest.raises(KnownError, match="R-1 has shipped already"):
        do(database, ship_item, one)


def test_what_is_no_item_is_refused_at_its_field(database: Database) -> None:
    one = do(database, add_item, "Exports by parts", "PROJ-7")
    for field, given in (
        ("title", (" ",)), ("key", ("T", "proj-7")), ("url", ("T", "", "file:///etc/passwd")),
        ("url", ("T", "", "javascript:alert(1)")), ("title", ("x" * 1001,)),
    ):  # fmt: skip
        with pytest.raises(Problems) as problems:
            do(database, add_item, *given)
        assert field in problems.value.by_field
    with pytest.raises(Problems):
        do(database, edit_item, one, "T", "", "shipped")
    do(database, edit_item, one, "Exports in parts", TRACKER, "in_progress")
    assert [(row.title, row.url, row.status) for row in rows(database)] == [
        ("Exports in parts", TRACKER, "in_progress")
    ]


def test_a_restricted_case_is_behind_nothing_for_whoever_may_not_see_it(
    database: Database,
) -> None:
    ana, ben = (do(database, add_person, name, role) for name, role in
                (("Ana", "lead"), ("Ben", "agent")))  # fmt: skip
    do(database, add_item, "Exports by parts")
    database.person_id = ana
    secret = case(database, category="Security incident")
    do(database, change_access, secret, [ana])
    do(database, add_link, secret, "roadmap", "R-1")
    assert rows(database)[0].sums.cases == 1
    database.person_id = ben
    assert rows(database)[0].sums.cases == 0
    assert rows(database)[0].credits is None


def test_what_is_planned_again_has_not_shipped(database: Database) -> None:
    one = do(database, add_item, "Dark mode")
    do(database, ship_item, one)
    do(database, edit_item, one, "Dark mode", "", "planned")
    assert [(row.status, row.shipped_at) for row in rows(database)] == [("planned", None)]
