"""The radar read from a desk, on both databases: a quarter of cases and the last week."""

from functools import partial

import pytest
from sqlalchemy import select, update

from models.commands.access import change_access
from models.commands.articles import NewArticle, write_article
from models.commands.import_cases import ImportedCase
from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.topics import NameGiven, name_topic
from models.database import Database
from models.entities import Article, Person
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.articles import HOW_TO, PUBLISHED
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.topic_figures import Coverage
from models.queries.radar import Radar, RadarRow, radar
from models.queries.topic_article import symptom_of
from models.queries.topic_cases import cases_by_id
from models.stopping import unless_stopped
from models.work import Work
from tests.conftest import NOW
from tests.models.queries.pasts import HOUR, put

QUARTER = 60 * 24
"""So many hours before NOW, 12 May: in the first quarter of 2026."""
PDF, UMLAUT = "PDF export stalls at 80 %", "Umlaut in a file name refused"


def told(number: int, title: str, back: int, took: int = 8, **facts: object) -> ImportedCase:
    """A case opened so many hours ago, of a product where `facts` say so, resolved by Ben."""
    at = to_seconds(NOW) - back * HOUR
    opened = {"title": title, "priority": "P2", "category": "exports", **facts}
    events = [
        Event(0, ev.OPENED, at, at, opened), Event(1, ev.ASSIGNED, at, at, {"person": "Ben"}),
        Event(2, ev.CONTACT, at + 600, at + 600, {"type": "reply"}),
        Event(3, ev.RESOLVED, at + took * HOUR, at + took * HOUR, {}),
    ]  # fmt: skip
    return ImportedCase(str(number), [one for one in events if one.occurred_at <= to_seconds(NOW)])


def desk(database: Database) -> None:
    """Six cases of one topic in the last quarter, four of another, four of a third in this week."""
    put(database, [
        *(told(n, PDF, QUARTER + 20 * n) for n in range(6)),
        *(told(n, UMLAUT, QUARTER + 20 * n, took=2) for n in range(10, 14)),
        *(told(n, "Columns change places", 3 + n, took=1) for n in range(20, 24)),
    ])  # fmt: skip


