"""An article's way from a draft to an answer and to the archive, each step with who and why."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from models.commands.article_life import (
    archive_article,
    ask_review,
    claim_chores,
    find_stale,
    have_verified,
    own_article,
    product_released,
    publish_article,
    send_back,
    verify_article,
)
from models.commands.article_use import answer_with
from models.commands.articles import NewArticle, write_article
from models.commands.closing import reopen, resolve
from models.commands.people import add_person, leave_team
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.article import ArticleDetail, article_detail
from models.queries.article_life import all_waiting, article_life, chores, stale_articles
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

STALL = NewArticle("known_issue", "Exports stall", "A wheel turns.", product="Sync")


@pytest.fixture
def team(database: Database) -> dict[str, int]:
    """Ana leads, Ben and Cy do not; Ben is at the desk."""
    made = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "lead"), ("Ben", "agent"), ("Cy", "agent"))
    }
    database.person_id = made["Ben"]
    return made


def written(database: Database, new: NewArticle = STALL) -> int:
    return database.write(partial(write_article, new=new)).result


def do(database: Database, command: Callable[..., Any], *given: Any, by: int | None = None) -> Any:
    before, database.person_id = database.person_id, by or database.person_id
    try:
        return database.write(lambda work: command(work, *given)).result
    finally:
        database.person_id = before


def detail(database: Database, key: str = "KI-1") -> ArticleDetail:
    return database.read(partial(article_detail, key=key))


def told(database: Database, article_id: int) -> list[tuple[str, str, str]]:
    rows = database.read(partial(article_life, article_id=article_id))
    return [(row.who, str(row.words), row.why) for row in rows]


def test_from_draft_over_review_to_an_answer_and_to_the_archive(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = written(database)
    do(database, ask_review, one, team["Cy"], date(2026, 5, 20))
    now = detail(database)
    assert (now.status, now.reviewer, now.due_on) == ("in_review", "Cy", "2026-05-20")
    do(database, send_back, one, "Name the version.", by=team["Cy"])
    assert (detail(database).status, detail(database).due_on) == ("draft", "")
    do(database, ask_review, one, team["Cy"], None)
    do(database, publish_article, one, by=team["Cy"])
    assert (detail(database).status, detail(database).published_at) == ("published", clock.instant)
    do(database, have_verified, one, "4.2 is out.")
    clock.instant += timedelta(days=1)
    do(database, verify_article, one, "Tried it.")
    assert (detail(database).status, detail(database).verified_at) == ("published", clock.instant)
    do(database, archive_article, one, "Fixed in 4.3.")
    do(database, send_back, one, "It is back in 4.4.")
    assert told(database, one) == [
        ("Ben", "Draft", "It is back in 4.4."), ("Ben", "Archived", "Fixed in 4.3."),
        ("Ben", "It still holds", "Tried it."), ("Ben", "Needs verification", "4.2 is out."),
        ("Cy", "Published", ""), ("Ben", "Cy was asked to review it", ""), ("Ben", "In review", ""),
        ("Cy", "Draft", "Name the version."),
        ("Ben", "Cy was asked to review it by 20 May 2026", ""), ("Ben", "In review", ""),
    ]  # fmt: skip


def test_what_is_in_review_is_published_by_its_reviewer_or_a_lead(
    database: Database, team: dict[str, int]
) -> None:
    one = written(database)
    do(database, ask_review, one, team["Cy"], None)
    with pytest.raises(KnownError, match="KI-1 waits for Cy"):
        do(database, publish_article, one)
    do(database, publish_article, one, by=team["Ana"])
    assert detail(database).status == "published"


def test_nobody_reviews_what_they_ask_for_and_a_reason_is_asked_for(
    database: Database, team: dict[str, int]
) -> None:
    one = written(database)
    refused: list[tuple[str, Callable[..., Any], tuple[Any, ...]]] = [
        ("reviewer", ask_review, (one, team["Ben"], None)),
        ("reviewer", ask_review, (one, 99, None)),
        ("why", send_back, (one, " ")), ("why", archive_article, (one, "")),
        ("why", have_verified, (one, "")), ("owner", own_article, (one, 99)),
    ]  # fmt: skip
    for field, command, given in refused:
        with pytest.raises(Problems) as problems:
            do(database, command, *given)
        assert field in problems.value.by_field
    assert detail(database).status == "draft"


def test_a_step_that_is_no_longer_possible_is_refused(
    database: Database, team: dict[str, int]
) -> None:
    one = written(database)
    do(database, publish_article, one)
    with pytest.raises(KnownError, match="KI-1 is published; it cannot become published"):
        do(database, publish_article, one)
    with pytest.raises(KnownError, match="HT-1 is not published"):
        do(database, verify_article, written(database, NewArticle("how_to", "T", "")))


def test_what_is_old_is_to_be_verified_by_the_desk_and_stays_an_answer(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = written(database)
    do(database, publish_article, one)
    clock.instant += timedelta(days=89)
    assert do(database, find_stale) == []
    clock.instant += timedelta(days=1)
    assert do(database, find_stale) == [one]
    assert do(database, find_stale) == []
    assert told(database, one)[0] == (
        "", "Needs verification", "Nobody has verified it for 90 days.",
    )  # fmt: skip


def test_three_cases_reopened_after_it_was_used_ask_for_it(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = written(database)
    do(database, publish_article, one)
    for _ in range(3):
        assert database.read(partial(stale_articles, now=clock.now())) == []
        case_id = opened(database)
        database.write(partial(answer_with, case_id=case_id, key="KI-1"))
        clock.instant += timedelta(minutes=5)
        database.write(partial(resolve, case_ids=[case_id]))
        clock.instant += timedelta(minutes=5)
        database.write(partial(reopen, case_id=case_id))
    assert do(database, find_stale) == [one]
    clock.instant += timedelta(minutes=1)
    do(database, verify_article, one)
    assert do(database, find_stale) == []


def test_a_release_asks_for_what_is_published_about_the_product(
    database: Database, team: dict[str, int]
) -> None:
    one, other = written(database), written(database, NewArticle("how_to", "T", "", product="Web"))
    for article_id in (one, other):
        do(database, publish_article, article_id)
    assert do(database, product_released, " sync", "4.3") == [one]
    assert told(database, one)[0][2] == "Sync 4.3 was released."


def test_what_waits_is_told_once_to_whom_it_waits_for(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = written(database)
    do(database, ask_review, one, team["Cy"], date(2026, 5, 1))
    cy = partial(chores, person_id=team["Cy"], now=clock.now())
    assert [(c.key, c.what, c.on, c.late) for c in database.read(cy)] == [
        ("KI-1", "review", "2026-05-01", True)
    ]
    assert len(do(database, claim_chores, team["Cy"])) == 1
    assert do(database, claim_chores, team["Cy"]) == []
    assert do(database, claim_chores, team["Ana"]) == []
    do(database, publish_article, one, by=team["Cy"])
    do(database, have_verified, one, "4.2 is out.")
    assert [c.what for c in do(database, claim_chores, team["Ben"])] == ["verify"]
    do(database, own_article, one, None)
    assert [c.what for c in do(database, claim_chores, team["Ana"])] == ["verify"]
    assert len(database.read(cy)) == 0


def test_nobody_who_left_is_asked_or_owns(database: Database, team: dict[str, int]) -> None:
    one = written(database)
    do(database, leave_team, team["Cy"], by=team["Ana"])
    with pytest.raises(Problems) as asked:
        do(database, ask_review, one, team["Cy"], None)
    with pytest.raises(Problems) as owned:
        do(database, own_article, one, team["Cy"])
    assert (*asked.value.by_field, *owned.value.by_field) == ("reviewer", "owner")


def test_of_two_desks_that_look_at_once_one_asks_for_verification(
    database: Database, team: dict[str, int], clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = written(database)
    do(database, publish_article, one)
    clock.instant += timedelta(days=90)
    seen = database.read(partial(stale_articles, now=clock.now()))
    assert do(database, find_stale) == [one]
    monkeypatch.setattr("models.commands.article_life.stale_articles", lambda *_: seen)
    assert do(database, find_stale) == [], "the other desk had read it before the first was done"


def test_what_waited_for_who_left_waits_for_the_leads(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one, other = written(database), written(database)
    do(database, ask_review, one, team["Cy"], None)
    do(database, publish_article, other)
    do(database, own_article, other, team["Cy"])
    do(database, have_verified, other, "4.2 is out.")
    ana = partial(chores, person_id=team["Ana"], now=clock.now())
    assert database.read(ana) == []
    do(database, leave_team, team["Cy"], by=team["Ana"])
    assert [c.what for c in database.read(ana)] == ["review", "verify"]
    assert {one.who for one in database.read(partial(all_waiting, now=clock.now()))} == {""}
    assert len(do(database, claim_chores, team["Ana"])) == 2


def test_of_many_that_are_due_some_are_taken_at_a_look(
    database: Database, team: dict[str, int], clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = [written(database) for _ in range(3)]
    for one in due:
        do(database, publish_article, one)
    clock.instant += timedelta(days=90)
    monkeypatch.setattr("models.commands.article_life.STALE_AT_ONCE", 2)
    assert [do(database, find_stale) for _ in range(3)] == [due[:2], due[2:], []]


def test_days_are_the_teams_and_not_those_of_utc(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    clock.instant = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # 1 February in Berlin
    article_id = written(database)
    do(database, publish_article, article_id)
    clock.instant += timedelta(days=89, hours=1)  # 1 May in Berlin: 89 days
    assert database.read(partial(stale_articles, now=clock.now())) == []
    clock.instant += timedelta(days=1)
    assert len(database.read(partial(stale_articles, now=clock.now()))) == 1
    do(database, have_verified, article_id, "4.2 is out")
    (chore,) = database.read(partial(chores, person_id=team["Ben"], now=clock.now()))
    (waits,) = database.read(partial(all_waiting, now=clock.now()))
    assert (chore.on, waits.on) == ("2026-05-02", "2026-05-02")
