"""Drafts on this computer: each in its own file, written at once, never by the GUI thread."""

import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.draft_files import drop_files, put_draft, put_file, read_drafts, read_file
from ui.drafts import Drafts, file_gone


class FileDrafts(Drafts):
    """Reads all drafts of a desk when it opens; each change is on its way to the disk at once.

    One thread reads them, and who asks sooner waits for it. Then it writes, of several changes of a
    draft only the newest. What cannot be written (a full disk) lasts until the program ends, and is
    not called kept.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._read = threading.Event()
        self._waiting: dict[str, Mapping[str, str]] = {}
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="leadline-drafts", daemon=True)
        self._thread.start()

    def get(self, name: str) -> dict[str, str]:
        """The draft of that name; empty where there is none."""
        self._read.wait()
        return super().get(name)

    def keep(self, name: str, values: Mapping[str, str]) -> None:
        """Keep what is typed; a draft without words is forgotten."""
        self._read.wait()
        super().keep(name, values)

    def put_file(self, data: bytes) -> None:
        """Keep what a file holds, on the disk."""
        put_file(self._folder, data)

    def file(self, sha256: str) -> bytes:
        """What a file of a draft holds."""
        data = read_file(self._folder, sha256)
        if data is None:
            raise file_gone()
        return data

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
        try:
            self._values = read_drafts(self._folder)
        finally:
            self._read.set()
        drop_files(self._folder, dict(self._values))
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                waiting, self._waiting = self._waiting, {}
            for name, values in waiting.items():
                if put_draft(self._folder, name, values):
                    self.kept.emit(name)
