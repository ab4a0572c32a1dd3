"""Odd folders: each oddity is a sentence with its file and line, and nothing is lost of it."""

import os
import time
import unicodedata
from pathlib import Path

import pytest

from desktop.imports.articles import import_articles
from desktop.imports.folder import look_into
from desktop.imports.markdown_article import read_article
from models.database import Database
from models.errors import KnownError
from models.markdown_source import file_of
from tests.desktop.imports.folders import (
    detail,
    keys,
    out_again,
    put,
    said,
    same_files,
)
from tests.naughty import SHORT

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


def test_what_front_matter_says_and_is_not_understood_is_named(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    for name, told in (
        ("a.md", "kind: novel\nkey: HT-9\nextra: kept"),
        ("b.md", "kind: how-to\nkey: HT-9\nstatus: shining"),
        ("c.md", "kind: decision\nstatus: shining\ndate: 2026-99-99\ntags: [one, two"),
        ("d.md", "tags: [one,\n  two]"),
    ):
        put(folder / name, f"---\n{told}\n---\n# T {name}\n\ntext\n")
    result = import_articles(database, folder)
    assert said(result) == [
        "a.md: “novel” is none of our kinds: it is taken for a how-to.",
        "b.md: Its key “HT-9” stands in a.md too: they are two articles.",
        "b.md: A how-to has no state: “shining” is kept in its file alone.",
        "c.md:5 “tags” begins a list that never ends: it is taken as it is written.",
        "c.md: “2026-99-99” is no day: it stays in the text.",
        "c.md: “shining” is none of our states: it is taken for proposed.",
    ]
    assert same_files(out_again(database, tmp_path), folder, ["a.md", "b.md", "c.md", "d.md"])


def test_a_day_of_review_that_is_none_is_named(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    names = ("a.md", "b.md", "c.md", "d.md")
    for name, day in zip(names, ("2027-02-31", "soon", "31.3.2027", "2027-3-1"), strict=True):
        told = f"kind: decision\nstatus: accepted\nreview_on: {day}"
        put(folder / name, f"---\n{told}\n---\n# T {name}\n\ntext\n")
    result = import_articles(database, folder)
    assert said(result) == [
        "a.md: It is to be reviewed on “2027-02-31”: that is no day, so nobody is asked.",
        "b.md: It is to be reviewed on “soon”: which day that is cannot be told for sure, so"
        " nobody is asked.",
    ]
    made = keys(database)
    days = [detail(database, made[name]).fields.get("review_on") for name in names]
    assert days == [None, None, "2027-03-31", "2027-03-01"]
    assert same_files(out_again(database, tmp_path), folder, list(names))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such files")
def test_long_titles_and_names_that_trouble_other_systems_are_named(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    names = ["CON.md", "a\nb.md", "long.md", "longer.md"]
    put(folder / "CON.md", "# C\n\ntext\n")
    put(folder / "a\nb.md", "# B\n\ntext\n")
    put(folder / "long.md", f"# {'x' * 1_500}\n\ntext\n")
    put(folder / "longer.md", f"---\ntitle: {'y' * 3_000}\n---\ntext\n")
    result = import_articles(database, folder)
    assert said(result) == [
        "CON.md: Windows keeps no file of this name: it comes in, but give it another.",
        "a b.md: There is a line break in its name: give it another.",
        "long.md: Its title has 1,500 letters: the first 1,000 are shown.",
        "longer.md: Its title has 3,000 letters: the first 1,000 are shown.",
    ]
    assert same_files(out_again(database, tmp_path), folder, names)


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


@pytest.mark.parametrize(
    "bomb",
    ["[" * 990_000, "# " + " " * 990_000 + "x", "# a" + " #" * 490_000, "](" * 490_000,
     "> " * 490_000, "- " * 490_000, "---\n" + "a: [" * 200_000,
     "---\na" + " " * 90_000 + "\n---\n",
     "---\na: [" + '"' * 90_000 + "]\n---\n", "x\n" * 490_000, "#\n" * 490_000, "*" * 990_000,
     "`" * 990_000, "<a " * 330_000, "status: " + "superseded by " * 70_000, "=\n" * 490_000,
     "---\n" + "a:\n" * 30_000 + "---\n", "# " + "[a](b" * 190_000],
)  # fmt: skip
def test_a_text_of_any_shape_is_read_in_time(tmp_path: Path, bomb: str) -> None:
    put(tmp_path / "adr" / "1-a.md", bomb)
    folder = look_into(tmp_path, lambda *_: None, lambda: False)
    began = time.process_time()
    read = read_article(folder, "adr/1-a.md")
    assert time.process_time() - began < 8, "it takes a tenth of this"
    assert file_of(read.source, read.title, read.body) == bomb.encode()


def test_whatever_people_type_comes_in_as_title_front_matter_text_and_name_and_goes_out_again(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "naughty"
    for number, typed in enumerate(SHORT):
        put(folder / f"text-{number}.md", f"# {typed}\n\n{typed}\n\n[{typed}]({typed})\n")
        put(folder / f"front-{number}.md", f"---\ntitle: {typed}\nx: {typed}\n---\n{typed}")
        name = typed.replace("/", "∕").replace("\n", " ").lstrip(".")[:40]
        put(folder / f"{name}.md", typed)
    result = import_articles(database, folder)
    assert result.refused == []
    assert result.added == len(list(folder.glob("*.md")))
    assert same_files(out_again(database, tmp_path), folder, list(keys(database)))
    assert import_articles(database, folder).unchanged == result.added
