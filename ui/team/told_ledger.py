"""The ledger of alerts per person: opened from the Team page, turned page by page, saved."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import KnownError
from models.queries.alert_ledger import LedgerRow
from models.queries.told_pages import all_told, told_page
from ui.actions import Actions
from ui.messages import tr
from ui.page_actions import TEAM
from ui.team.told_sheet import ToldSheet
from ui.theme import Theme
from ui.widgets.file_dialog import chosen, file_dialog
from ui.workspace import Workspace

_LATELY: Final = timedelta(days=30)


class ToldLedger(QObject):
    """Whoever is at the desk sees what they were told of, and the lead what the team was."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget, zone: ZoneInfo
    ) -> None:
        super().__init__(page)
        self._theme, self._workspace, self._page, self._zone = theme, workspace, page, zone
        for name, team in (("told", False), ("told-team", True)):
            actions.add(TEAM[name], page, partial(self._open, team))

    def _open(self, team: bool) -> None:
        now = self._workspace.clock.now
        until = now() + timedelta(seconds=1)
        span: dict[str, Any] = {"begin": until - _LATELY, "end": until}
        sheet: list[ToldSheet] = []

        def show(page: int, found: tuple[list[LedgerRow], bool]) -> None:
            if not sheet and not self._page.isVisible():  # another is in view by now
                return
            if not sheet:
                made = ToldSheet(self._theme, self._page.window(), team, now, self._zone)
                made.turned.connect(turn)
                made.wanted.connect(partial(self._save, team, span))
                sheet.append(made)
            elif sheet[0].isHidden():  # left a moment ago
                return
            sheet[0].show_page(*found, page)

        def turn(page: int) -> None:
            query = partial(
                told_page, asker_id=self._workspace.person_id, whole_team=team, page=page,
                now=now(), **span,
            )  # fmt: skip
            owner = sheet[0] if sheet else self  # a sheet that is gone waits for no page
            self._workspace.read(query, partial(show, page), owner, "told", self._refused)

        turn(0)

    def _save(self, team: bool, span: dict[str, Any]) -> None:
        chosen = choose_csv(self._page, "alerts.csv")
        if chosen:
            query = partial(
                _write, path=Path(chosen), asker_id=self._workspace.person_id, whole_team=team,
                now=self._workspace.clock.now(), **span,
            )  # fmt: skip
            self._workspace.read(query, self._saved, self, "saved", self._refused)

    def _saved(self, path: Path) -> None:
        self._workspace.said.emit(tr("Saved {file}", file=path.name))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._workspace.said.emit(f"{tr(error.sentence)} {tr(error.what_next)}".strip())


def _write(session: Any, path: Path, **asked: Any) -> Path:
    """On a reader's thread: all of it into a file."""
    from models.alert_ledger_csv import save_ledger

    return save_ledger(all_told(session, **asked), path)


def choose_csv(parent: QWidget, name: str) -> str:
    """The system's dialog for a new file; one that is there is refused, not written over."""
    dialog = file_dialog(parent, tr("Save as CSV"), name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setNameFilter(tr("Tables (*.csv)"))
    return chosen(dialog)
