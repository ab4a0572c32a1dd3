"""Start with the computer: an entry where each system looks for one.

What an entry says is a pure function of the command; where it stands is asked of the system.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol
from xml.sax.saxutils import escape

_NAME: Final = "Leadline"
_LABEL: Final = "leadline.desk"
_RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Entry(Protocol):
    """The entry of this system, there or not."""

    def there(self) -> bool:
        """Whether the system starts the program."""
        ...

    def make(self, command: Sequence[str]) -> None:
        """Have it started from the next login on; an `OSError` where that is closed to us."""
        ...

    def remove(self) -> None:
        """Have it started no more."""
        ...


def own_command() -> list[str]:
    """What starts this program again."""
    return [sys.executable] if hasattr(sys, "frozen") else [sys.executable, "-m", "desktop"]


def xdg_text(command: Sequence[str]) -> str:
    """An entry of ~/.config/autostart; what would end an argument early is escaped."""
    return (
        "[Desktop Entry]\nType=Application\n"
        f"Name={_NAME}\nExec={' '.join(map(_xdg_argument, command))}\n"
        "Terminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def launch_agent_text(command: Sequence[str]) -> str:
    """A property list of ~/Library/LaunchAgents."""
    arguments = "".join(f"    <string>{escape(word)}</string>\n" for word in command)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
        '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        '<plist version="1.0">\n<dict>\n'
        f"  <key>Label</key>\n  <string>{_LABEL}</string>\n"
        f"  <key>ProgramArguments</key>\n  <array>\n{arguments}  </array>\n"
        "  <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n"
    )


def run_key_text(command: Sequence[str]) -> str:
    """The value of the Run key of Windows."""
    return subprocess.list2cmdline(command)


class FileEntry:
    """A file in a folder that the system reads at the login."""

    def __init__(self, path: Path, text: Callable[[Sequence[str]], str]) -> None:
        self.path = path
        self._text = text

    def there(self) -> bool:
        """Whether the system starts the program."""
        return self.path.exists()

    def make(self, command: Sequence[str]) -> None:
        """Have it started from the next login on; an `OSError` where the folder is closed to us."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.new")
        draft.write_text(self._text(command), "utf-8")
        draft.replace(self.path)

    def remove(self) -> None:
        """Have it started no more."""
        self.path.unlink(missing_ok=True)


class RunKey:
    """The Run key of this user, on Windows."""

    def there(self) -> bool:
        """Whether the system starts the program."""
        if sys.platform == "win32":
            import winreg

            with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.QueryValueEx(key, _NAME)
                return True
        return False

    def make(self, command: Sequence[str]) -> None:
        """Have it started from the next login on."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, run_key_text(command))

    def remove(self) -> None:
        """Have it started no more."""
        if sys.platform == "win32" and self.there():
            import winreg

            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, _NAME)


def entry_here() -> Entry:
    """The entry of the system we run on."""
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        folder = Path.home() / "Library" / "LaunchAgents"
        return FileEntry(folder / f"{_LABEL}.plist", launch_agent_text)
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return FileEntry(Path(config) / "autostart" / "leadline.desktop", xdg_text)


def _xdg_argument(word: str) -> str:
    """Quoted as the Desktop Entry Specification has it; % would be a field code."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    word = word.replace("%", "%%")
    return '"' + word.replace("\\", "\\\\") + '"'