class Watched:
    """Somebody who looks at it, and stops it after so many steps."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self.told = list[tuple[int, int | None]]()

    @property
    def cancelled(self) -> bool:
        return len(self.told) >= self._steps

    def report(self, done: int, total: int | None = None) -> None:
        self.told.append((done, total))


def read(database: Database) -> Radar:
    return database.read(partial(radar, now=NOW))


def by_name(database: Database) -> dict[str, RadarRow]:
    return {row.name: row for row in read(database).rows}


def published(database: Database, title: str = "PDF exports") -> int:
    """The id of a how-to that can be read."""

    def write(work: Work) -> int:
        article_id = write_article(work, NewArticle(HOW_TO, title, "Try again."))
        work.session.execute(
            update(Article).where(Article.id == article_id).values(status=PUBLISHED)
        )
        return article_id

    return database.write(write).result


def link(database: Database, case_ids: tuple[int, ...], key: str = "HT-1") -> None:
    for case_id in case_ids:
        database.write(partial(add_link, case_id=case_id, kind="article", to=key))


def test_topics_of_a_quarter_with_their_figures(database: Database) -> None:
    desk(database)
    found = read(database)
    assert (found.period and found.period.name, found.over) == ("2026Q1", True)
    rows = {row.name: row for row in found.rows}
    pdf = rows["PDF export stalls"]
    assert (pdf.sums.cases, pdf.sums.known, pdf.example, len(pdf.without)) == (6, 6, PDF, 6)
    assert pdf.sums.hours > rows["Umlaut file name"].sums.hours > 0
    assert [row.name for row in found.write_next] == ["PDF export stalls", "Umlaut file name"]
    assert pdf.saved == pytest.approx(pdf.sums.hours / 4)
    assert found.coverage == Coverage(10, 0, 2, 2, 10)


def test_what_comes_more_often_this_week_rises_and_the_others_do_not(database: Database) -> None:
    desk(database)
    (rising,) = read(database).rising
    assert (rising.name, rising.rise.now, rising.rise.usual) == ("Columns change places", 4, 0)
    assert rising.sums.cases == 0
    behind = database.read(partial(cases_by_id, ids=rising.this_week))
    assert (behind.total, {row.title for row in behind.rows}) == (4, {"Columns change places"})


def test_of_many_topics_more_must_come_to_be_no_chance(database: Database) -> None:
    """Four in the last week and none before: of 80 topics that is marked, of 400 it is not."""
    old = told(9_999, "Long ago", QUARTER, category="old")
    others = [
        told(100 + 4 * n + at, f"subject{n} detail{n}", 200 + n, category=f"place {n}")
        for n in range(400) for at in range(3)
    ]  # fmt: skip
    four = [told(n, "Columns change places", 3 + n, took=1) for n in range(4)]
    put(database, [old, *others, *four])
    found = read(database)
    row = next(one for one in found.rows if one.topic.category == "exports")
    assert (row.rise.now, row.rise.usual) == (4, 0)
    assert 80 * row.rise.chance < 0.05 < 400 * row.rise.chance
    assert not row.rises


def test_an_article_that_can_be_read_answers_and_a_draft_does_not(database: Database) -> None:
    desk(database)
    article_id = published(database)
    link(database, by_name(database)["PDF export stalls"].in_quarter[:3])
    found = read(database)
    pdf = next(row for row in found.rows if row.name == "PDF export stalls")
    assert (pdf.sums.with_article, len(pdf.without)) == (3, 3)
    assert found.coverage.covered == 3
    assert pdf not in found.write_next, "half of them are answered"
    assert (pdf.shorter.with_article, pdf.shorter.without) == (3, 3)

    def draft(work: Work) -> None:
        work.session.execute(update(Article).where(Article.id == article_id).values(status="draft"))

    database.write(draft)
    assert read(database).coverage.covered == 0


def test_restricted_cases_are_in_no_topic(database: Database) -> None:
    desk(database)
    ids = by_name(database)["Umlaut file name"].in_quarter
    ben = database.read(lambda session: session.scalars(select(Person.id)).one())
    for case_id in ids[:2]:
        database.write(partial(change_access, case_id=case_id, add=[ben]))
    assert read(database).coverage.of_cases == 8
    assert not set(ids[:2]) & {case for row in read(database).rows for case in row.topic.cases}


def test_cases_that_were_taken_out_are_in_no_topic(database: Database) -> None:
    put(database, [told(1, PDF, QUARTER)])
    assert read(database).coverage.of_cases == 1
    spam = told(2, PDF, QUARTER).events
    out = Event(3, ev.EXCLUDED, to_seconds(NOW), to_seconds(NOW), {"reason": "spam"})
    put(database, [ImportedCase("2", [*spam[:3], out])])
    assert read(database).coverage.of_cases == 1


def test_the_product_tells_topics_apart(database: Database) -> None:
    products: list[object] = [{"product": "Desk", "version": "4"}, {"product": "App"}, "4.2"]
    put(database, [
        told(n, PDF, QUARTER + n, environment=products[n % 3]) for n in range(9)
    ])  # fmt: skip
    found = read(database).rows
    assert {(row.topic.product, row.sums.cases) for row in found} == {
        ("Desk", 3), ("App", 3), ("", 3),
    }  # fmt: skip


def test_an_empty_desk_has_no_topics(database: Database) -> None:
    assert read(database) == Radar()
    assert read(database).to_json()["quarter"] is None


def test_it_can_be_stopped_while_cases_are_read(database: Database) -> None:
    desk(database)
    watched = Watched(1)
    read_on = partial(unless_stopped, watched=watched)
    found = database.read(lambda session: read_on(partial(radar, session, NOW)))
    assert (found, watched.told) == (None, [(0, None)])


def test_how_far_it_is_is_told(database: Database) -> None:
    desk(database)
    watched = Watched(1_000)
    found = database.read(lambda session: unless_stopped(partial(radar, session, NOW), watched))
    assert found == read(database)
    assert (14, 14) in watched.told


# ---- names ----


def given(row: RadarRow, name: str) -> NameGiven:
    return NameGiven(row.topic.product, row.topic.category, row.topic.words, name, row.name_id)


def test_a_name_is_given_changed_and_taken_away(database: Database) -> None:
    desk(database)
    pdf = by_name(database)["PDF export stalls"]
    name_id = database.write(partial(name_topic, given=given(pdf, "  Big  exports "))).result
    named = by_name(database)["Big exports"]
    assert (named.name_id, named.sums) == (name_id, pdf.sums)
    assert database.write(partial(name_topic, given=given(named, "Exports"))).result == name_id
    assert "Exports" in by_name(database)
    database.write(partial(name_topic, given=given(named, "")))
    assert "PDF export stalls" in by_name(database)
    database.write(partial(name_topic, given=given(named, "Back again")))
    assert "Back again" in by_name(database), "a name that was taken away is given anew"


def test_two_topics_of_a_category_have_not_one_name(database: Database) -> None:
    desk(database)
    rows = by_name(database)
    database.write(partial(name_topic, given=given(rows["PDF export stalls"], "Exports")))
    with pytest.raises(KnownError, match="already"):
        database.write(partial(name_topic, given=given(rows["Umlaut file name"], "Exports")))


def test_an_article_begins_with_what_customers_say(database: Database) -> None:
    desk(database)
    ids = by_name(database)["PDF export stalls"].in_quarter
    body = database.read(partial(symptom_of, case_ids=ids))
    said = f"## Symptom\n\nCustomers say:\n\n- {PDF}\n\nSeen in #5, #4, #3, #2, #1, #0.\n"
    assert body.startswith(said)


def test_a_case_that_was_restricted_meanwhile_begins_no_article(database: Database) -> None:
    desk(database)
    ids = by_name(database)["PDF export stalls"].in_quarter
    me = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    database.person_id = me
    database.write(partial(change_access, case_id=ids[0], add=[me]))
    body = database.read(partial(symptom_of, case_ids=ids))
    assert "Seen in #5, #4, #3, #2, #1.\n" in body
