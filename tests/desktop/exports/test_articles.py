"""Articles in a folder of files: never out of it, never over what is not ours, whole or not there;
what goes out of a made folder is what came in."""

import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.exports.articles import ExportResult, export_articles
from desktop.imports.articles import import_articles
from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    save_article,
    write_article,
)
from models.database import Database
from models.entities import Article
from models.errors import KnownError
from models.file_reading import FileContent
from models.handbook.articles import KINDS
from models.typed_text import one_line
from tests.desktop.imports.folders import detail, edit, keys, put
from tests.desktop.imports.folders import said as oddities_of


def write(database: Database, new: NewArticle, *files: FileContent) -> int:
    made: int = database.write(partial(write_article, new=new)).result
    if files:
        database.write(partial(attach_to_article, article_id=made, files=files))
    return made


def export(database: Database, folder: Path, kind: str = "articles") -> ExportResult:
    return export_articles(database, kind, folder)


def said(result: ExportResult) -> list[str]:
    return [f"{one.file}: {one.said}" for one in result.oddities]


def test_the_files_of_an_article_of_our_own_lie_beside_it(
    database: Database, tmp_path: Path
) -> None:
    for number in (1, 2):
        new = NewArticle("how_to", f"Guide {number}", "![](pic.png)\n")
        write(database, new, FileContent("pic.png", b"%d" % number))
    result = export(database, tmp_path)
    assert (result.written, result.files, result.oddities) == (4, 2, [])
    assert (tmp_path / "how_to/guide-2/pic.png").read_bytes() == b"2"
    assert (tmp_path / "how_to/guide-2/guide-2.md").is_file()
    again = export(database, tmp_path)
    assert (again.written, again.unchanged) == (0, 4)


def test_what_was_written_by_us_is_written_anew_and_what_was_not_is_left_and_named(
    database: Database, tmp_path: Path
) -> None:
    key = "HT-1"
    write(database, NewArticle("how_to", "Guide", "One.\n"))
    write(database, NewArticle("how_to", "Other", "Two.\n"))
    put(tmp_path / "how_to" / "other.md", "somebody's own\n")
    first = export(database, tmp_path)
    assert (first.written, said(first)) == (1, [
        "how_to/other.md: It was not written from this desk, or was changed since: it is left.",
    ])  # fmt: skip
    assert (tmp_path / "how_to" / "other.md").read_text() == "somebody's own\n"
    edit(database, detail(database, key), body="Better.\n")
    assert export(database, tmp_path).written == 1
    assert (tmp_path / "how_to" / "guide.md").read_text().endswith("# Guide\n\nBetter.\n")
    put(tmp_path / "how_to" / "guide.md", "changed in git\n")
    edit(database, detail(database, key), body="Best.\n")
    assert len(export(database, tmp_path).oddities) == 2
    assert (tmp_path / "how_to" / "guide.md").read_text() == "changed in git\n"
    assert not list(tmp_path.rglob(".*")), "no drafts are left"


