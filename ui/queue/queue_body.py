"""The table, or why it is empty and what to do next."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.queue_filter import QueueFilter
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from models.queries.queue import Pulse

_ALONE: Final = {
    "breached": ("Nothing is breached.", "No clock has run out."),
    "at_risk": ("Nothing is at risk.", "No clock has passed its first warning."),
    "unassigned": ("Everything has an agent.", "No open case waits for one."),
    "mine": ("Nothing is assigned to you.", "Press M on a case to take it."),
    "paused": ("Nothing is paused.", "No clock stands still."),
    "urgent": ("No P1 or P2 is open.", "The other chips show the rest."),
}


class QueueBody(QStackedWidget):
    """One of four: the table, a filter without hits, nothing left to do, a desk without cases."""

    def __init__(
        self, theme: Theme, table: QWidget, clear: QAction, ended: QAction, import_: QAction,
        reviews: QAction,
    ) -> None:  # fmt: skip
        super().__init__()
        self._table = table
        self._no_hits = EmptyState(theme, "filter", "", "", clear)
        self._no_cases = EmptyState(
            theme, "queue", tr("No cases yet."),
            tr("Open the first one, or import the log of your old desk: its file may be dropped "
               "anywhere on this window."),
            import_,
        )  # fmt: skip
        self._all_done = EmptyState(theme, "check", tr("Nothing is open."), "", ended, reviews)
        for part in (table, self._no_hits, self._all_done, self._no_cases):
            self.addWidget(part)

    def show_cases(self, some: bool, shown: QueueFilter, pulse: "Pulse | None") -> None:
        """Show what fits: `some` cases are shown, or none and why."""
        if some or pulse is None:
            self.setCurrentWidget(self._table)
        elif not pulse.has_cases:
            self.setCurrentWidget(self._no_cases)
        elif shown == QueueFilter():
            self._all_done.say(tr("Nothing is open."), _done_words(pulse.ended))
            self.setCurrentWidget(self._all_done)
        else:
            self._no_hits.say(*map(tr, self._why(shown)))
            self.setCurrentWidget(self._no_hits)

    def _why(self, shown: QueueFilter) -> tuple[str, str]:
        if QueueFilter(chip=shown.chip) == shown:
            return _ALONE[shown.chip]
        return "No case matches.", "Take a filter off, or clear them all."


def _done_words(ended: int) -> str:
    every = counted(ended, "The one case of this desk is", "All {count} cases of this desk are")
    return tr(
        "{every} resolved, closed or left out of figures. Look at them one by one, or at what came "
        "of them in the reviews.",
        every=every,
    )
