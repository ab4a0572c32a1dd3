"""The foot: is anybody watching, who is on, which database, and the desk's time."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from models.desk_time import DeskClock
from ui.messages import tr
from ui.ports import DeskCover, DeskStatus
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, caption
from ui.widgets.ticking_label import TickingLabel
from ui.workspace import SaveState

_SECOND_MS = 1000
_STOPPED: Final = timedelta(minutes=1)
"""There is a sweep every ten seconds: after so long without one there are none."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Foot(QFrame):
    """One line at the lower edge; once the desk is open, it tells the time every second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: DeskClock | None = None
        self._in_sight = True
        self._zone: tzinfo = UTC
        self._status = DeskStatus(watching=False, database="")
        self.setObjectName("foot")
        self.setAccessibleName(tr("State of the desk"))
        self.setFixedHeight(theme.sizes.foot)
        self._watching, self._swept, self._desks = caption(), TickingLabel(theme), caption()
        self._on_duty, self._mode, self._saved = ElidedLabel(role="caption"), caption(), caption()
        self._person, self._database, self._time = caption(), caption(), caption()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.sizes.page, 0, theme.sizes.page, 0)
        row.setSpacing(20)
        for label in (self._watching, self._swept, self._desks, self._on_duty):
            row.addWidget(label)
        row.addStretch(1)
        for label in (self._mode, self._saved, self._person, self._database, self._time):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._time.setFont(theme.font("caption"))
        self._mode.setObjectName("mode")
        for label in self.findChildren(QLabel):
            label.hide()
        _say(self._watching, tr("Opening the desk"))
        self._minute: datetime | None = None
        self._timer = QTimer(self, interval=_SECOND_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self, clock: DeskClock, zone: tzinfo) -> None:
        """The desk is open: by whose time, and in which zone it is told."""
        self._clock, self._zone = clock, zone
        self.show_save_state(SaveState.SAVED)
        self._go()

    def show_status(self, status: DeskStatus) -> None:
        """What is known about the desk now."""
        self._status = status
        _say(self._mode, status.mode)
        _say(self._database, status.database)
        self.tick()

    def show_cover(self, cover: DeskCover) -> None:
        """How many desks run, and who watches."""
        many = "" if cover.desks is None else tr("Open at {count} desks", count=cover.desks)
        _say(self._desks, tr("Open at 1 desk") if cover.desks == 1 else many)
        _say(self._on_duty, cover.on_duty, "breached" if cover.nobody else "")

    def show_save_state(self, state: SaveState) -> None:
        """One of the four words about what was typed."""
        ink = {SaveState.NOT_SAVED: "breached", SaveState.CHECKING: "soon"}.get(state, "")
        _say(self._saved, tr(state.value), ink)

    def show_person(self, name: str) -> None:
        """Who is at this window; nothing while nobody said."""
        _say(self._person, name)

    def rest(self) -> None:
        """Nobody sees it."""
        self._in_sight = False
        self._timer.stop()

    def wake(self) -> None:
        """It is seen again."""
        self._in_sight = True
        self._go()

    def _go(self) -> None:
        if self._clock is not None and self._in_sight:
            self._timer.start()
            self.tick()

    def tick(self) -> None:
        """Show the desk's time, and how long ago the last sweep was."""
        self._minute = None
        self._go_on()

    def _go_on(self) -> None:
        """A second is over. It says how old the sweep is; the rest in the minute that it is of."""
        if self._clock is None:
            return
        now, swept = self._clock.now(), self._status.swept_at
        self._swept.tell("" if swept is None else _since(now, swept))
        minute = now.replace(second=0)
        if minute != self._minute or (swept is not None and now - swept >= _STOPPED):
            self._minute = minute
            _say(self._time, in_words(now.astimezone(self._zone), bool(self._status.mode)))
            self._say_watching(now)

    def _say_watching(self, now: datetime) -> None:
        """That there are sweeps; or since when there are none, whoever noticed it."""
        swept = self._status.swept_at
        if self._status.watching and (swept is None or now - swept < _STOPPED):
            if self._status.only_here:
                _say(self._watching, tr("▲ Watching, in this window only"), "soon")
            else:
                _say(self._watching, tr("● Watching"), "calm")
        elif swept is None:
            _say(self._watching, tr("■ Nobody is watching"), "breached")
        else:
            local, today = swept.astimezone(self._zone), now.astimezone(self._zone).date()
            same_day = local.date() == today
            time = f"{local:%H:%M}" if same_day else f"{_day_of(local)}, {local:%H:%M}"
            _say(self._watching, tr("■ No sweeps since {time}", time=time), "breached")


def in_words(local: datetime, year: bool = False) -> str:
    """A local time as the foot shows it: "Tue 12 May, 14:28 CEST"; a replay's with its year."""
    date = f"{_day_of(local)}{local: %Y}" if year else _day_of(local)
    return f"{date}, {local:%H:%M} {local.tzname()}"


def _day_of(local: datetime) -> str:
    day, month = tr(_DAYS[local.weekday()]), tr(_MONTHS[local.month - 1])
    return f"{day} {local.day} {month}"


def _since(now: datetime, swept: datetime) -> str:
    seconds = max(0, round((now - swept).total_seconds()))
    if seconds < 90:
        return tr("last sweep {count} s ago", count=seconds)
    if seconds < 5400:
        return tr("last sweep {count} min ago", count=seconds // 60)
    return tr("last sweep {count} h ago", count=seconds // 3600)


def _say(label: QLabel, words: str, ink: str = "") -> None:
    if label.text() != words:
        label.setText(words)
    label.setVisible(bool(words))
    if label.property("ink") != ink:
        label.setProperty("ink", ink)
        label.style().unpolish(label)
        label.style().polish(label)
