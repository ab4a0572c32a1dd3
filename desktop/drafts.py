"""Drafts on this computer: each key at once, each draft whole in a file by a thread of its own."""

import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.draft_files import drop_files, put_draft, put_file, read_drafts, read_file
from desktop.draft_keys import KeyLog, drop_keys, read_keys
from ui.drafts import Drafts, file_gone


class FileDrafts(Drafts):
    """Reads all drafts of a desk when it opens; each change is written before the next key is read.

    One thread reads them, and who asks sooner waits for it. Then it writes each whole, of several
    changes of a draft only the newest. What cannot be written (a full disk) lasts until the program
    ends, and is not called kept.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._read = threading.Event()
        self._waiting: dict[str, Mapping[str, str]] = {}
        self._keys: dict[str, KeyLog] = {}
        self._unwritten: set[str] = set()
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
            self._keys.setdefault(name, KeyLog(self._folder, name)).note(values)
            self._waiting[name] = dict(values)
            self._news.notify()

    def _work(self) -> None:
        try:
            typed = read_keys(self._folder)
            drafts = read_drafts(self._folder)
            drafts |= {name: values for name, values in typed.items() if values is not None}
            self._values = {name: values for name, values in drafts.items() if values}
        finally:
            self._read.set()
        self._fold(typed)
        drop_files(self._folder, dict(self._values))
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    break
                waiting, self._waiting = self._waiting, {}
            for name, values in waiting.items():
                if put_draft(self._folder, name, values):
                    self._done(name, values)
                    self.kept.emit(name)
                else:
                    self._unwritten.add(name)
        for name in self._keys.keys() - self._unwritten:
            self._keys[name].drop()

    def _fold(self, typed: Mapping[str, Mapping[str, str] | None]) -> None:
        """Write whole what a program that was killed had typed."""
        for name, values in typed.items():
            if values is None or put_draft(self._folder, name, values):
                with self._news:
                    if name not in self._keys:
                        drop_keys(self._folder, name)

    def _done(self, name: str, values: Mapping[str, str]) -> None:
        self._unwritten.discard(name)
        with self._news:
            done = not values or not self._keys[name].writes
            if done and name not in self._waiting:
                self._keys.pop(name).drop()
