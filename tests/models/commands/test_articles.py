"""Articles: each save is a version, none is overwritten unseen, files are kept once."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from models.commands.articles import (
    Clash,
    Edited,
    NewArticle,
    attach_to_article,
    save_article,
    write_article,
)
from models.commands.people import add_person
from models.contents import content_differences
from models.database import Database
from models.entities import ArticleVersion, Content
from models.errors import KnownError, Problems
from models.file_reading import FileContent
from models.queries.article import ArticleDetail, article_detail
from models.queries.search import search
from models.verification import differences
from tests.conftest import MovingClock

STALL = NewArticle("known_issue", "Exports stall", "# Symptom\n\nA wheel turns.", note="First")


def written(database: Database, new: NewArticle = STALL) -> ArticleDetail:
    database.write(partial(write_article, new=new))
    (found, *_) = database.read(partial(search, typed=new.title))
    return detail(database, found.id)


def detail(database: Database, key: str) -> ArticleDetail:
    return database.read(partial(article_detail, key=key))


def edit(of: ArticleDetail, **said: str) -> Edited:
    now = Edited(of.id, of.number, of.title, of.body, of.state, of.product or None, of.fields)
    return replace(now, **said)  # type: ignore[arg-type]  # each is a text


def versions(database: Database) -> list[tuple[int, str, int | None, str]]:
    asked = select(ArticleVersion.number, ArticleVersion.title, ArticleVersion.author_id,
                   ArticleVersion.note).order_by(ArticleVersion.id)  # fmt: skip
    return database.read(lambda session: [(*row,) for row in session.execute(asked)])


def test_a_new_article_is_a_draft_of_its_author_with_a_first_version(
    database: Database, clock: MovingClock
) -> None:
    database.person_id = ana = database.write(partial(add_person, name="Ana Ruiz")).result
    one = written(database)
    assert (one.key, one.status, one.state, one.owner) == (
        "KI-1", "draft", "suspected", "Ana Ruiz",
    )  # fmt: skip
    assert (one.number, one.changed_at) == (1, clock.instant)
    assert versions(database) == [(1, "Exports stall", ana, "First")]
    assert written(database, NewArticle("how_to", "Move a desk", "")).key == "HT-1"
    assert written(database, replace(STALL, title="Imports stall")).key == "KI-2"


def test_each_save_is_a_version_and_what_is_found_is_the_last(database: Database) -> None:
    one = written(database)
    number = database.write(
        partial(save_article, edited=edit(one, title="CSV stalls", note="Narrowed down"))
    ).result
    assert number == 2
    assert [row[1] for row in versions(database)] == ["Exports stall", "CSV stalls"]
    assert detail(database, "KI-1").title == "CSV stalls"
    assert [found.id for found in database.read(partial(search, typed="csv"))] == ["KI-1"]
    assert database.read(differences) == []


def test_what_says_the_same_is_no_version(database: Database) -> None:
    one = written(database)
    assert database.write(partial(save_article, edited=edit(one, note="Again"))).result == 1
    assert len(versions(database)) == 1


def test_what_somebody_else_saved_since_is_not_overwritten(database: Database) -> None:
    one = written(database)
    database.write(partial(save_article, edited=edit(one, body="Theirs")))
    with pytest.raises(Clash) as clash:
        database.write(partial(save_article, edited=edit(one, body="Mine")))
    assert clash.value.number == 2
    assert detail(database, "KI-1").body == "Theirs"
    assert database.write(partial(save_article, edited=edit(one, body="Theirs"))).result == 2


@pytest.mark.parametrize(
    ("new", "field", "said"),
    [
        (replace(STALL, title=" \n "), "title", "An article needs a title."),
        (replace(STALL, title="x" * 1001), "title", "A title has at most 1,000 letters."),
        (replace(STALL, state="accepted"), "state", "“accepted” is no state of this kind."),
        (replace(STALL, product="x" * 201), "product", "A product has at most 200 letters."),
        (replace(STALL, kind="poem"), "kind", "“poem” is no kind of article."),
    ],
)
def test_what_is_no_article_is_refused_at_its_field(
    database: Database, new: NewArticle, field: str, said: str
) -> None:
    with pytest.raises(Problems) as problems:
        database.write(partial(write_article, new=new))
    assert problems.value.by_field == {field: said}


def test_an_article_that_is_gone_says_so(database: Database) -> None:
    with pytest.raises(KnownError, match="This article is gone"):
        database.write(partial(save_article, edited=Edited(9, 1, "T", "", "", None, {})))


def test_a_file_is_kept_once_and_by_one_name_the_newest_counts(database: Database) -> None:
    one = written(database)
    red, blue = FileContent("a.png", b"red"), FileContent("a.png", b"blue")
    for files in ((red, FileContent("b.png", b"red")), (red,), (blue,)):
        database.write(partial(attach_to_article, article_id=one.id, files=files))
    found = {file.name: file.sha256 for file in detail(database, "KI-1").files}
    assert found == {"a.png": blue.sha256, "b.png": red.sha256}
    kept = database.read(lambda session: session.scalars(select(Content.size)).all())
    assert sorted(kept) == [3, 4]
    assert database.read(content_differences) == []


def test_a_version_of_before_there_were_states_comes_back_in_the_state_of_now(
    database: Database,
) -> None:
    one = written(database)
    database.write(partial(save_article, edited=edit(one, state="fixed")))
    now = detail(database, one.key)
    database.write(partial(save_article, edited=edit(now, body="As of old", state="")))
    assert (detail(database, one.key).body, detail(database, one.key).state) == (
        "As of old", "fixed",
    )  # fmt: skip


def test_a_day_of_review_is_a_day(database: Database) -> None:
    def decision(day: str) -> NewArticle:
        return NewArticle("decision", "One queue", "…", fields={"review_on": day})

    for day in ("soon", "2027-02-31", "31.3.2027"):
        with pytest.raises(Problems) as problems:
            database.write(partial(write_article, new=decision(day)))
        assert problems.value.by_field == {"review_on": "Write the day as 2027-03-31."}
    database.write(partial(write_article, new=decision("2027-03-31")))
