"""Cards on their way: taken up by key or mouse, led to a column, dropped there or let go."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ui.board.board_column import ColumnFrame


class Carrying(QObject):
    """What is carried, and to which column. `changed` after each change.

    `start` is the column all of it comes from, None where it comes from several.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: tuple[int, ...] = ()
        self.start: str | None = None
        self.aim: str | None = None
        self.by_key = False

    @property
    def active(self) -> bool:
        """Whether anything is carried."""
        return bool(self.ids)

    def has(self, case_id: int) -> bool:
        """Whether a case is carried."""
        return case_id in self.ids

    def begin(self, ids: Sequence[int], start: str | None, *, by_key: bool) -> None:
        """Take these up."""
        self.ids, self.start, self.aim, self.by_key = tuple(ids), start, None, by_key
        self.changed.emit()

    def lead_to(self, frame: ColumnFrame | None) -> None:
        """To that column, or to none: the one they come from is none."""
        aim = None if frame is None or frame.key == self.start else frame.key
        if self.active and aim != self.aim:
            self.aim = aim
            self.changed.emit()

    def end(self) -> None:
        """Nothing is carried any more."""
        if self.active:
            self.ids, self.aim = (), None
            self.changed.emit()
