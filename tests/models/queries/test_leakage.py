"""Defect leakage: resolved cases that are linked with a defect which reached production."""

from functools import partial

from models.commands.closing import exclude, resolve
from models.commands.links import add_link, remove_link
from models.commands.undo import undo
from models.database import Database
from models.handbook.periods import quarter_of
from models.queries.figures import Figure, figure_cases
from models.queries.leakage import Leakage
from models.queries.review import quarterly_review
from models.review_words import leakage_words
from tests.conftest import NOW
from tests.models.commands.desk import detail, opened

QUARTER = quarter_of(NOW.date())


def link(database: Database, case_id: int, to: str, *, production: bool) -> None:
    database.write(partial(add_link, case_id=case_id, kind="defect", to=to, production=production))


def told(database: Database) -> tuple[Leakage, str, list[int]]:
    """The figure, its words, and the cases behind it."""
    now = database.clock.now()
    review = database.read(partial(quarterly_review, period=QUARTER, now=now))
    figure = partial(figure_cases, period=QUARTER, figure=Figure(kind="leaked"), now=now)
    behind = [row.case_id for row in database.read(figure).rows]
    return review.leakage, str(leakage_words(review)), behind


def test_rule_27_only_resolved_cases_whose_defect_reached_production_count(
    database: Database,
) -> None:
    ids = [opened(database) for _ in range(5)]
    assert told(database)[1] == "No case was resolved, so there is no defect leakage"
    for case_id, production in zip(ids, (True, True, False, True), strict=False):
        link(database, case_id, f"BUG-{case_id}", production=production)
    link(database, ids[0], "BUG-99", production=True)  # a case counts once
    database.write(partial(resolve, case_ids=ids[:3]))
    database.write(partial(exclude, case_id=ids[1], reason="spam"))
    words = "Of the resolved cases, caused by a defect that reached production: 1 of 2 (50 %)"
    assert told(database) == (Leakage(2, 1), words, [ids[0]])


def test_a_link_that_was_parted_counts_no_more_and_one_put_back_does(database: Database) -> None:
    case_id = opened(database)
    link(database, case_id, "BUG-7", production=True)
    database.write(partial(resolve, case_ids=[case_id]))
    (made,) = detail(database, case_id).links
    assert made.event_id is not None
    database.write(partial(remove_link, case_id=case_id, event_id=made.event_id))
    assert told(database)[0] == Leakage(1, 0)
    database.write(partial(undo, case_id=case_id))
    assert told(database)[0] == Leakage(1, 1)
