"""An article at a case: its answer linked once, what was said of it; one written from a case."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from models.commands.article_from_case import write_from_case
from models.commands.article_use import answer_with, judge_article
from models.commands.closing import ClosingNote, keep_note
from models.commands.contacts import add_note
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.entities import ArticleEvent
from models.errors import KnownError
from models.queries.article import article_cases, article_detail
from models.queries.article_record import article_worth
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.test_similar import KNOWN, article


def said(database: Database) -> list[tuple[int | None, str, str]]:
    asked = select(ArticleEvent.person_id, ArticleEvent.data).order_by(ArticleEvent.id)
    return database.read(
        lambda session: [
            (who, data["verdict"], data["words"]) for who, data in session.execute(asked)
        ]
    )


def test_an_answer_is_linked_once_however_often_it_is_given(database: Database) -> None:
    article(database, "KI-1", "Exports stall", KNOWN)
    case_id = opened(database)
    for _ in range(2):
        database.write(partial(answer_with, case_id=case_id, key="KI-1"))
    assert [(link.key, link.why) for link in detail(database, case_id).links] == [
        ("KI-1", "answer")
    ]
    with pytest.raises(KnownError, match="KI-9"):
        database.write(partial(answer_with, case_id=case_id, key="KI-9"))


def test_what_each_person_says_is_recorded_and_the_same_words_once(
    database: Database, clock: MovingClock
) -> None:
    article(database, "KI-1", "Exports stall", KNOWN)
    changed = database.read(partial(article_detail, key="KI-1")).changed_at
    clock.instant += timedelta(days=1)
    case_id = opened(database)
    ana, ben = (
        database.write(partial(add_person, name=name)).result for name in ("Ana Ruiz", "Ben Okafor")
    )
    judge = partial(judge_article, case_id=case_id, key="KI-1")
    database.person_id = ana
    database.write(partial(judge, verdict="helped"))
    database.write(partial(judge, verdict="helped"))
    database.person_id = ben
    database.write(partial(judge, verdict="wrong", words=" Only for 4.1 "))
    assert said(database) == [(ana, "helped", ""), (ben, "wrong", "Only for 4.1")]
    assert database.read(partial(article_detail, key="KI-1")).changed_at == changed
    worth = database.read(partial(article_worth, article_id=1, now=database.clock.now()))
    assert (worth.record.wrong, worth.record.helped) == (1, 0)
    assert [(one.case, one.person, one.words) for one in worth.said] == [
        ("CS-1001", "Ben Okafor", "Only for 4.1"), ("CS-1001", "Ana Ruiz", ""),
    ]  # fmt: skip
    with pytest.raises(KnownError, match="perhaps"):
        database.write(partial(judge, verdict="perhaps"))


def test_a_known_issue_is_written_from_what_a_case_tells(database: Database) -> None:
    new = replace(WHOLE, steps="Export 2 GB", actual="It stalls", environment="",
                  product="Exports", version="4.2", platform="Windows")  # fmt: skip
    case_id = opened(database, new)
    database.write(partial(add_note, case_id=case_id, text="Root cause: a lock is held"))
    note = ClosingNote(workaround="Export by month")
    database.write(partial(keep_note, case_id=case_id, note=note))
    key = database.write(partial(write_from_case, case_id=case_id)).result
    one = database.read(partial(article_detail, key=key))
    assert (one.key, one.kind, one.status, one.state) == (
        "KI-1", "known_issue", "draft", "suspected",
    )  # fmt: skip
    assert (one.title, one.product) == ("Exports stall at 90 %", "Exports")
    assert one.fields == {"versions": "4.2", "environment": "Windows"}
    assert one.workaround == "Export by month"
    assert "## Symptom\n\nIt stalls\n\nSteps:\n\nExport 2 GB" in one.body
    assert "## Environment\n\nExports 4.2 · Windows" in one.body
    assert "## Cause\n\na lock is held" in one.body
    assert one.body.endswith("## Fix\n")
    assert "Contoso" not in one.body
    assert [case.id for case in database.read(partial(article_cases, key=key))] == [case_id]
    assert database.read(differences) == []


def test_of_a_restricted_case_no_article_is_written(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    case_id = opened(database, replace(WHOLE, security="yes", priority="P1"))
    with pytest.raises(KnownError, match="seen by few"):
        database.write(partial(write_from_case, case_id=case_id))


def test_what_a_linked_restricted_case_says_is_in_no_article(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    secret = opened(database, replace(WHOLE, security="yes", priority="P1"))
    note = ClosingNote(workaround="Turn the firewall off")
    database.write(partial(keep_note, case_id=secret, note=note))
    case_id = opened(database)
    database.write(partial(add_link, case_id=case_id, kind="same", to="CS-1001"))
    key = database.write(partial(write_from_case, case_id=case_id)).result
    body = database.read(partial(article_detail, key=key)).body
    assert "firewall" not in body
    assert "CS-1001" not in body
