"""A report is on the disk whole, or as it was before."""

import errno
import os
from pathlib import Path

import pytest

from desktop.reports.saving import save
from models.errors import KnownError

PDF = b"%PDF-1.4 a report"


def test_a_saved_file_is_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    save(PDF, path)
    assert path.read_bytes() == PDF
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_report_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"%PDF-1.4 the old one")
    path.chmod(0o600)
    save(PDF, path)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_no_report_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(b"SQLite format 3")
    with pytest.raises(KnownError, match="is there already, and is not a PDF"):
        save(PDF, path)
    assert path.read_bytes() == b"SQLite format 3"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "latest.pdf"
    real.write_bytes(b"%PDF-1.4 the old one")
    link.symlink_to(real)
    save(PDF, link)
    assert link.is_symlink()
    assert real.read_bytes() == PDF


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no folder"):
        save(PDF, tmp_path / "nowhere" / "review.pdf")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that takes no file")
def test_a_folder_that_is_there_and_takes_no_file_is_not_said_to_be_missing() -> None:
    with pytest.raises(KnownError, match=r"/proc/review\.pdf cannot be written"):
        save(PDF, Path("/proc/review.pdf"))


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(KnownError, match="There is no folder"):
        save(PDF, tmp_path / "file" / "review.pdf")


def test_a_folder_in_the_way_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "review.pdf").mkdir()
    with pytest.raises(KnownError, match="is a folder"):
        save(PDF, tmp_path / "review.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["review.pdf"]


def test_a_locked_file_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To root every file is writable, so what the system says is said for it."""
    path = tmp_path / "review.pdf"
    path.write_bytes(b"%PDF-1.4 the old one")
    monkeypatch.setattr(os, "access", lambda where, mode: False)
    with pytest.raises(KnownError, match="may not be written, or is open in another program"):
        save(PDF, path)
    assert path.read_bytes() == b"%PDF-1.4 the old one"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_said_and_stays_a_device() -> None:
    with pytest.raises(KnownError, match="is full"):
        save(PDF, Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


def test_a_disk_that_fills_up_leaves_the_older_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"%PDF-1.4 the old one")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="is full"):
        save(PDF, path)
    assert path.read_bytes() == b"%PDF-1.4 the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save(PDF, pipe)
    assert os.read(reader, 99) == PDF
    os.close(reader)


def test_a_link_to_itself_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "again.pdf"
    path.symlink_to(path)
    with pytest.raises(KnownError, match="cannot be written"):
        save(b"%PDF-1.7", path)
