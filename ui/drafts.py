"""What was typed and is not saved yet, by name; the application keeps it on this computer."""

import hashlib
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from models.errors import KnownError


def case_draft(case_id: int) -> str:
    """The name of what is typed below a case."""
    return f"case-{case_id}"


class Drafts(QObject):
    """Drafts in memory: what tests use, and what `desktop.drafts` writes down.

    A draft is a form's texts by field. `kept` carries a draft's name once it is safe.
    """

    kept = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, dict[str, str]] = {}
        self._held: dict[str, bytes] = {}
        self.sending: set[str] = set()
        """Those whose words are being saved: whether they still are drafts is known soon."""

    def get(self, name: str) -> dict[str, str]:
        """The draft of that name; empty where there is none."""
        return dict(self._values.get(name, {}))

    def keep(self, name: str, values: Mapping[str, str]) -> None:
        """Keep what is typed; a draft without words is forgotten."""
        words = {field: said for field, said in values.items() if said}
        if words == self._values.get(name, {}):
            return
        if words:
            self._values[name] = words
        else:
            self._values.pop(name, None)
        self._write(name, words)

    def forget(self, name: str) -> None:
        """It is saved: no draft any more."""
        self.keep(name, {})

    def put_file(self, data: bytes) -> None:
        """Keep what a file holds, before a draft names it by its SHA-256; on a worker's thread."""
        self._held[hashlib.sha256(data).hexdigest()] = data

    def file(self, sha256: str) -> bytes:
        """What a file of a draft holds, on a worker's thread; a `KnownError` where it is gone."""
        if sha256 not in self._held:
            raise file_gone()
        return self._held[sha256]

    def _write(self, name: str, values: Mapping[str, str]) -> None:
        """Keep it for good; in memory there is nothing more to do."""
        self.kept.emit(name)


def file_gone() -> KnownError:
    """A draft names a file that is not kept any more."""
    return KnownError(
        "An attachment is gone", "What one of the attached files held is not on this computer.",
        "Take it out of the list, and attach it again.",
    )  # fmt: skip
