"""Which cases of the board are selected: kept by id, so that they stay so wherever they go."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal


class Chosen(QObject):
    """Selected cases. `changed` after each change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[int, None] = {}
        self._anchor: int | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def has(self, case_id: int) -> bool:
        """Whether a case is selected."""
        return case_id in self._ids

    @property
    def ids(self) -> list[int]:
        """Those that are, in the order in which they were selected."""
        return list(self._ids)

    def pick(self, case_id: int, how: str, column: Sequence[int]) -> None:
        """How a case is picked: "only" makes it the place from which a selection goes on, and none
        is selected; "also" selects it or leaves it out; "through" selects from that place in this
        column to it; "all" selects the column; "press" leaves alone what is selected, for it may be
        dragged; "begin" is where a selection by arrows begins."""
        if how == "begin":
            self._anchor = self._anchor if self._anchor in column and self._ids else case_id
            return
        if how == "through" and self._anchor in column:
            first, last = sorted((column.index(self._anchor), column.index(case_id)))
            self._set(column[first : last + 1])
            return
        if how == "all":
            self._anchor = case_id
            self._set(column)
            return
        if how == "press" and case_id in self._ids:
            return
        if how == "also":
            kept = [one for one in self._ids if one != case_id]
            self._anchor = case_id
            self._set(kept if case_id in self._ids else [*kept, case_id])
            return
        self._anchor = case_id
        self._set([])

    def keep(self, shown: Collection[int]) -> None:
        """Only what is on the board still."""
        self._set([one for one in self._ids if one in shown])

    def leave_out(self, case_ids: Collection[int]) -> None:
        """These are not any more; what was selected meanwhile stays so."""
        self._set([one for one in self._ids if one not in case_ids])

    def clear(self) -> None:
        """None is."""
        self._set([])

    def _set(self, ids: Sequence[int]) -> None:
        fresh = dict.fromkeys(ids)
        if list(fresh) != list(self._ids):
            self._ids = fresh
            self.changed.emit()