def test_two_of_one_title_and_two_folders_with_one_path(database: Database, tmp_path: Path) -> None:
    for body in ("one", "two"):
        write(database, NewArticle("how_to", "Same", body))
    for folder in ("first", "second"):
        put(tmp_path / folder / "index.md", f"# {folder}\n\ntext\n")
        import_articles(database, tmp_path / folder)
    out = tmp_path / "out"
    assert export(database, out).written == 4
    assert {str(path.relative_to(out)) for path in out.rglob("*.md")} == {
        "how_to/same.md", "how_to/same-ht-2.md", "index.md", "second/index.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["../out.md", "/etc/out.md", ".git/hooks/x.md", "a//b.md", "./b.md"]
)
def test_nothing_is_written_out_of_the_folder(
    database: Database, tmp_path: Path, path: str
) -> None:
    put(tmp_path / "in" / "a.md", "# A\n\n![](p.png)\n")
    put(tmp_path / "in" / "p.png", "pic")
    import_articles(database, tmp_path / "in")

    def bend(work: object) -> None:
        article = work.session.scalars(select(Article)).one()  # type: ignore[attr-defined]
        source = article.fields["source"] | {"path": path, "files": {path: "p.png"}}
        article.fields = {"source": source}

    database.write(bend)
    out = tmp_path / "deep" / "out"
    assert said(export(database, out)) == [f"{path}: It would not lie in the folder: it is left."]
    assert [item.name for item in out.rglob("*")] == ["how_to", "ht-1.md"]
    assert [item.name for item in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_link_on_the_way_is_not_followed(database: Database, tmp_path: Path) -> None:
    write(database, NewArticle("how_to", "Guide", "One.\n"))
    (tmp_path / "else").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "how_to").symlink_to(tmp_path / "else", target_is_directory=True)
    assert said(export(database, tmp_path / "out")) == [
        "how_to/guide.md: how_to is no folder of this one: it is left out."
    ]
    assert not list((tmp_path / "else").iterdir())


def test_a_folder_that_cannot_be_made_is_a_sentence(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="cannot be made"):
        export(database, tmp_path / "file" / "out")


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0:"), min_size=1, max_size=8)
PIECES = st.sampled_from(
    ["---\n", "title: A\n", "# A\n", "\n", "text\n", "\r\n", "\t", "+++\n", "A\n===\n", "é", "[",
     "](p.png)", "```\n", "Status: accepted\n", "<script>", "\ufeff", "# 1. B\n", "\r",
     "draft: true\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)
FILES = st.dictionaries(NAMES.map(lambda name: f"{name}.md"), TEXTS, min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(files=FILES, encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_what_comes_from_any_folder_goes_out_to_the_letter(
    database: Database, files: dict[str, str], encoding: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / f"in-{len(keys(database))}", Path(place) / "out"
        put(folder / "p.md", "# P\n")
        for name, text in files.items():
            put(folder / name, text.encode(encoding, errors="replace"))
        put(folder / "p.png", b"picture")
        result = import_articles(database, folder, keep_good=True)
        assert not result.refused or "NUL" in oddities_of(result)[0] or "name" in str(files)
        export(database, out)
        for path in folder.glob("[!.]*.md"):
            there = [one for one in (out / path.name, out / folder.name / path.name)
                     if one.is_file()]  # fmt: skip
            assert path.read_bytes() in [one.read_bytes() for one in there]
        database.write(lambda work: work.session.query(Article).delete())


def test_a_state_that_the_file_does_not_say_is_told(database: Database, tmp_path: Path) -> None:
    put(tmp_path / "in" / "adr" / "1-a.md", "# A\n\n## Status\n\nAccepted\n")
    import_articles(database, tmp_path / "in")
    of = detail(database, "DE-1")
    now = Edited(of.id, of.number, of.title, of.body, "superseded", None, of.fields)
    database.write(partial(save_article, edited=now))
    result = export(database, tmp_path / "out")
    assert said(result) == ["adr/1-a.md: DE-1 is superseded on the desk; its file says accepted."]
    assert (result.left, result.written) == ([], 1)


TITLES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    articles=st.lists(
        st.tuples(st.sampled_from(KINDS), TITLES.filter(one_line), TEXTS), min_size=1, max_size=4
    )
)
def test_what_was_written_here_comes_back_to_the_article_it_was(
    database: Database, articles: list[tuple[str, str, str]]
) -> None:
    for kind, title, body in articles:
        write(database, NewArticle(kind, title, body))
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        assert not export(database, out).left
        for added in (0, 0):
            result = import_articles(database, out)
            assert (result.added, result.articles) == (added, len(articles)), oddities_of(result)
        assert result.unchanged == len(articles)
        assert export(database, out).written == 0
    database.write(lambda work: work.session.query(Article).delete())
