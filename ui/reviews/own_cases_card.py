"""The cases that a postmortem is of, as they are edited: one more by its key, one out by Delete."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent

from models.queries.figures import FigureRow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.line_list import Line, LineList, what_of


class OwnCasesCard(Card):
    """`changed`: others than before; `case_requested` carries the id of one to be looked at. The
    last one stays."""

    changed = Signal()
    case_requested = Signal(int)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Cases"))
        self._called: Mapping[int, FigureRow] = {}
        self.ids: list[int] = []
        self.list = _Cases(theme)
        self.content.addWidget(self.list)
        button = ActionButton(theme, add, kind="quiet", words=tr("Add a case"))
        self.corner.addWidget(button)
        self.list.itemActivated.connect(lambda item: self.case_requested.emit(what_of(item)))
        self.list.removed.connect(self._remove)

    def show_ids(self, ids: Sequence[int]) -> None:
        """These cases; what they are called is told by `show_called`."""
        self.ids = list(ids)
        self.list.show_lines([self._line(case_id) for case_id in self.ids])

    def show_called(self, rows: Sequence[FigureRow]) -> None:
        """What cases are called."""
        self._called = {**self._called, **{row.case_id: row for row in rows}}
        self.show_ids(self.ids)

    def keys(self) -> dict[int, str]:
        """By id, the key of each."""
        return {case_id: self._key(case_id) for case_id in self.ids}

    def titles(self) -> list[tuple[int, str]]:
        """Id, key and title of each."""
        return [(case_id, f"{self._key(case_id)}   {self._title(case_id)}") for case_id in self.ids]

    def add_case(self, case_id: int) -> None:
        """One more, unless it is there."""
        if case_id not in self.ids:
            self.show_ids([*self.ids, case_id])
            self.changed.emit()

    def _remove(self, case_id: int) -> None:
        if len(self.ids) > 1:
            self.show_ids([one for one in self.ids if one != case_id])
            self.changed.emit()

    def _line(self, case_id: int) -> Line:
        row = self._called.get(case_id)
        detail = " · ".join((row.priority, inline(row.group))) if row is not None else ""
        words = f"{self._key(case_id)}  {self._title(case_id)}"
        return Line(words.strip() or tr("A case"), detail, "box", case_id)

    def _key(self, case_id: int) -> str:
        return self._called[case_id].key if case_id in self._called else ""

    def _title(self, case_id: int) -> str:
        return self._called[case_id].title if case_id in self._called else ""


class _Cases(LineList):
    """`removed` carries the id of the case that Delete was pressed on."""

    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Cases of the postmortem; Enter opens one, Delete takes it out"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, or Backspace, takes the case out."""
        deletes = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if deletes and self.chosen() is not None:
            self.removed.emit(self.chosen())
        else:
            super().keyPressEvent(event)
