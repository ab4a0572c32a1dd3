"""Article coverage of a period by rule 29, on both databases."""

from datetime import timedelta
from functools import partial

import pytest

from models.database import Database
from models.errors import KnownError
from models.handbook.periods import parse_period
from models.handbook.topic_figures import Coverage
from models.queries.article_coverage import NO_COVERAGE, article_coverage
from models.queries.radar import radar
from tests.conftest import NOW
from tests.models.queries.test_radar import by_name, desk, link, published

FIRST, SECOND = parse_period("2026Q1"), parse_period("2026Q2")


def test_rule_29_of_each_quarter_by_its_own_cases(database: Database) -> None:
    desk(database)
    published(database)
    rows = by_name(database)
    link(database, rows["PDF export stalls"].in_quarter[:4])
    link(database, rows["Columns change places"].this_week[:1])
    first = database.read(partial(article_coverage, period=FIRST, now=NOW))
    assert first.share == Coverage(10, 4, 2, 2, 10)
    assert (len(first.covered), len(first.uncovered)) == (4, 6)
    assert set(first.covered) == set(rows["PDF export stalls"].in_quarter[:4])
    second = database.read(partial(article_coverage, period=SECOND, now=NOW))
    assert second.share == Coverage(4, 1, 1, 1, 4)


def test_the_page_of_topics_tells_the_same_as_the_review(database: Database) -> None:
    desk(database)
    told = database.read(partial(radar, now=NOW)).behind
    assert told == database.read(partial(article_coverage, period=FIRST, now=NOW))


def test_a_quarter_without_cases_has_nothing_to_cover(database: Database) -> None:
    assert database.read(partial(article_coverage, period=FIRST, now=NOW)) == NO_COVERAGE


def test_a_quarter_that_has_not_begun_is_no_quarter_yet(database: Database) -> None:
    early = NOW - timedelta(days=365)
    with pytest.raises(KnownError):
        database.read(partial(article_coverage, period=FIRST, now=early))
