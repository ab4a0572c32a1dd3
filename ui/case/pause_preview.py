"""Which clocks a pause stops and which go on, said in its sheet before it is made."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.queries.waits import Waiting, clocks_while_waiting
from models.wording import commitment_name
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.widgets.chips import ChipRow
from ui.workspace import Workspace

_LINES = 2


class PausePreview(QLabel):
    """Follows the way of waiting that is chosen; worked out off the GUI thread, and not kept."""

    def __init__(self, workspace: Workspace, case_id: int, at: ZoneNow, ways: ChipRow) -> None:
        super().__init__()
        self._workspace = workspace
        self._case_id = case_id
        self._at = at
        self._ways = ways
        self.setObjectName("preview")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setProperty("role", "muted")
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        ways.chosen_changed.connect(lambda *_: self.look())

    def look(self) -> None:
        """Say what follows from the way that is chosen."""
        query = partial(
            clocks_while_waiting, case_id=self._case_id, status=self._ways.chosen()[0],
            now=self._at.now,
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "preview", lambda _error: None)

    def _show(self, clocks: Sequence[Waiting]) -> None:
        still = [tr(commitment_name(one.commitment)) for one in clocks if one.stands_still]
        on = [self._goes_on(one) for one in clocks if not one.stands_still]
        lines = [tr("Stands still: {clocks}", clocks=", ".join(still))] if still else []
        lines += [tr("Goes on: {clocks}", clocks=", ".join(on))] if on else []
        words = "\n".join(lines) or tr("No clock runs.")
        self.setText(words)
        self.setAccessibleDescription(words)

    def _goes_on(self, clock: Waiting) -> str:
        name = tr(commitment_name(clock.commitment))
        if clock.due_at is None:
            return name
        return tr("{clock}, due {when}", clock=name, when=self._at.words(clock.due_at))
