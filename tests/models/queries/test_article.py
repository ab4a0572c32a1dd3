"""An article to be read, and the cases that are linked with it."""

from functools import partial

import pytest
from sqlalchemy import delete, select

from models.article_link_rows import link_up
from models.commands.links import add_link, link_answer, remove_link
from models.commands.undo import undo
from models.database import Database
from models.entities import Article, ArticleLink
from models.errors import KnownError
from models.handbook.events import LINKED
from models.queries.article import article_cases, article_detail
from models.verification import differences
from models.work import Work
from tests.models.commands.desk import detail, opened

BODY = "Exports over 2 GB stall.\n\n## Workaround\nExport by year.\n\n## Fix\nIn 4.3."


def write(work: Work) -> None:
    for key, kind in (("KI-1", "known_issue"), ("KI-10", "known_issue"), ("DE-1", "decision")):
        work.session.add(Article(key=key, kind=kind, title=f"About {key}", body=BODY,
                                 status="published", changed_at=work.now))  # fmt: skip


def link(database: Database, case_id: int, key: str) -> None:
    database.write(partial(add_link, case_id=case_id, kind="article", to=key))


def cases(database: Database, key: str) -> list[str]:
    return [case.key for case in database.read(partial(article_cases, key=key))]


def test_an_article_is_read_with_what_a_customer_may_be_told(database: Database) -> None:
    database.write(write)
    read = database.read(partial(article_detail, key="KI-1"))
    assert (read.kind, read.title, read.body) == ("known_issue", "About KI-1", BODY)
    assert read.workaround == "Export by year."
    assert database.read(partial(article_detail, key="DE-1")).workaround == "Export by year."
    with pytest.raises(KnownError, match="KI-9"):
        database.read(partial(article_detail, key="KI-9"))


def test_its_cases_are_those_still_linked_with_it(database: Database) -> None:
    database.write(write)
    first, second, third = opened(database), opened(database), opened(database)
    for case_id in (first, second):
        link(database, case_id, "KI-1")
    link(database, third, "KI-10")
    assert cases(database, "KI-1") == ["CS-1002", "CS-1001"]
    assert cases(database, "KI-10") == ["CS-1003"]
    (found,) = detail(database, first).links
    assert found.event_id is not None
    database.write(partial(remove_link, case_id=first, event_id=found.event_id))
    assert cases(database, "KI-1") == ["CS-1002"]
    (told,) = database.read(partial(article_cases, key="KI-1"))
    assert (told.title, told.customer, told.status) == ("Exports stall at 90 %", "Contoso", "new")


def links(database: Database) -> list[tuple[int, str, str]]:
    asked = select(ArticleLink.case_id, Article.key, ArticleLink.why).join(
        Article, Article.id == ArticleLink.article_id
    )
    return database.read(lambda session: sorted((*row,) for row in session.execute(asked)))


def test_what_is_kept_of_links_follows_the_log_and_db_check_knows(database: Database) -> None:
    database.write(write)
    first = opened(database)
    link(database, first, "KI-1")
    assert links(database) == [(first, "KI-1", "article")]
    database.write(partial(link_answer, case_id=first, key="KI-1"))
    assert links(database) == [(first, "KI-1", "answer")]
    database.write(partial(undo, case_id=first))
    assert links(database) == [(first, "KI-1", "article")]
    assert database.read(differences) == []
    database.write(lambda work: work.session.execute(delete(ArticleLink)))
    (said,) = database.read(differences)
    assert said.startswith("CS-1001: link")
    assert said.endswith("in the log, but not stored")


def test_an_article_that_came_after_cases_that_name_it_is_linked_with_them(
    database: Database,
) -> None:
    first = opened(database)
    told = {"article": "KI-1", "why": "answer"}
    database.write(lambda work: work.record(first, LINKED, told))
    assert (links(database), database.read(differences)) == ([], [])
    database.write(write)
    database.write(lambda work: link_up(work.session.connection(), ["KI-1", "DE-1"]))
    assert links(database) == [(first, "KI-1", "answer")]
    assert database.read(differences) == []
