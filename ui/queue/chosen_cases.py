"""The cases selected in the queue, as bulk edit asks for them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ui.messages import counted
from ui.queue.queue_model import QueueModel
from ui.queue.queue_table import QueueTable
from ui.queue.selection import selected_ids
from ui.workspace import Workspace


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

    def words_for(self, case_ids: Sequence[int]) -> str:
        """The key of one case, or how many there are."""
        row = self._model.row_of(case_ids[0]) if len(case_ids) == 1 else None
        if row is not None:
            return row.key
        return counted(len(case_ids), "1 case", "{count} cases")

    def priority_of(self, case_id: int) -> str:
        """The priority a case has now."""
        row = self._model.row_of(case_id)
        return row.priority if row is not None else "P2"

    def versions(self, case_ids: Sequence[int]) -> dict[int, int]:
        """Which version of each case the person saw."""
        from ui.bulk_edit import versions_seen

        rows = {case_id: self._model.row_of(case_id) for case_id in case_ids}
        seen = {case_id: row.version for case_id, row in rows.items() if row is not None}
        return versions_seen(self._workspace, self, case_ids, seen)
