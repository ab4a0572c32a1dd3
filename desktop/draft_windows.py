"""The windows that keep drafts in one folder: whose logs of keys are still written."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.draft_keys import SUFFIX as LOGS
from desktop.file_lock import lock

_SUFFIX: Final = ".window"


class DraftWindow:
    """One of them: its `token` is in the names of its logs, and a file of that name is locked."""

    def __init__(self, folder: Path, token: str = "") -> None:
        self.token = token or uuid.uuid4().hex[:12]
        self._path = folder / f"{self.token}{_SUFFIX}"
        self._file: int | None = None

    def enter(self) -> None:
        """Be there, before anything is logged; where the file cannot be, no log can either."""
        with suppress(OSError):
            if self._file is None:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
                if lock(file) and self._path.exists():
                    self._file = file
                else:  # one that opened took it for one that is gone: try again at the next key
                    os.close(file)

    def take_over(self) -> bool:
        """Whether nobody is there any more: then it is held, so that no other takes it too."""
        with suppress(FileNotFoundError):
            file = os.open(self._path, os.O_RDWR)
            if not lock(file):
                os.close(file)
                return False
            self._file = file
        return True

    def leave(self) -> None:
        """Nothing is logged under this name any more."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def gone_windows(folder: Path) -> dict[str, DraftWindow]:
    """Those that are there no more, or left logs alone, by their tokens; held from here on."""
    tokens = {path.stem for path in folder.glob(f"*{_SUFFIX}")}
    tokens |= {path.stem.partition(".")[2] for path in folder.glob(f"*{LOGS}")}
    windows = {token: DraftWindow(folder, token) for token in tokens}
    return {token: window for token, window in windows.items() if window.take_over()}
