"""The published list of corrective actions on paper: roles alone, whatever is in it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.reports.actions import actions_bytes
from models.commands.corrective_actions import change_action, drop_action, finish_action
from models.database import Database
from models.handbook.action_effect import Judgement, Reading
from models.handbook.exact_intervals import Interval
from models.queries.published_actions import PublishedActions, published_actions
from tests.conftest import MovingClock
from tests.desktop.reports.tagged import check_tagged
from tests.desktop.reports.test_payloads import LITERAL
from tests.models.commands.actions import NO_STALL, a_team, do, made


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def read(database: Database) -> PublishedActions:
    return database.read(partial(published_actions, now=database.clock.now()))


@pytest.fixture
def told(database: Database, clock: MovingClock) -> PublishedActions:
    """One open and carried, two done of which one worked, one dropped."""
    team = a_team(database)
    late = made(database, replace(NO_STALL, due_on="2026-05-13", owner_id=team["Ben"]))
    ids = [made(database, replace(NO_STALL, title=one)) for one in ("Worked", "Young", "Gone")]
    clock.instant += timedelta(days=1)
    do(database, change_action, late, {"due_on": "2026-05-14"}, 1, "The part is late.")
    do(database, finish_action, ids[0], "Seen in production")
    do(database, finish_action, ids[1], "KI")
    do(database, drop_action, ids[2], "Nobody reads it")
    clock.instant += timedelta(days=9)
    found = read(database)
    worked = Judgement(
        "worked", "", Reading("2025Q3", "2025Q3", 1, 14, 160),
        Reading("2026Q1", "2026Q1", 1, 3, 171), Interval(0.0369, 0.7181),
    )  # fmt: skip
    rows = tuple(replace(row, judgement=worked) if row.title == "Worked" else row
                 for row in found.rows)  # fmt: skip
    return replace(found, rows=rows)


def test_it_says_open_first_then_what_was_done_and_dropped(told: PublishedActions) -> None:
    said = words(actions_bytes(told))
    for sentence in (
        "1 action is open; 1 is overdue. 2 are done: 1 worked, 0 did not, 1 cannot be told"
        " yet. 1 was dropped.",
        "14 May 2026, 8 days overdue", "13 May 2026, carried 1×",
        "Before 14 of 160 (Q3 2025), after 3 of 171 (Q1 2026)",
        "Worked: between 0.04 and 0.72 times as often, with 95 % certainty.",
        "Seen in production", "Nobody reads it",
    ):  # fmt: skip
        assert sentence in said
    order = [said.index(one) for one in ("Open", "Done, and", "Dropped", "How this was judged")]
    assert order == sorted(order)


def test_it_names_roles_and_no_person(told: PublishedActions) -> None:
    said = words(actions_bytes(told)) + str(told.told())
    assert "Squad lead" in said
    assert not any(name in said.split() for name in ("Ana", "Ben", "Cy"))


def test_the_same_list_gives_the_same_tagged_bytes(told: PublishedActions) -> None:
    content = actions_bytes(told)
    assert content == actions_bytes(told)
    check_tagged(content)


def test_an_empty_list_says_so(database: Database) -> None:
    a_team(database)
    content = actions_bytes(read(database))
    assert "No corrective action has been made yet." in words(content)
    check_tagged(content)


@pytest.mark.parametrize("payload", LITERAL)
def test_words_of_people_are_printed_as_they_are(told: PublishedActions, payload: str) -> None:
    rows = tuple(replace(row, title=payload, evidence=payload, role=payload) for row in told.rows)
    check_tagged(actions_bytes(replace(told, rows=rows)))


@pytest.mark.parametrize("count", [1, 61, 2_000])
def test_however_many_there_are(told: PublishedActions, count: int) -> None:
    done = next(row for row in told.rows if row.title == "Young")
    open_ = next(row for row in told.rows if row.overdue)
    content = actions_bytes(replace(told, rows=(open_, *[done] * count)))
    assert f"{count:,} {'is' if count == 1 else 'are'} done" in words(content)


def test_long_words_do_not_stop_it(told: PublishedActions) -> None:
    rows = tuple(replace(row, title="x" * 1_000, evidence="word " * 4_000) for row in told.rows)
    assert actions_bytes(replace(told, rows=rows)).startswith(b"%PDF")
