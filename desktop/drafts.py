"""Drafts on this computer: each key at once, each draft whole in a file by a thread of its own."""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.draft_files import (
    drop_files,
    last_time,
    put_draft,
    put_file,
    read_drafts,
    read_file,
)
from desktop.draft_keys import KeyLog, Typed, is_older, logged, newest, read_keys
from desktop.draft_windows import DraftWindow, gone_windows
from ui.drafts import Drafts, file_gone


class FileDrafts(Drafts):
    """Reads all drafts of a desk when it opens; each change is written before the next key is read.

    One thread reads them, and who asks sooner waits for it. Then it writes each whole, of several
    changes of a draft only the newest. What cannot be written (a full disk) lasts until the program
    ends, and is not called kept. Other windows of the desk may keep drafts there too: the newest
    words count, and what one of them was killed over is made whole by the next that opens.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._read = threading.Event()
        self._window = DraftWindow(folder)
        self._at = 0
        self._own: set[str] = set()
        self._waiting: dict[str, tuple[Mapping[str, str], int]] = {}
        self._keys: dict[str, KeyLog] = {}
        self._unwritten: set[str] = set()
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="leadline-drafts", daemon=True)
        self._thread.start()

    def get(self, name: str) -> dict[str, str]:
        """The draft of that name; empty where there is none, or another window has saved it."""
        self._read.wait()
        if name in self._values and name not in self._own and self._is_gone(name):
            del self._values[name]
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
        self._own.add(name)
        self._window.enter()
        with self._news:
            at = self._at = max(time.time_ns(), self._at + 1)
            log = self._keys.setdefault(name, KeyLog(self._folder, name, self._window.token))
            log.note(values, at)
            if self._closed:
                log.close()  # nobody writes it whole any more: the next start does, from the log
                self._window.leave()
            self._waiting[name] = dict(values), at
            self._news.notify()

    def _is_gone(self, name: str) -> bool:
        """Whether no file says anything of it any more."""
        if logged(self._folder, name):
            return False
        try:
            return (self._folder / f"{name}.json").stat().st_size <= len("{}")
        except OSError as error:
            return isinstance(error, FileNotFoundError)

    def _work(self) -> None:
        try:
            self._at = last_time(self._folder)
            gone = gone_windows(self._folder)  # their logs grow no more
            logs = read_keys(self._folder)
            drafts = read_drafts(self._folder)
            last = newest(self._folder, logs)
            drafts |= {name: log.values for name, log in last.items() if log.values is not None}
            self._values = {name: values for name, values in drafts.items() if values}
        finally:
            self._read.set()
        self._fold(gone, logs, last)
        drop_files(self._folder, dict(self._values))
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    break
                waiting, self._waiting = self._waiting, {}
            for name, (values, at) in waiting.items():
                others = logged(self._folder, name, self._window.token)
                if put_draft(self._folder, name, values, at, empty=others):
                    self._done(name, values)
                    self.kept.emit(name)
                else:
                    self._unwritten.add(name)
        for name in self._keys.keys() - self._unwritten:
            self._keys[name].drop()
        for log in self._keys.values():
            log.close()
        self._window.leave()

    def _fold(
        self, gone: Mapping[str, DraftWindow], logs: list[Typed], last: Mapping[str, Typed]
    ) -> None:
        """Write whole what windows that are gone had typed, but not over what is newer."""
        for log in logs:
            if log.token in gone and (last.get(log.name) is not log or self._put(log)):
                with suppress(OSError):
                    log.path.unlink(missing_ok=True)
        for window in gone.values():
            window.leave()
        for name, values in read_drafts(self._folder).items():
            if not values and not logged(self._folder, name):
                put_draft(self._folder, name, {})

    def _put(self, log: Typed) -> bool:
        if is_older(self._folder, log):
            return True
        empty = logged(self._folder, log.name, log.token)
        return put_draft(self._folder, log.name, log.values or {}, log.at, empty=empty)

    def _done(self, name: str, values: Mapping[str, str]) -> None:
        self._unwritten.discard(name)
        with self._news:
            done = not values or not self._keys[name].writes
            if done and name not in self._waiting:
                self._keys.pop(name).drop()
