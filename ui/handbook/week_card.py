"""A week of opening hours: a bar to drag and a field to type in, for each weekday."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from models.handbook.calendar import BusinessCalendar
from models.handbook.calendar_edits import day_path, with_day, with_hours
from models.handbook.minute_spans import Spans, hours_of_spans, spans_of
from models.handbook.toml_source import key_words
from models.handbook.typed_hours import hours_words
from models.handbook.working_hours import DAYS
from ui.handbook.day_bar import DayBar
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.promise_field import PromiseField
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class WeekCard(Card):
    """The hours of one calendar of the draft."""

    def __init__(self, theme: Theme, draft: HandbookDraft) -> None:
        super().__init__(
            theme, tr("Opening hours"), tr("drag a bar, or type: 9–12:30, 13–17, or closed")
        )
        self._draft = draft
        self._calendar = ""
        self.bars: dict[str, DayBar] = {}
        self.fields: dict[str, PromiseField] = {}
        self._said: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.medium)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(2, 170)
        grid.addWidget(_Hours(theme), 0, 1)
        for row, (day, name) in enumerate(zip(DAYS, _NAMES, strict=True)):
            self._add(theme, grid, 2 * row + 1, day, tr(name))
        self.content.addLayout(grid)

    def show_calendar(self, name: str, calendar: BusinessCalendar) -> None:
        """Show a calendar's week, what was typed and not taken, and why."""
        self._calendar = name
        hours = calendar.to_data()["hours"]
        for day in DAYS:
            place = self._place(day)
            field, problem = self.fields[day], self._draft.problems.get(place, "")
            self.bars[day].show_spans(spans_of(hours.get(day, [])))
            field.show_words(hours_words(hours.get(day, [])))
            if place in self._draft.typed:
                field.show_typed(self._draft.typed[place], problem)
            else:
                field.show_taken()
            self._said[day].setText(tr("■ {problem}", problem=problem))
            self._said[day].setVisible(bool(problem))

    def focus_first(self) -> None:
        """The first day."""
        self.bars[DAYS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, theme: Theme, grid: QGridLayout, row: int, day: str, name: str) -> None:
        bar, field, said = DayBar(theme, name), PromiseField(tr("{day}, hours", day=name)), muted()
        said.setProperty("ink", "error")
        said.setWordWrap(True)
        said.hide()
        self.bars[day], self.fields[day], self._said[day] = bar, field, said
        grid.addWidget(body(name), row, 0)
        grid.addWidget(bar, row, 1)
        grid.addWidget(field, row, 2)
        grid.addWidget(said, row + 1, 1, 1, 2)
        bar.spans_changed.connect(partial(self._drag, day))
        bar.step_asked.connect(partial(self._step, self.bars, day))
        field.settled.connect(partial(self._type, day))
        field.noted.connect(partial(self._note_typed, day))
        field.given_up.connect(lambda: self._draft.drop(self._place(day)))
        field.step_asked.connect(partial(self._step, self.fields, day))

    def _drag(self, day: str, spans: Spans) -> None:
        calendar, hours = self._calendar, hours_of_spans(spans)
        self._draft.change(
            self._place(day), lambda source: with_hours(source, calendar, day, hours)
        )

    def _type(self, day: str, words: str) -> None:
        calendar = self._calendar
        self._draft.change(
            self._place(day), lambda source: with_day(source, calendar, day, words), words
        )

    def _note_typed(self, day: str, words: str) -> None:
        self._draft.note(self._place(day), words)

    def _step(self, stops: Mapping[str, QWidget], day: str, step: int) -> None:
        at = DAYS.index(day) + step
        if 0 <= at < len(DAYS):
            stops[DAYS[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, day: str) -> str:
        return key_words(day_path(self._calendar, day))


class _Hours(QWidget):
    """The hours above the bars."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A line of small figures."""
        return QSize(200, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every third hour."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(self._theme.palette.muted))
        for hour in range(0, 25, 3):
            words = f"{hour:02}"
            wide = painter.fontMetrics().horizontalAdvance(words)
            x = min(max(hour * self.width() / 24 - wide / 2, 0), self.width() - wide)
            painter.drawText(QPointF(x, 12), words)
