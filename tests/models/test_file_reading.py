"""Files on their way to a case and back: hostile ones are refused, none is written over."""

import os
import sys
from pathlib import Path

import pytest

from models import file_reading
from models.errors import KnownError
from models.file_reading import MOST_BYTES, read_files, read_one, save_file

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def test_a_file_is_read_whole_under_a_safe_name(tmp_path: Path) -> None:
    path = tmp_path / "trace \u202egpj.txt"
    path.write_bytes(b"\0\xff words")
    assert (read_one(path).name, read_one(path).data) == ("trace _gpj.txt", b"\0\xff words")


def test_what_is_no_file_is_refused_and_keeps_nothing_else_out(tmp_path: Path) -> None:
    good, empty, folder = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "folder"
    good.write_text("words")
    empty.touch()
    folder.mkdir()
    found = read_files([folder, tmp_path / "gone.txt", good, empty])
    assert [file.name for file in found.taken] == ["good.txt"]
    assert [error.sentence for error in found.refused] == [
        "folder is a folder.", "gone.txt is not there any more.", "empty.txt is empty.",
    ]  # fmt: skip
    assert all(error.what_next for error in found.refused)


@POSIX
def test_links_and_pipes_are_refused_without_waiting(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to("/etc/passwd")
    os.mkfifo(pipe)
    said = [error.sentence for error in read_files([link, pipe, Path("/dev/zero")]).refused]
    assert said == [
        "link is a link to another file.",
        "pipe is a device or a pipe, not a file.",
        "zero is a device or a pipe, not a file.",
    ]


@POSIX
def test_a_name_that_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text("words")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert read_one(path).name == "caf_.txt"


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.bin"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(KnownError, match=r"dump\.bin has 25\.0 MB; at most 25\.0 MB"):
        read_one(path)


def test_more_at_once_than_fits_is_left_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reading, "MOST_AT_ONCE", 8)
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path, words in zip(paths, ("12345", "12345", "123"), strict=True):
        path.write_text(words)
    found = read_files(paths)
    assert [file.name for file in found.taken] == ["a.txt", "c.txt"]
    assert "With b.txt it would be more than 8 bytes at once." in str(found.refused[0])


def test_a_file_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "live.log"
    path.write_text("begin")
    seen = os.fstat
    looks = iter(range(9))

    def while_it_grows(number: int) -> os.stat_result:
        if next(looks):
            with path.open("a") as file:
                file.write("more")
        return seen(number)

    monkeypatch.setattr(os, "fstat", while_it_grows)
    with pytest.raises(KnownError, match="changed while it was read"):
        read_one(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("words")
    path.chmod(0)
    with pytest.raises(KnownError, match="secret cannot be read"):
        read_one(path)


def test_nothing_is_written_over_or_beside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "x").symlink_to(tmp_path / "outside")
    names = [save_file(folder, name, b"data").name for name in ("../x", "x", "/etc/CON")]
    assert names == ["x (2)", "x (3)", "_CON"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]
    assert sorted(path.name for path in folder.iterdir()) == ["_CON", "x", "x (2)", "x (3)"]
    assert (folder / "x (2)").read_bytes() == b"data"
