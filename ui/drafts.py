"""What was typed and is not saved yet, by name; the application keeps it on this computer."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal


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

    def _write(self, name: str, values: Mapping[str, str]) -> None:
        """Keep it for good; in memory there is nothing more to do."""
        self.kept.emit(name)
