"""What the chosen log is, and the zone its times are read in."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.handbook.zones import zone as zone_named
from models.wording import full_words
from ui.imports.import_words import size_words
from ui.messages import tr
from ui.ports import LogDescription
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.zone_field import ZoneField

_ZONE_WIDTH = 300
_NOT_YET = "…"
_CASES = {"cases": "Cases", "first": "Opened first", "last": "Updated last"}
_SCORES = {"cases": "Answers", "first": "Answered first", "last": "Answered last"}


class LogCard(Card):
    """Facts of the log. `zone_chosen` carries the zone a person picked for its times;
    `zone_problem_changed` tells whether what was typed is no zone."""

    zone_chosen = Signal(str)
    zone_problem_changed = Signal(bool)

    def __init__(
        self, theme: Theme, team_zone: str, choose: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, " ", " ", parent)
        self._team_zone = team_zone
        self.choose = ActionButton(theme, choose)
        self.corner.addWidget(self.choose)
        self._facts = {name: body(_NOT_YET) for name in ("rows", "cases", "first", "last", "dates")}
        self._names = dict[str, QLabel]()
        names = {
            "rows": tr("Rows"), "cases": tr("Cases"), "first": tr("Opened first"),
            "last": tr("Updated last"), "dates": tr("Order of dates"),
        }  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.page)
        grid.setVerticalSpacing(2)
        for column, (name, words) in enumerate(names.items()):
            self._names[name] = caption(words)
            grid.addWidget(self._names[name], 0, column)
            grid.addWidget(self._facts[name], 1, column)
        grid.setColumnStretch(len(names), 1)
        self.content.addLayout(grid)
        self.content.addSpacing(theme.sizes.small)
        self.content.addLayout(self._zone_row(theme))

    @property
    def zone(self) -> str:
        """The zone the log's times are read in."""
        return self._zone.zone

    def lock_zone(self, locked: bool) -> None:
        """While an import runs, its zone stays."""
        self._zone.setEnabled(not locked)

    def settle_zone(self) -> bool:
        """Whether the field holds the zone the log was read in; else it says what is new."""
        before = self.zone
        self._zone.settle()
        return self.zone == before and not self._zone.problem

    def begin(self, path: Path, size: int) -> None:
        """Another log of so many bytes was chosen: it is not read yet, its zone is taken for the
        team's."""
        self._size = size_words(size) if size else ""
        self.set_title(path.name, self._size)
        self._zone.show_zone(self._team_zone)
        for label in self._facts.values():
            label.setText(_NOT_YET)

    def show_log(self, path: Path, log: LogDescription, *, scores: bool = False) -> None:
        """Say what the log is, or a file of a survey's scores."""
        for name, words in (_SCORES if scores else _CASES).items():
            self._names[name].setText(tr(words))
        told = (tr(log.format), self._size)
        self.set_title(path.name, " · ".join(part for part in told if part))
        where = zone_named(self.zone)
        values = {
            "rows": f"{log.rows:,}", "cases": f"{log.cases:,}", "dates": tr(log.dates),
            "first": _when(log.first_at, where), "last": _when(log.last_at, where),
        }  # fmt: skip
        for name, value in values.items():
            self._facts[name].setText(value)

    def _zone_row(self, theme: Theme) -> QVBoxLayout:
        words = tr("Time zone of the log's times")
        self._zone = ZoneField(words)
        self._zone.setFixedWidth(_ZONE_WIDTH)
        self._zone.zone_chosen.connect(self.zone_chosen)
        self._zone.zone_chosen.connect(self._say_whose)
        self._zone.problem_changed.connect(self._say_whose)
        self._zone.problem_changed.connect(self.zone_problem_changed)
        label = caption(words)
        label.setBuddy(self._zone)
        self._whose = muted(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.medium)
        row.addWidget(self._zone)
        row.addWidget(self._whose, 1)
        column = QVBoxLayout()
        column.setSpacing(theme.sizes.tiny)
        column.addWidget(label)
        column.addLayout(row)
        self._zone.show_zone(self._team_zone)
        self._say_whose()
        return column

    def _say_whose(self) -> None:
        problem = self._zone.problem
        self._whose.setProperty("ink", "error" if problem else None)
        self._whose.style().unpolish(self._whose)
        self._whose.style().polish(self._whose)
        if problem:
            words = tr("■ No time zone of that name. Type a city, such as Berlin.")
        elif self._zone.zone == self._team_zone:
            words = tr("The log does not say; this is your team's.")
        else:
            words = tr("The log does not say; your team's is {zone}.", zone=self._team_zone)
        self._whose.setText(words)


def _when(instant: datetime | None, zone: ZoneInfo) -> str:
    return full_words(instant, zone) if instant is not None else "–"
