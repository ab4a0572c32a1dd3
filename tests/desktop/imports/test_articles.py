"""A folder of Markdown: all of it comes in, each oddity is named, and it goes out as it came."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.exports.articles import export_articles
from desktop.imports.articles import import_articles
from models.commands.articles import NewArticle, write_article
from models.database import Database
from models.entities import ArticleEvent
from models.markdown_source import source_of
from models.queries.article_sources import linked_article, linked_file
from models.verification import differences
from tests.conftest import SHARED_DATA
from tests.desktop.imports.folders import (
    detail,
    edit,
    in_folder,
    keys,
    out_again,
    put,
    said,
    same_files,
)


def test_what_a_folder_holds_comes_in_published_with_title_text_and_files(
    database: Database, manual: Path
) -> None:
    result = import_articles(database, manual)
    assert (result.added, result.files, result.oddities) == (2, 1, [])
    guide = detail(database, keys(database)["guide.md"])
    assert (guide.title, guide.product, guide.status) == (
        "Reset the cache", "Billing", "published",
    )  # fmt: skip
    assert guide.body.startswith("See [the other](other.md#top)")
    assert [file.name for file in guide.files] == ["cache.png"]
    moved = select(ArticleEvent.data)
    assert database.read(lambda session: session.scalars(moved).first()) == {
        "from": "draft", "to": "published", "why": "Imported from a folder",
    }  # fmt: skip
    assert database.read(differences) == []


def test_links_and_images_are_found_when_the_article_is_read(
    database: Database, manual: Path
) -> None:
    import_articles(database, manual)
    there = keys(database)
    source = source_of(detail(database, there["guide.md"]).fields)
    assert source is not None
    leads = {
        target: database.read(partial(linked_article, source=source, target=target))
        for target in ("other.md#top", "./other", "nowhere.md", "https://example.org/other.md")
    }
    assert leads == {"other.md#top": there["other.md"], "./other": there["other.md"],
                     "nowhere.md": None, "https://example.org/other.md": None}  # fmt: skip
    assert linked_file(source, "images/cache.png") == "cache.png"
    assert linked_file(source, "images/else.png") is None


def test_the_same_folder_again_changes_only_what_was_changed(
    database: Database, manual: Path
) -> None:
    import_articles(database, manual)
    before = keys(database)
    again = import_articles(database, manual)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    put(manual / "other.md", "# The other\n\nMore is known.\n")
    put(manual / "images" / "cache.png", b"\x89PNG two")
    would = import_articles(database, manual, dry_run=True)
    assert (would.added, would.updated, would.unchanged) == (0, 2, 0)
    assert detail(database, before["other.md"]).number == 1
    done = import_articles(database, manual)
    assert (done.added, done.updated, done.unchanged) == (0, 2, 0)
    other = detail(database, before["other.md"])
    assert (other.number, other.body) == (2, "More is known.\n")
    assert keys(database) == before


def test_an_article_whose_file_is_gone_is_left_and_named(database: Database, manual: Path) -> None:
    import_articles(database, manual)
    (manual / "other.md").unlink()
    result = import_articles(database, manual)
    assert said(result)[-1] == (
        f"other.md: {keys(database)['other.md']} came from here, and the file is gone: it is left"
        " as it is."
    )
    assert result.unchanged == 1


def test_what_the_desk_changed_meanwhile_is_kept_as_a_version_and_named(
    database: Database, manual: Path
) -> None:
    import_articles(database, manual)
    key = keys(database)["other.md"]
    edit(database, detail(database, key), body="Written on the desk.\n")
    assert import_articles(database, manual).unchanged == 2, "the file was not changed since"
    put(manual / "other.md", "# The other\n\nWritten in the file.\n")
    result = import_articles(database, manual)
    assert said(result) == [
        f"other.md: {key} was changed on the desk since it was imported: its version 2 holds what"
        " the desk said."
    ]
    assert detail(database, key).body == "Written in the file.\n"


def test_it_is_exported_as_it_came_and_a_new_title_stands_in_its_file(
    database: Database, manual: Path, tmp_path: Path
) -> None:
    import_articles(database, manual)
    there = keys(database)
    out = out_again(database, tmp_path)
    assert same_files(out, manual, ["guide.md", "other.md", "images/cache.png"])
    edit(database, detail(database, there["guide.md"]), title='Empty the "cache"')
    edit(database, detail(database, there["other.md"]), title="Another")
    out_again(database, tmp_path)
    titled = '---\ntitle: "Empty the \\"cache\\""\nproduct: Billing\n---\n\n# Empty the "cache"\n'
    assert (out / "guide.md").read_text().startswith(titled)
    assert (out / "other.md").read_text() == "# Another\n\n[Back](guide.md)\n"
    back = import_articles(database, out)
    assert (back.added, back.updated, back.unchanged) == (0, 0, 2), "a folder of another name"


def test_what_was_written_on_the_desk_goes_out_and_comes_back_as_the_same_article(
    database: Database, tmp_path: Path
) -> None:
    fields = {"deciders": "Ana, Tomás", "review_on": "2027-01-01"}
    for new in (
        NewArticle("how_to", "Größe: how to \\ measure #1", "Step one.\n", product="Scale"),
        NewArticle("decision", "Use one queue", "## Context\n\nTwo.\n", "accepted", fields=fields),
        NewArticle("known_issue", "输出停止", "Symptom.", "workaround"),
    ):
        database.write(partial(write_article, new=new))
    out = out_again(database, tmp_path)
    files = sorted(str(path.relative_to(out)) for path in out.rglob("*.md"))
    assert files == [
        "decision/0001-use-one-queue.md", "how_to/grosse-how-to-measure-1.md",
        "known_issue/输出停止.md",
    ] or files[1] == "how_to/groe-how-to-measure-1.md"  # fmt: skip
    assert (out / files[0]).read_text() == (
        '---\ntitle: "Use one queue"\nkey: "DE-1"\nkind: "decision"\nstate: "accepted"\n'
        'deciders: "Ana, Tomás"\nreview_on: "2027-01-01"\ndraft: "true"\n---\n\n'
        "# 1. Use one queue\n\n## Context\n\nTwo.\n"
    )
    back = import_articles(database, out)
    assert (back.added, back.updated, back.unchanged, said(back)) == (0, 0, 3, [])


def test_decisions_go_out_numbered_as_those_beside_them(database: Database, tmp_path: Path) -> None:
    old = "# 7. Use Go\n\nDate: 2024-05-06\n\n## Status\n\nSuperseded by [8. Rust](008-rust.md)\n"
    folder = in_folder(tmp_path, adr__007_md=old)
    (folder / "adr" / "007.md").rename(folder / "adr" / "007-use-go.md")
    put(folder / "adr" / "008-rust.md", "# 8. Rust\n\n* Status: accepted\n* Deciders: Ana, Bo\n")
    import_articles(database, folder)
    there = keys(database)
    first, second = (detail(database, key) for key in there.values())
    assert (first.kind, first.title, first.state, first.fields["number"]) == (
        "decision", "Use Go", "superseded", 7,
    )  # fmt: skip
    assert (first.fields["decided_on"], first.fields["superseded_by"]) == (
        "2024-05-06", "8. Rust",
    )  # fmt: skip
    assert (second.state, second.fields["deciders"]) == ("accepted", "Ana, Bo")
    database.write(partial(write_article, new=NewArticle("decision", "Ask twice", "Why.\n")))
    database.write(partial(write_article, new=NewArticle("how_to", "No decision", "x")))
    out = tmp_path / "out"
    assert export_articles(database, "decisions", out).written == 3
    assert sorted(path.name for path in (out / "adr").iterdir()) == [
        "003-ask-twice.md", "007-use-go.md", "008-rust.md",
    ]  # fmt: skip
    assert same_files(out, folder, ["adr/007-use-go.md", "adr/008-rust.md"])


@pytest.mark.parametrize(("name", "count"), [("articles", 98), ("decisions", 50)])
def test_the_real_folders_come_in_whole_and_go_out_to_the_letter(
    database: Database, tmp_path: Path, name: str, count: int
) -> None:
    folder = SHARED_DATA / name
    if not folder.is_dir():
        pytest.skip("the real documents are not here")
    result = import_articles(database, folder)
    assert (result.added, result.refused) == (count, [])
    there = keys(database)
    assert len(there) == count
    assert same_files(out_again(database, tmp_path), folder, list(there))
    assert import_articles(database, folder).unchanged == count
    if name == "decisions":
        assert result.kinds == {"decision": 49, "how_to": 1}
        kinds = [detail(database, key).kind for key in there.values()]
        assert kinds.count("decision") == 49, "all but the list of them"
