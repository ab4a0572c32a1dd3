"""Who else has the case in view open."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.queries.presence import company_at
from ui.ports import Presence
from ui.widgets.company_line import CompanyLine
from ui.workspace import Workspace


class CompanyWatch(QObject):
    """Tells who else has the case in view open, each time it is asked to look."""

    def __init__(
        self, workspace: Workspace, presence: Presence | None, line: CompanyLine, page: QWidget
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._presence = presence
        self._line = line
        self._case_id: int | None = None

    def look(self, case_id: int) -> None:
        """Say that this case is open here, and read who else has it."""
        if self._presence is None:
            return
        if case_id != self._case_id:
            self._line.show_company([])
        self._case_id = case_id
        self._presence.at_case(case_id)
        query = partial(
            company_at, case_id=case_id, desk=self._presence.desk, me=self._workspace.person_id
        )
        self._workspace.read(query, self._line.show_company, self, "company", _unread, aside=True)

    def leave(self) -> None:
        """No case is in view any more."""
        self._case_id = None
        if self._presence is not None:
            self._presence.at_case(None)


def _unread(error: Exception) -> None:
    """Who else is there is a courtesy: the page says already where the database is gone."""
