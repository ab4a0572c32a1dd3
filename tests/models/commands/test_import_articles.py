"""Articles from files: known again by where they came from, by title or by key."""

from dataclasses import replace
from functools import partial

from models.commands.articles import NewArticle, write_article
from models.commands.import_articles import (
    Came,
    ImportedArticle,
    from_source,
    import_article,
    would_come,
)
from models.database import Database
from models.file_reading import FileContent
from models.markdown_source import Source
from models.queries.article import article_detail
from models.queries.article_sources import known_articles, linked_article

SOURCE = Source("manual", "in/a.md", "1" * 64, "Stall", "proposed", head="# Stall\n\n",
                files={"in/p.png": "p.png"})  # fmt: skip
SAID = NewArticle("decision", "Stall", "Wait.\n", "proposed")
PICTURE = FileContent("p.png", b"one")


def one(source: Source = SOURCE, said: NewArticle = SAID, key: str = "") -> ImportedArticle:
    return ImportedArticle(source, from_source(said, source), key)


def came(database: Database, what: ImportedArticle, *files: FileContent) -> Came:
    would = database.read(lambda session: would_come(session, known_articles(session), what, files))
    result: Came = database.write(
        lambda work: import_article(work, known_articles(work.session), what, files)
    ).result
    assert would == result.outcome
    return result


def test_a_file_is_known_again_by_its_folder_its_bytes_or_its_title(database: Database) -> None:
    assert came(database, one(), PICTURE) == Came("added", "DE-1")
    assert came(database, one(), PICTURE) == Came("unchanged", "DE-1")
    moved = replace(SOURCE, folder="clone")
    assert came(database, one(moved), PICTURE).outcome == "unchanged"
    changed = replace(moved, sha256="2" * 64)
    other = came(database, one(changed, replace(SAID, body="Go.\n")))
    assert other == Came("updated", "DE-1", 1), "what is on the desk is not the file of that hash"
    else_called = replace(SOURCE, folder="third", sha256="3" * 64, title="Another")
    assert came(database, one(else_called, replace(SAID, title="Another"))).outcome == "added"


def test_a_picture_alone_that_was_changed_is_brought(database: Database) -> None:
    came(database, one(), PICTURE)
    assert came(database, one(), FileContent("p.png", b"two")).outcome == "updated"
    found = database.read(partial(article_detail, key="DE-1"))
    assert (found.number, len(found.files)) == (1, 1)


def test_a_state_that_the_desk_gave_stays_until_the_file_says_another(database: Database) -> None:
    came(database, one())
    for sha256, said, is_now in (
        ("2", "proposed", "proposed"), ("3", "accepted", "accepted"), ("4", "accepted", "accepted"),
    ):  # fmt: skip
        source = replace(SOURCE, sha256=sha256 * 64, state=said)
        came(database, one(source, replace(SAID, body=sha256, state=said)))
        assert database.read(partial(article_detail, key="DE-1")).state == is_now


def test_one_that_was_exported_is_known_by_its_key(database: Database) -> None:
    database.write(partial(write_article, new=replace(SAID, body="Wait.\n")))
    assert came(database, one(key="DE-1")).outcome == "unchanged"
    better = one(said=replace(SAID, body="Go.\n"), key="DE-1")
    assert came(database, better) == Came("updated", "DE-1")
    foreign = one(replace(SOURCE, path="b.md", title="Else"), replace(SAID, title="Else"), "DE-1")
    assert came(database, foreign) == Came("added", "DE-2"), "another desk's key"


def test_a_link_leads_to_an_article_of_its_own_folder(database: Database) -> None:
    for folder in ("manual", "other"):
        source = replace(SOURCE, folder=folder, sha256=folder, title=folder, path="in/README.md")
        came(database, one(source, replace(SAID, title=folder)))
    for folder, key in (("manual", "DE-1"), ("other", "DE-2")):
        source = replace(SOURCE, folder=folder)
        for target in ("README.md#x", ".", "../in/", "/in/README"):
            asked = partial(linked_article, source=source, target=target)
            assert database.read(asked) == key
        assert database.read(partial(linked_article, source=source, target="../../x")) is None
