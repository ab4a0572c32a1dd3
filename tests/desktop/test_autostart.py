"""Start with the computer: what each system reads, made and taken out in a home of the test's."""

import plistlib
import re
import sys
from pathlib import Path

import pytest

from desktop.autostart import (
    FileEntry,
    entry_here,
    launch_agent_text,
    own_command,
    run_key_text,
    xdg_text,
)

ODD = ["/opt/a b/leadline", "--database", 'C:\\x "y" $z `w` 100%', "<&>"]


def test_an_xdg_entry_starts_exactly_the_command() -> None:
    lines = dict(line.split("=", 1) for line in xdg_text(ODD).splitlines() if "=" in line)
    assert (lines["Type"], lines["Name"], lines["Terminal"]) == ("Application", "Leadline", "false")
    text = lines["Exec"].replace("\\\\", "\\").replace("%%", "%")
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', text)  # as the specification reads them
    assert [re.sub(r"\\(.)", r"\1", word) for word in words] == ODD


def test_a_launch_agent_starts_exactly_the_command() -> None:
    read = plistlib.loads(launch_agent_text(ODD).encode())
    assert (read["ProgramArguments"], read["RunAtLoad"]) == (ODD, True)


def test_a_run_key_holds_one_command_line() -> None:
    words = ["C:\\Program Files\\Leadline\\leadline.exe", "--as", "Ana Ruiz"]
    assert run_key_text(words) == '"C:\\Program Files\\Leadline\\leadline.exe" --as "Ana Ruiz"'


def test_an_entry_is_made_seen_and_taken_out(tmp_path: Path) -> None:
    entry = FileEntry(tmp_path / "deep" / "autostart" / "leadline.desktop", xdg_text)
    assert not entry.there()
    entry.remove()  # nothing is there, which is what was wished for
    for command in (["one"], ["two"]):
        entry.make(command)
        assert entry.there()
        assert entry.path.read_text("utf-8") == xdg_text(command)
    assert [path.name for path in entry.path.parent.iterdir()] == ["leadline.desktop"]
    entry.remove()
    assert not entry.there()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where XDG is asked")
def test_on_linux_it_stands_in_the_config_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    entry_here().make(own_command())
    text = (tmp_path / "autostart" / "leadline.desktop").read_text("utf-8")
    assert f'Exec="{sys.executable}" "-m" "desktop"\n' in text
