"""A folder of Markdown: all of it comes in, each oddity is named, and it goes out as it came."""

import os
import unicodedata
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.exports.articles import export_articles
from desktop.imports.articles import FolderResult, import_articles
from models.commands.articles import Edited, NewArticle, save_article, write_article
from models.database import Database
from models.entities import Article, ArticleEvent
from models.errors import KnownError
from models.markdown_source import source_of
from models.queries.article import ArticleDetail, article_detail
from models.queries.article_sources import linked_article, linked_file
from models.verification import differences
from tests.conftest import SHARED_DATA

GUIDE = """\
---
title: "Reset the cache"   # as on the old site
product: Billing
---

# Reset the cache

See [the other](other.md#top) and ![a picture](images/cache.png).
"""
OTHER = "# The other\n\n[Back](guide.md)\n"


def in_folder(tmp_path: Path, **files: str | bytes) -> Path:
    """A folder of these files; two underscores stand for a slash, one before the end for a dot."""
    folder = tmp_path / "manual"
    for name, said in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        put(path, said)
    return folder


def put(path: Path, said: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(said.encode() if isinstance(said, str) else said)


def keys(database: Database) -> dict[str, str]:
    """The article of each path."""
    with_fields = select(Article.key, Article.fields).order_by(Article.id)
    rows = database.read(lambda session: [(*row,) for row in session.execute(with_fields)])
    return {found.path: key for key, fields in rows if (found := source_of(fields))}


def detail(database: Database, key: str) -> ArticleDetail:
    return database.read(partial(article_detail, key=key))


def said(result: FolderResult) -> list[str]:
    return [f"{one.file}:{one.line or ''} {one.said}" for one in result.oddities]


def out_again(database: Database, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    result = export_articles(database, "articles", folder)
    assert not result.oddities
    return folder


def same_files(ours: Path, theirs: Path, paths: list[str]) -> bool:
    return all((ours / path).read_bytes() == (theirs / path).read_bytes() for path in paths)


def edit(database: Database, of: ArticleDetail, **what: str) -> None:
    said = {"title": of.title, "body": of.body, **what}
    edited = Edited(of.id, of.number, said["title"], said["body"], of.state, of.product or None,
                    of.fields)  # fmt: skip
    database.write(partial(save_article, edited=edited))


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """Two articles that lead to each other, and a picture."""
    return in_folder(tmp_path, guide_md=GUIDE, other_md=OTHER, images__cache_png=b"\x89PNG one")


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


ODD: dict[str, str | bytes] = {
    "bom.md": b"\xef\xbb\xbf# A\r\n\r\ntext\r\n",
    "bare.md": "Text without a heading.",
    "empty.md": "",
    "list.md": "---\n- one\n- two\n---\n\n# A list\n",
    "open.md": "---\ntitle: Never closed\n\n# Heading\n",
    "tabs.md": "---\ntitle: Tabs\n\tinner: 1\ntitle: Twice\nno name here\n---\ntext\n",
    "west.md": "# Gr\xf6\xdfe\n\ntext\n".encode("latin-1"),
    "mixed.md": b"# M\n\none\r\ntwo\n",
    "out.md": "# O\n\n[a](../../etc/passwd) [b](file:///etc/passwd) [c](\\\\host\\share)\n"
    "![w](https://example.org/x.png) [d](gone.md) <script>alert(1)</script> [e](javascript:x)\n"
    "`[code](no.md)` [f](/manual/x.html) [g](mailto:a@example.org) [h](#top)\n",
}
SAID = """\
bare.md: Neither front matter nor a heading names it: its file does.
bom.md:1 It begins with a byte-order mark, which is kept beside the text.
bom.md: Its lines end as on Windows or an old Mac: they are exported so again.
empty.md: Neither front matter nor a heading names it: its file does.
empty.md: There is no text in it.
list.md:1 What stands between the dashes has no “name: value”: it is kept as text.
mixed.md: Its lines end in different ways: they are kept as they are.
open.md:1 The front matter that begins here never ends: it is kept as text.
out.md:3 “../../etc/passwd” leads out of the folder: it is kept as it is written.
out.md:3 “file:///etc/passwd” leads to a file of one computer: it stays text, and is not opened.
out.md:3 “\\\\host\\share” leads to another computer of the network: it stays text, and is not opened.
out.md:4 There is a script or a frame in it: it stays text, and is never run.
out.md:4 “gone.md” leads nowhere: there is no such file in the folder.
out.md:4 “javascript:x” holds a script or data: it stays text, and is never run.
out.md:4 The image “https://example.org/x.png” is on the web: it is not fetched.
out.md:5 “/manual/x.html” leads to a place on some web site: it is kept as it is written.
tabs.md:3 It is set in by a tab, which front matter may not be.
tabs.md:4 “title” is said twice: the last one counts.
tabs.md:5 This line of the front matter is no “name: value”.
west.md: It is not in UTF-8: it is read as cp1252, and exported so again.
"""  # noqa: E501


def test_each_oddity_is_named_with_its_line_and_goes_out_as_it_came(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    for name, content in ODD.items():
        put(folder / name, content)
    result = import_articles(database, folder)
    assert sorted(said(result)) == sorted(SAID.splitlines())
    assert result.added == len(ODD)
    assert detail(database, keys(database)["west.md"]).title == "Größe"
    assert same_files(out_again(database, tmp_path), folder, list(ODD))


def test_names_that_collide_links_hidden_files_and_cycles(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    for name in ("Café.md", "read.md", ".git/config.md", "rest.txt", "in/deep.md"):
        put(folder / unicodedata.normalize("NFC", name), f"# {name}\n\ntext\n")
    put(folder / unicodedata.normalize("NFD", "Café.md"), "# another\n\ntext\n")
    put(folder / "READ.md", "# louder\n\ntext\n")
    if len(list(folder.glob("*.md"))) < 4:
        pytest.skip("this file system takes such names for one")
    (folder / "in" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "link.md").symlink_to(folder / "read.md")
    result = import_articles(database, folder)
    assert result.added == 5
    louder, quiet = "READ.md", "read.md"
    one, other = sorted(str(path.name) for path in folder.glob("Caf*"))
    assert said(result) == [
        ".git: Hidden files and folders are left out.",
        "link.md: It is a link to another place, which is not followed.",
        "in/again: It is a link to another place, which is not followed.",
        *(f"{second}: It differs from “{first}” only {how}: both come in, but Windows and macOS can"
          " keep only one of them." for first, second, how in (
            (one, other, "in how its letters are put together"),
            (louder, quiet, "in capital letters"))),
        "rest.txt: It is no article, and none leads to it: it is left out.",
    ]  # fmt: skip
    assert same_files(out_again(database, tmp_path), folder, ["read.md", "READ.md"])


def test_what_cannot_be_an_article_keeps_everything_out_unless_the_good_are_kept(
    database: Database, manual: Path
) -> None:
    put(manual / "nul.md", b"# N\n\n\0")
    put(manual / "long.md", "[" * 1_000_001)
    put(manual / "huge.md", b"x" * 10_000_000)
    result = import_articles(database, manual)
    assert [one.said for one in result.refused] == [
        "It has 10.0 MB; an article has at most 1,000,000 letters.",
        "It has 1,000,001 letters; an article has at most 1,000,000 letters.",
        "It holds a NUL character, which no text does.",
    ]
    assert (result.articles, keys(database)) == (0, {})
    assert import_articles(database, manual, dry_run=True).articles == 0
    kept = import_articles(database, manual, keep_good=True)
    assert (kept.added, len(kept.refused), len(keys(database))) == (2, 3, 2)


def test_a_file_beside_an_article_that_cannot_be_kept_is_named(
    database: Database, manual: Path
) -> None:
    with (manual / "images" / "cache.png").open("wb") as file:
        os.truncate(file.fileno(), 1_000_000_000)
    result = import_articles(database, manual)
    assert said(result) == [
        "guide.md: The file it shows is left out: cache.png has 1000.0 MB; at most 25.0 MB are"
        " kept."
    ]
    assert (result.added, result.files) == (2, 0)


def test_a_folder_that_is_none_or_holds_too_much_is_a_sentence(
    database: Database, manual: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnownError, match="is no folder that can be looked into"):
        import_articles(database, manual / "none")
    monkeypatch.setattr("desktop.imports.folder.MOST_ENTRIES", 3)
    with pytest.raises(KnownError, match="holds more than 3 files"):
        import_articles(database, manual)


def test_an_import_that_is_cancelled_keeps_nothing(database: Database, manual: Path) -> None:
    told = list[int]()
    result = import_articles(
        database, manual, progress=lambda done, _: told.append(done), cancelled=lambda: bool(told)
    )
    assert (result.cancelled, keys(database)) == (True, {})


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
        kinds = [detail(database, key).kind for key in there.values()]
        assert kinds.count("decision") == 49, "all but the list of them"
