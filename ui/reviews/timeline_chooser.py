"""What the log tells of the cases, to be chosen from: Space puts a row in, or takes it out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from models.handbook.instants import from_seconds
from models.handbook.postmortems import link_of
from models.wording import full_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

Row = Mapping[str, Any]
_WIDTH: Final = 860
_MOST: Final = 16
_ROW = Qt.ItemDataRole.UserRole
_IN, _OUT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TimelineChooser(Sheet):
    """`done` gets the whole timeline: what is ticked here and what was written by hand."""

    def __init__(
        self, theme: Theme, over: QWidget, zone: ZoneInfo, keys: Mapping[int, str],
        proposed: Sequence[Row], held: Sequence[Row], done: Callable[[list[Row]], object],
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr("Choose the rows of the timeline"), width=_WIDTH)
        self._held, self._done = list(held), done
        self.list = _Ticks(theme)
        there = {link_of(row): row for row in held if link_of(row) is not None}
        offered = {link_of(row): row for row in proposed} | there
        for row in sorted(offered.values(), key=lambda one: one["at"]):
            case = keys.get(row.get("case_id") or 0, "")
            when = full_words(from_seconds(row["at"]), zone)
            words = "   ".join(filter(None, (when, inline(case), inline(str(row["words"])))))
            self.list.put(words, row, ticked=link_of(row) in there)
        self.list.fit()
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("Choose the rows of the timeline")))
        self.content.addWidget(muted(tr("Space puts a row in or takes it out. What was written "
                                        "by hand stays."), wrap=True))  # fmt: skip
        self.content.addWidget(self.list)
        self._buttons(theme)
        self.accepted.connect(self._accept)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.list)

    def _buttons(self, theme: Theme) -> None:
        cancel = Button(theme, tr("Cancel"), keys=tr("Esc"))
        take = Button(theme, tr("Take these"), kind="main", keys=tr("Ctrl Enter"))
        cancel.clicked.connect(self.close_sheet)
        take.clicked.connect(self._accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(take)
        self.content.addLayout(row)

    def _accept(self) -> None:
        by_hand = [row for row in self._held if link_of(row) is None]
        rows = sorted([*self.list.ticked(), *by_hand], key=lambda row: row["at"])
        self.close_sheet()
        self._done(rows)


class _Ticks(QListWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sizes = theme.sizes
        self.setProperty("role", "choices")
        self.setFont(theme.font())
        self.setAccessibleName(tr("What the log tells; Space puts a row in or takes it out"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, words: str, row: Row, *, ticked: bool) -> None:
        item = QListWidgetItem(words, self)
        item.setData(_ROW, dict(row))
        item.setCheckState(_IN if ticked else _OUT)
        item.setToolTip(tool_tip(words))
        item.setSizeHint(QSize(0, self._sizes.row))

    def fit(self) -> None:
        self.setFixedHeight(min(max(self.count(), 1), _MOST) * self._sizes.row + 4)
        self.setCurrentRow(0)

    def ticked(self) -> list[Row]:
        items = [self.item(at) for at in range(self.count())]
        return [item.data(_ROW) for item in items if item.checkState() == _IN]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the sheet's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
