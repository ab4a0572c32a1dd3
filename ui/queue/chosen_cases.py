"""The cases selected in the queue, as bulk edit asks for them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.queue_filter import MOST_AT_ONCE
from ui.messages import counted
from ui.queue.queue_model import QueueModel
from ui.queue.queue_table import QueueTable
from ui.queue.selection import selected_ids
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChosenCases(QObject):
    """What is selected in the table, and what the person sees of it."""

    def __init__(self, table: QueueTable, model: QueueModel, workspace: Workspace) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._workspace = workspace

    def selected(self) -> list[int]:
        """The selected cases, in their order on screen."""
        return selected_ids(self._table, self._model.ids)

    def words_for(self, case_ids: list[int]) -> str:
        """The key of one case, or how many there are."""
        row = self._model.row_of(case_ids[0]) if len(case_ids) == 1 else None
        if row is not None:
            return row.key
        return counted(len(case_ids), "1 case", "{count} cases")

    def priority_of(self, case_id: int) -> str:
        """The priority a case has now."""
        row = self._model.row_of(case_id)
        return row.priority if row is not None else "P2"

    def versions(self, case_ids: list[int]) -> dict[int, int]:
        """Which version of each case is on screen.

        Of what was selected and never looked at it is the present one, as soon as it is read.
        """
        rows = {case_id: self._model.row_of(case_id) for case_id in case_ids}
        seen = {case_id: row.version for case_id, row in rows.items() if row is not None}
        others = [case_id for case_id, row in rows.items() if row is None]
        if others and len(others) <= MOST_AT_ONCE:
            from models.queries.queue import queue_versions

            def found(present: "Mapping[int, int]") -> None:
                seen.update({**present, **seen})

            self._workspace.read(partial(queue_versions, ids=others), found, self)
        return seen
