"""Drafts on this computer: each in its own file, written at once, never by the GUI thread."""

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.paths import data_folder
from models.schema import as_url
from ui.drafts import Drafts

_NAME = re.compile(r"[a-z0-9-]+")


def drafts_folder(address: str) -> Path:
    """Where the drafts of a desk are: apart from those of other desks, and not named after it."""
    place = as_url(address).render_as_string(hide_password=True)
    return data_folder() / "drafts" / hashlib.sha256(place.encode()).hexdigest()[:16]


class FileDrafts(Drafts):
    """Reads all drafts of a desk when it opens; each change is on its way to the disk at once.

    One thread writes, and of several changes of a draft only the newest. What cannot be written
    (a full disk) lasts until the program ends, and is not called kept.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._values = _read(folder)
        self._waiting: dict[str, Mapping[str, str]] = {}
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="leadline-drafts", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what is still waiting, and stop."""
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join()

    def _write(self, name: str, values: Mapping[str, str]) -> None:
        with self._news:
            self._waiting[name] = dict(values)
            self._news.notify()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                waiting, self._waiting = self._waiting, {}
            for name, values in waiting.items():
                if _put(self._folder, name, values):
                    self.kept.emit(name)


def _put(folder: Path, name: str, values: Mapping[str, str]) -> bool:
    """Write one draft whole, readable by its owner alone; False where that cannot be done."""
    path = folder / f"{name}.json"
    fresh = path.with_suffix(".new")
    try:
        if not values:
            path.unlink(missing_ok=True)
            return True
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(values), "ascii")
        fresh.replace(path)
    except OSError:
        return False
    return True


def _read(folder: Path) -> dict[str, dict[str, str]]:
    """Every draft there is; a damaged file costs its own draft only."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            values = json.loads(path.read_text("ascii"))
        except (OSError, ValueError):
            continue
        if _NAME.fullmatch(path.stem) and isinstance(values, dict):
            found[path.stem] = {str(field): str(said) for field, said in values.items()}
    return found
