import shutil
from pathlib import Path

import dev_libraries
import pytest

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="scripts stand in for programs")

LISTING = (
    "installed\\tlibegl1\\t\\n"
    "installed\\tlibglib2.0-0t64\\tlibglib2.0-0 (= 2.80.0), libglib2.0-bin\\n"
    "config-files\\txvfb\\t\\n"
    "not-installed\\tlibgl1\\t\\n"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of one folder, with a `dpkg-query` that knows two libraries and no way to install."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script(folder, "dpkg-query", f"printf '{LISTING}'")
    script(folder, "sudo", "exit 1")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    return folder


def script(folder: Path, name: str, line: str) -> None:
    path = folder / name
    path.write_text(f"#!{shutil.which('sh', path='/bin:/usr/bin')}\n{line}\n")
    path.chmod(0o755)


def listed(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "libs.txt"
    path.write_text("# comment\n\n" + "".join(f"{name}  # why\n" for name in names))
    return path


def test_comments_and_empty_lines_are_no_names(tmp_path: Path) -> None:
    assert dev_libraries.names(listed(tmp_path, "libegl1", "xvfb")) == ["libegl1", "xvfb"]


@pytest.mark.usefixtures("programs")
def test_a_provided_name_counts_and_a_removed_package_does_not() -> None:
    wanted = ["libegl1", "libglib2.0-0", "xvfb", "libgl1", "libx11-6"]
    assert dev_libraries.missing(wanted) == ["xvfb", "libgl1", "libx11-6"]


@pytest.mark.usefixtures("programs")
def test_nothing_is_said_when_all_is_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert dev_libraries.provide(listed(tmp_path, "libegl1", "libglib2.0-0"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("programs")
def test_the_exact_line_is_printed_when_no_one_may_install(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not dev_libraries.provide(listed(tmp_path, "libegl1", "libgl1"), with_venv=True)
    line = "sudo apt-get install --no-install-recommends libgl1 python3-venv"
    assert f"\n  {line}\n" in capfd.readouterr().err


def test_sudo_without_a_password_installs_after_an_update(
    tmp_path: Path, programs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(programs, "sudo", 'shift; test "$1" = true || echo "$@"')
    assert dev_libraries.provide(listed(tmp_path, "libgl1"))
    apt = "env DEBIAN_FRONTEND=noninteractive apt-get -qq -oDpkg::Use-Pty=0"
    assert capfd.readouterr().err.splitlines()[1:] == [
        f"{apt} update",
        f"{apt} install --yes --no-install-recommends libgl1",
    ]


def test_a_failed_installation_still_prints_the_line(
    tmp_path: Path, programs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(programs, "sudo", 'shift; test "$1" = true')
    assert not dev_libraries.provide(listed(tmp_path, "libgl1"))
    assert "sudo apt-get install --no-install-recommends libgl1\n" in capfd.readouterr().err


def test_another_system_has_nothing_to_check(tmp_path: Path, programs: Path) -> None:
    (programs / "dpkg-query").unlink()
    assert dev_libraries.provide(listed(tmp_path, "libgl1"))
