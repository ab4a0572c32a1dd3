"""When is it due? A start to type or to drag, and the due times of every priority in two zones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from models.errors import KnownError
from models.handbook.due_times import DayMark, DueRow, DueTimes, due_times
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, RESOLUTION
from models.handbook.zones import zone
from models.queries.handbook_draft import DraftReading
from models.wording import DAYS, MONTHS, commitment_name
from ui.handbook.due_strip import HEAD, ROW, DueStrip
from ui.messages import message, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.instant_field import InstantField
from ui.widgets.labels import body, caption, muted
from ui.widgets.priority_badge import PriorityBadge
from ui.widgets.wheel_free import WheelFreeBox
from ui.widgets.zone_field import ZoneField

_FIRST_SHOWN = (FIRST_RESPONSE, RESOLUTION)
_FIELD = 180


class DueCard(Card):
    """The draft's due times for a case received at one instant. `shown` after each change."""

    shown = Signal()

    def __init__(self, theme: Theme, yours: ZoneInfo, now: datetime) -> None:
        super().__init__(theme, tr("When is it due?"), tr("drag the line, or type a time"))
        self._theme = theme
        self._yours = yours
        self._reading: DraftReading | None = None
        self._start = to_seconds(now) // 900 * 900
        self.times: DueTimes | None = None
        self.received = InstantField(tr("Received"), yours)
        self.received.show_instant(from_seconds(self._start))
        self.received.dateTimeChanged.connect(self._type_start)
        self.customer = ZoneField(tr("The customer's zone"))
        self.customer.show_zone(yours.key)
        self.customer.zone_chosen.connect(lambda *_: self._show())
        self.clock = WheelFreeBox()
        self.clock.setAccessibleName(tr("Which clock"))
        self.clock.setFixedWidth(_FIELD)
        self.clock.currentIndexChanged.connect(lambda *_: self._show())
        self.customer.setFixedWidth(_FIELD)
        self.strip = DueStrip(theme)
        self.strip.start_moved.connect(self._move_start)
        self._heads = {"yours": caption(), "theirs": caption()}
        self._said: dict[tuple[str, str], QLabel] = {}
        self._problem = muted(wrap=True)
        self._problem.setProperty("ink", "error")
        self._notes = muted(wrap=True)
        self._lay_out()

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's due times."""
        self._reading = reading
        self._show_clocks(reading)
        self._show()

    # ---- what the person does ----

    def _type_start(self) -> None:
        self._start = to_seconds(self.received.instant)
        self._show()

    def _move_start(self, start: int) -> None:
        self._start = start
        self.received.blockSignals(True)
        self.received.show_instant(from_seconds(start))
        self.received.blockSignals(False)
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        if self._reading is None:
            return
        team = self._reading.policy.team_calendar
        names = {day.day: day.name for day in self._reading.special.get(team, ())}
        try:
            self.times = due_times(
                self._reading.policy,
                str(self.clock.currentData()),
                self._start,
                self._yours,
                names,
            )
        except KnownError as error:
            self.times = None
            words = message(error)
            self._problem.setText(tr("■ {problem}", problem=f"{words.sentence} {words.what_next}"))
        self._problem.setVisible(self.times is None)
        self._tell()
        self.shown.emit()

    def _tell(self) -> None:
        theirs = zone(self.customer.zone)
        self._heads["yours"].setText(tr("Due on your clock"))
        same = theirs.key == self._yours.key
        self._heads["theirs"].setText(tr("On the customer's") if not same else "")
        lines = []
        for row in self.times.rows if self.times is not None else ():
            yours = self._words(row, self._yours)
            customers = "" if same or row.due_at is None else self._words(row, theirs)
            told = {"promised": row.promised, "yours": yours, "theirs": customers}
            for which, words in told.items():
                self._said[row.priority, which].setText(words)
            lines.append(" ".join(filter(None, (row.priority, row.promised, yours, customers))))
        days = self.times.days if self.times is not None else ()
        notes = [words for day in days if (words := _note_words(day))]
        self._notes.setText(" · ".join(notes))
        self._notes.setVisible(bool(notes))
        self.strip.show_times(self.times, "\n".join([*lines, *notes]))

    def _words(self, row: DueRow, place: ZoneInfo) -> str:
        if row.due_at is None:
            return tr("not promised")
        return due_words(from_seconds(row.due_at), place)

    def _show_clocks(self, reading: DraftReading) -> None:
        """The commitments of the draft to choose from, the two that matter most first."""
        known = reading.policy.commitment_names()
        names = [*_FIRST_SHOWN, *(name for name in known if name not in _FIRST_SHOWN)]
        if [self.clock.itemData(at) for at in range(self.clock.count())] == names:
            return
        chosen = str(self.clock.currentData() or names[0])
        self.clock.clear()
        for name in names:
            self.clock.addItem(tr(commitment_name(name)), name)
        self.clock.setCurrentIndex(max(self.clock.findData(chosen), 0))

    # ---- building ----

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        bar = QHBoxLayout()
        bar.setSpacing(sizes.small)
        for name, field in (
            (tr("Received"), self.received), (tr("Clock"), self.clock),
            (tr("Customer's zone"), self.customer),
        ):  # fmt: skip
            bar.addWidget(caption(name))
            bar.addWidget(field)
            bar.addSpacing(sizes.small)
        bar.addStretch(1)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.medium)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        grid.setRowMinimumHeight(0, HEAD)
        middle = Qt.AlignmentFlag.AlignVCenter
        for column, which in ((3, "yours"), (4, "theirs")):
            grid.addWidget(self._heads[which], 0, column, middle)
        for line, priority in enumerate(PRIORITIES, 1):
            grid.setRowMinimumHeight(line, ROW)
            grid.addWidget(PriorityBadge(self._theme, priority), line, 0, middle)
            labels: list[tuple[int, str, QLabel]] = [
                (1, "promised", muted()), (3, "yours", body()), (4, "theirs", muted()),
            ]  # fmt: skip
            for column, which, label in labels:
                self._said[priority, which] = label
                grid.addWidget(label, line, column, middle)
        grid.addWidget(self.strip, 0, 2, len(PRIORITIES) + 1, 1)
        self.content.addLayout(bar)
        self.content.addWidget(self._problem)
        self.content.addLayout(grid)
        self.content.addWidget(self._notes)
        self._problem.hide()


def due_words(instant: datetime, place: ZoneInfo) -> str:
    """“Tue 19 May 14:15 CEST”."""
    local = instant.astimezone(place)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local:%H:%M %Z}"


def _note_words(day: DayMark) -> str:
    """What is to be said of a day: its holiday, a change of the clocks."""
    said = ", ".join(filter(None, (day.note, tr(day.shift) if day.shift is not None else "")))
    name = f"{DAYS[day.day.weekday()]} {day.day.day} {MONTHS[day.day.month - 1]}"
    return f"{name}: {said}" if said else ""
