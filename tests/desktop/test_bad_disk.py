"""A disk that is full, damaged or not ours to write ends a command with a sentence."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desktop.cli import main
from models.schema import open_checked
from tests.desktop.command_line import READING, Said, Typist, ended, real
from tests.desktop.imports.logs import write_log
from tests.processes import PROCESSES

POSIX = pytest.mark.skipif(os.name == "nt", reason="limits and permissions of POSIX")


def _as_nobody(commands: list[list[str]], good: Path) -> list[Said]:
    """What is said to somebody without rights: root has to give up its own first."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_give_up, args=(commands, good, theirs))
    process.start()
    theirs.close()
    said = ours.recv()
    process.join()
    return list(said)


def _give_up(commands: list[list[str]], good: Path, answer: Connection) -> None:
    for command in (*READING, ["import", os.devnull]):  # what is loaded late, root may still read
        _quietly([*command, "--database", str(good)])
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    answer.send([_quietly(words) for words in commands])


def _quietly(words: list[str]) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    return Said(status, out.getvalue(), err.getvalue())


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which is not so below pytest's own."""
    with TemporaryDirectory(prefix="leadline-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@POSIX
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_desk_that_may_only_be_read_is_told(what: str, desk: Path, open_folder: Path) -> None:
    good, locked = open_folder / "good.db", open_folder / "locked"
    shutil.copy(desk, good)
    log = write_log(open_folder / "log.csv", {})
    locked.mkdir()
    shutil.copy(desk, locked)
    (locked / desk.name).chmod(0o444 if what == "file" else 0o666)
    locked.chmod(0o777 if what == "file" else 0o555)
    here = ["--database", str(locked / desk.name)]
    commands = [["queue", *here], ["db", "info", *here], ["import", str(log), "--zone=UTC", *here]]
    if what == "folder":
        commands.append(["db", "init", f"--database={locked / 'new.db'}", "--zone=UTC"])
    for said in _as_nobody(commands, good):
        assert "may not write" in said.sentence or "cannot be written" in said.sentence
    assert [path.name for path in locked.iterdir()] == [desk.name]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk, and not everywhere")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@POSIX
def test_a_full_disk_stops_a_write_and_the_desk_stays_as_it_was(
    small_disk: Path, tmp_path: Path, typed: Typist
) -> None:
    with chdir(small_disk):
        _fill_up(small_disk, tmp_path, typed)


def _fill_up(small_disk: Path, tmp_path: Path, typed: Typist) -> None:
    """A log, then ballast, then what else a desk writes."""
    desk = str(small_disk / "desk.db")
    assert typed("db", "init", "--database", desk, "--zone", "UTC").status == 0
    log = write_log(tmp_path / "log.csv", *({"number": f"INC{i}"} for i in range(5000)))
    words = ("import", str(log), "--zone", "UTC", "--database", desk)
    assert "the disk is full" in typed(*words).sentence
    assert json.loads(typed("db", "info", "--database", desk, "--json").out)["cases"] == 0
    assert typed("db", "check", "--database", desk).status == 0
    (small_disk / "ballast").write_bytes(b"x" * (_free(small_disk) - 40_000))
    for more in (["init", "--database", f"{desk}2"], ["backup", "--database", desk, "--out=x"]):
        assert "the disk is full" in typed("db", *more).sentence
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "desk.db"]
    assert typed("queue", "--database", desk).status == 0


def _free(place: Path) -> int:
    told = os.statvfs(place)
    return told.f_bavail * told.f_frsize


@POSIX
def test_a_limit_on_files_is_told_like_a_full_disk(desk: Path, tmp_path: Path) -> None:
    def limited() -> None:
        import resource

        size = desk.stat().st_size + 50_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    log = write_log(tmp_path / "log.csv", *({"number": f"INC{i}"} for i in range(2000)))
    said = ended(real("import", log, "--zone", "UTC", "--database", desk, before=limited))
    assert "disk" in said.sentence
    open_checked(desk).dispose()


@POSIX
def test_paper_that_does_not_fit_is_told(desk: Path, typed: Typist) -> None:
    words = ("report", "quarterly", "--period", "2016Q1", "--database", str(desk), "--out")
    assert "full" in typed(*words, "/dev/full").sentence
    with Path("/dev/full").open("w") as full:
        said = ended(real("queue", "--json", "--database", desk, stdout=full))
    assert (said.status, said.err.count("\n")) == (3, 1)
    assert "no room" in said.err


def test_no_damaged_page_ends_in_anything_but_a_sentence(
    desk: Path, tmp_path: Path, typed: Typist
) -> None:
    log = write_log(tmp_path / "log.csv", *({"number": f"INC{i}"} for i in range(30)))
    assert typed("import", str(log), "--zone", "UTC", "--database", str(desk)).status == 0
    whole = desk.read_bytes()
    pages = len(whole) // 4096
    every = 1 if os.environ.get("LEADLINE_FULL") else 24
    told = 0
    for page in range(1, pages, every):
        desk.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        for words in READING:
            said = typed(*words, "--database", str(desk))
            assert said.status in ((0, 1, 3) if words == ["db", "check"] else (0, 3)), said
            if said.status == 3:
                assert said.sentence
        told += typed("db", "check", "--database", str(desk)).status != 0
    assert told > len(range(1, pages, every)) // 2


def test_a_text_that_is_none_any_more_is_told_as_damage(desk: Path, typed: Typist) -> None:
    with closing(sqlite3.connect(desk)) as file, file:
        file.execute("UPDATE policy_versions SET source = CAST(x'6e61ff' AS TEXT)")
    said = typed("handbook", "show", "--database", str(desk))
    assert said.status == 3
    assert "damaged" in said.sentence.lower()
