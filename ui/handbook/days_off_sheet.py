"""The days off that a calendar file holds, before they are taken."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from models.handbook.calendar_file import DaysOff
from ui.handbook.special_days_card import day_words
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


class DaysOffSheet(Sheet):
    """A list in which each day may be left out; `done` gets those that stay."""

    def __init__(
        self,
        theme: Theme,
        over: QWidget,
        name: str,
        found: DaysOff,
        done: Callable[[list[date]], None],
    ) -> None:
        super().__init__(theme, over, tr("Days off from a calendar file"), width=520)
        sizes = theme.sizes
        self._done = done
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(tr("Days off from a calendar file")))
        self.content.addWidget(muted(_told(name, found), wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Days found; Space leaves one out"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFixedHeight(280)
        for day, words in found.days:
            item = QListWidgetItem(f"{day_words(day)}  {words}".strip())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, day)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.content.addWidget(self.list)
        self.list.setVisible(bool(found.days))
        take = Button(theme, tr("Add them"), kind="main", keys=tr("Ctrl Enter"))
        take.setEnabled(bool(found.days))
        take.clicked.connect(self._take)
        cancel = Button(theme, tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(take)
        self.content.addLayout(row)
        self.accepted.connect(self._take)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.list if found.days else cancel)

    def _take(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        if chosen:
            self._done(chosen)
        self.close_sheet()


def _told(name: str, found: DaysOff) -> str:
    one, many = "{name} holds 1 whole day off.", "{name} holds {count} whole days off."
    some = counted(len(found.days), one, many, name=name)
    if not found.days:
        some = tr("{name} holds no whole day off in these years.", name=name)
    if found.with_times:
        one = "1 event with a time of day is left out."
        many = "{count} events with a time of day are left out."
        some = f"{some} {counted(found.with_times, one, many)}"
    return some
