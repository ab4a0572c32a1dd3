"""Every postmortem of the desk, by where it stands."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError
from models.handbook.postmortems import IN_REVIEW
from models.queries.postmortems import PostmortemRow, postmortems
from models.wording import day_words
from ui.drafts import Drafts
from ui.messages import inline, tr
from ui.reviews.postmortem_draft import draft_name
from ui.reviews.postmortem_words import status_line
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_cells import Tone
from ui.widgets.table_view import TableView
from ui.workspace import Workspace


def _due(row: PostmortemRow) -> str:
    if not row.due_on:
        return ""
    day = day_words(date.fromisoformat(row.due_on))
    return tr("■ {day}, overdue", day=day) if row.late else day


def _due_tone(row: PostmortemRow) -> Tone:
    return "breached" if row.late else "text"


def _waiting(drafts: Drafts, row: PostmortemRow) -> str:
    """Whom, or what, it waits for; first of all for its own writer."""
    if drafts.get(draft_name(row.id)):
        return tr("✎ yours, not saved")
    if row.status == IN_REVIEW and row.reviewer:
        return tr("for {name}", name=inline(row.reviewer))
    if row.open_actions:
        return (
            tr("1 open action")
            if row.open_actions == 1
            else tr("{count} open actions", count=row.open_actions)
        )
    return ""


class PostmortemList(QWidget):
    """`opened` carries the id of one; `counted` how many there are, and of how many somebody
    waits for a review."""

    opened = Signal(int)
    counted = Signal(int, int)

    def __init__(self, theme: Theme, workspace: Workspace, drafts: Drafts, write: QAction) -> None:
        super().__init__()
        columns = (
            Column("", 76, lambda row: row.key, "muted"),
            Column("Where it stands", 124, lambda row: status_line(row.status)),
            Column("Title", 0, lambda row: inline(row.title), "strong"),
            Column("Cases", 60, lambda row: str(row.cases), figures=True),
            Column("Factors", 210, lambda row: ", ".join(map(inline, row.factors)), "muted",
                   least=1_000),
            Column("Owner", 130, lambda row: inline(row.owner), "muted", least=760),
            Column("Review due", 132, _due, _due_tone),
            Column("Waiting", 140, partial(_waiting, drafts), "muted", least=700),
        )  # fmt: skip
        self._workspace = workspace
        self._banner = Banner(theme)
        self._model = ColumnModel(columns, self)
        self.table = TableView(theme, tr("Postmortems"))
        self.table.setModel(self._model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        dress(self.table, columns)
        self._none = EmptyState(
            theme, "note", tr("No postmortem has been written yet."),
            tr("Choose breached cases: title, scope, timeline and proposed factors come from "
               "their log."), write,
        )  # fmt: skip
        self._body = QStackedWidget()
        listed = QWidget()
        above = QVBoxLayout(listed)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.table, 1)
        above.addStretch()
        listed.setFocusProxy(self.table)
        self._listed = listed
        for part in (listed, self._none):
            self._body.addWidget(part)
        sizes = theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        column.setSpacing(sizes.medium)
        column.addWidget(self._banner)
        column.addWidget(self._body, 1)
        self.table.row_opened.connect(self._open)
        self._banner.retry_requested.connect(self.read)

    def read(self) -> None:
        """Read them."""
        query = partial(postmortems, now=self._workspace.clock.now())
        self._workspace.read(query, self._show, self, "postmortems", self._fail)

    def focus_first(self) -> None:
        """The list; while it is empty, what stands in its place."""
        shown = self._body.currentWidget()
        if shown is not None:
            shown.setFocus()

    @property
    def chosen(self) -> PostmortemRow | None:
        """The one that the keyboard is on."""
        at = self.table.current_row()
        return self._model.rows[at] if at is not None and at < len(self._model.rows) else None

    def go_to(self, postmortem_id: int) -> None:
        """The keyboard on this one."""
        ids = [row.id for row in self._model.rows]
        if postmortem_id in ids:
            self.table.go_to_row(ids.index(postmortem_id))

    def _show(self, rows: Sequence[PostmortemRow]) -> None:
        before = self.chosen
        self._banner.hide()
        self._model.show(rows)
        self.table.end_after_rows()
        ours = self._none.hasFocus() or self._none.isAncestorOf(self.window().focusWidget())
        self._body.setCurrentWidget(self._listed if rows else self._none)
        if rows and ours and self.isVisible():
            self.table.setFocus()
        if rows:
            self.table.go_to_row(0)
            self.go_to(before.id if before is not None else 0)
        self.counted.emit(len(rows), sum(row.status == IN_REVIEW for row in rows))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.rows[index.row()].id)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))
