"""The cases that an incident hits, and how each stands; or the incident a case hangs under."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from models.handbook.intake import OPEN
from models.queries.case import CaseDetail
from models.queries.links import Link
from models.queries.queue import QueueRow
from models.wording import commitment_name
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import caption
from ui.widgets.line_list import Line, LineList, what_of
from ui.widgets.state_shape import shape_of


class AffectedCard(Card):
    """`case_requested` carries the id of a case, `removal_requested` the `Link` to it."""

    case_requested = Signal(int)
    removal_requested = Signal(object)

    def __init__(self, theme: Theme, tell: QAction, hit: QAction) -> None:
        super().__init__(theme, tr("Hit by this incident"))
        self._tell, self._hit = (ActionButton(theme, one, kind="link") for one in (tell, hit))
        self._links: dict[int, Link] = {}
        self.list = _List(theme, tr("Cases of the incident"))
        self._none = caption(tr("No other customer's case hangs under it yet."), wrap=True)
        self._keys = caption(wrap=True)
        for part in (self._none, self.list, self._keys):
            self.content.addWidget(part)
        for button in (self._tell, self._hit):
            self.content.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.list.itemActivated.connect(self._open)
        self.list.removed.connect(self._remove)
        self.hide()

    def show_case(self, case: CaseDetail) -> None:
        """Show what hangs together; the line the keyboard is on stays."""
        told = case.incident
        under = told.under if told is not None else None
        affected = told.affected if told is not None else ()
        unseen = told.unseen if told is not None else 0
        leads = case.row.priority == "P1" and case.row.status in OPEN
        self.setVisible(bool(under or affected or unseen or leads))
        if told is None or self.isHidden():
            return
        why = "incident" if under else "affected"
        self._links = {
            one.case_id: one for one in case.links if one.why == why and one.case_id is not None
        }
        lines = [_above(under)] if under else [_line(row) for row in affected]
        count = len(affected) + unseen
        self.set_title(tr("Hangs under") if under else tr("Hit by this incident"),
                       str(count) if count else "")  # fmt: skip
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self._none.setVisible(not lines and not unseen)
        self._keys.setText(_keys_words(unseen, bool(lines)))
        self._keys.setVisible(bool(lines or unseen))
        self._tell.setVisible(bool(told.open_cases) and not under)
        self._hit.setVisible(not under)

    def _open(self, item: QListWidgetItem) -> None:
        if (case_id := what_of(item)) is not None:
            self.case_requested.emit(case_id)

    def _remove(self) -> None:
        link = self._links.get(self.list.chosen() or 0)
        if link is not None:
            self.removal_requested.emit(link)


class _List(LineList):
    """`removed` when Delete was pressed."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a case out of the incident."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _keys_words(unseen: int, any_lines: bool) -> str:
    said = [tr("Enter opens · Del takes it out")] if any_lines else []
    if unseen:
        said.append(
            counted(unseen, "1 restricted: whoever sees it tells its customer",
                    "{count} restricted: whoever sees them tells their customers")
        )  # fmt: skip
    return "\n".join(said)


def _above(link: Link) -> Line:
    title = f"{link.key}  {link.title}" if link.title else link.key
    return Line(title, tr(link.status_words()), "alert", link.case_id)


def _line(row: QueueRow) -> Line:
    """“Northlight Foods  CS-1043” above “● In progress · Next update 12 min”."""
    said = [tr(row.status_words)]
    if row.gauge is not None and row.commitment is not None:
        clock = tr(commitment_name(row.commitment))
        said.append(tr("{clock}: {left}", clock=clock, left=tr(row.gauge.words)))
        said[0] = f"{shape_of(row.state, row.gauge.imminent)} {said[0]}"
    return Line(f"{row.key}  {row.customer or row.title}", " · ".join(said), "note", row.id)
