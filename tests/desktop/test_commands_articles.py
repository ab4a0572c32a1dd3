"""`leadline import FOLDER` and `leadline export`: what they print, do, and return."""

import json
from functools import partial
from pathlib import Path

import pytest

from desktop.cli import main
from models.commands.article_life import publish_article
from models.commands.articles import NewArticle, write_article
from models.commands.cases import NewCase, open_case
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.schema import open_checked
from tests.conftest import NOW, MovingClock


@pytest.fixture
def desk(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    assert main(["--database", path, "db", "init"]) == 0
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "manual"
    made.mkdir()
    (made / "a.md").write_text("# A\n\n[gone](gone.md)\n")
    (made / "b.md").write_text("# B\n\ntext\n")
    return made


def test_a_folder_is_imported_as_articles_and_exported_again(
    desk: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--database", desk]
    assert main([*at, "import", str(folder), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "a.md, line 3: “gone.md” leads nowhere: there is no such file in the folder.",
        "Nothing was written.",
    ]
    assert main([*at, "import", str(folder), "--format", "articles", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["updated"], said["unchanged"]) == (2, 0, 0)
    assert [(one["file"], one["line"], one["refused"]) for one in said["oddities"]] == [
        ("a.md", 3, False)
    ]
    out = tmp_path / "out"
    assert main([*at, "export", "articles", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"2 files written into {out}, 0 as they were.\n"
    assert [(out / name).read_text() for name in ("a.md", "b.md")] == [
        (folder / name).read_text() for name in ("a.md", "b.md")
    ]
    (out / "b.md").write_text("in the way")
    assert main([*at, "export", "articles", "--out", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["oddities"][0]["file"] == "b.md"
    assert main([*at, "export", "articles", "--out", str(out)]) == 1
    assert capsys.readouterr().out.splitlines()[1] == (
        "b.md: It was not written from this desk, or was changed since: it is left."
    )
    assert main([*at, "export", "decisions", "--out", str(tmp_path / "none"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 0


def test_a_file_that_is_refused_keeps_the_others_out_unless_told(
    desk: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "zero.md").write_bytes(b"\0")
    at = ["--database", desk, "import", str(folder)]
    assert main(at) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Nothing was kept; with --keep-good the others come in."
    )
    assert main([*at, "--keep-good"]) == 1
    assert capsys.readouterr().out.startswith("2 articles added")


def test_what_is_no_folder_and_a_folder_that_cannot_be_made_are_sentences(
    desk: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--database", desk]
    assert main([*at, "import", str(folder / "a.md"), "--format", "articles"]) == 3
    assert "is no folder that can be looked into" in capsys.readouterr().err
    assert main([*at, "export", "articles", "--out", str(folder / "a.md")]) == 3
    assert "cannot be made" in capsys.readouterr().err


def test_no_folder_at_all_is_not_taken_for_this_one(
    desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(SystemExit, match="2"):
        main(["--database", desk, "export", "articles", "--out", ""])
    assert "it is empty: name a place" in capsys.readouterr().err
    assert not list(here.iterdir())


def test_what_is_no_folder_of_articles_and_no_log_says_what_to_do(
    desk: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "notes.txt").write_text("text")
    (tmp_path / "empty.csv").write_text("")
    for given, said in (
        ([str(tmp_path / "none")], "There is no Markdown in it"),
        ([str(folder / "a.md")], "Give the folder it is in."),
        ([str(folder / "a.md"), "--format", "articles"], "Give the folder it is in."),
        ([str(tmp_path / "empty.csv")], "empty.csv is empty."),
        ([str(folder), "--format", "servicenow"], "is a folder, and a log is one file."),
        ([str(folder), "--format", "satisfaction"], "or import the folder as articles."),
    ):
        assert main(["--database", desk, "import", *given]) == 3
        assert said in capsys.readouterr().err


def test_refusals_are_marked_and_what_is_alike_is_one_line_said_once(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "manual"
    (folder / "adr").mkdir(parents=True)
    for number in range(1, 8):
        told = f"# One\n\nDate: 0{number}/08/2018\n\n## Status\n\naccepted\n"
        (folder / "adr" / f"000{number}-one.md").write_text(told)
    (folder / "README.md").write_text("# All of them\n\ntext\n")
    (folder / "zero.md").write_bytes(b"\0")
    at = ["--database", desk, "import", str(folder)]
    assert main([*at, "--keep-good"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "They are 7 decisions, 1 how-to.",
        "Refused: zero.md: It holds a NUL character, which no text does.",
        "adr/0001-one.md, line 3: Which day “01/08/2018” is cannot be told for sure: it stays in"
        " the text.",
        "  and 6 more like it; --json names each.",
    ]
    assert main([*at, "--keep-good"]) == 1
    assert "Which day" not in capsys.readouterr().out


def test_an_article_is_read_on_the_terminal(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(open_checked(desk), MovingClock(NOW))
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    new = NewArticle("known_issue", "Exports stall", "Big ones.\n\n## Workaround\n\nHalve it.",
                     product="Billing", fields={"versions": "4.2"})  # fmt: skip
    database.write(partial(write_article, new=new))
    database.write(partial(publish_article, article_id=1, why="Read by two"))
    case = NewCase("Our export stalls", incomplete=True)
    case_id = database.write(partial(open_case, new=case)).result
    database.write(partial(add_link, case_id=case_id, kind="article", to="KI-1"))
    database.close()
    at = ["--database", desk, "article"]
    assert main([*at, "ki-1"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[:2] == ["KI-1  Exports stall", "Known issue · Suspected · Published"]
    for line in ("Product: Billing", "Affected versions: 4.2", "Version: 1", "## Workaround",
                 "Case: CS-1001  Our export stalls (new)"):  # fmt: skip
        assert line in said.splitlines(), line
    assert "Published · Ana Ruiz  Read by two" in said
    assert main([*at, "KI-1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["kind"], told["status"]) == ("KI-1", "known_issue", "published")
    assert told["text"] == new.body
    assert told["fields"] == {"versions": "4.2"}
    assert [one["id"] for one in told["cases"]] == ["CS-1001"]
    assert [(one["what"], one["why"]) for one in told["life"]] == [("Published", "Read by two")]
    assert main([*at, "KI-9"]) == 3
    assert "Nobody has written “KI-9”" in capsys.readouterr().err
