"""A date and a time to type, on a zone's wall clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QWidget

_FORMAT = "d MMM yyyy  HH:mm"
_WIDTH = 170
_PAD = 8
_PLAIN = QTimeZone(QTimeZone.Initialization.UTC)
"""Qt is not told the zone: what stands in the field is taken as it is."""


class InstantField(QDateTimeEdit):
    """Shows an instant as the zone's clocks do, to the minute; arrows change the part in hand."""

    def __init__(self, name: str, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setTimeZone(_PLAIN)
        self.setDisplayFormat(_FORMAT)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(name)
        line = self.findChild(QLineEdit)
        if isinstance(line, QLineEdit):  # a style sheet's padding does not reach it
            line.setTextMargins(_PAD, 0, _PAD, 0)

    @property
    def instant(self) -> datetime:
        """What is in the field, with the zone; of a repeated hour the first."""
        date, time = self.date(), self.time()
        return datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._zone
        )

    def show_instant(self, instant: datetime) -> None:
        """Put an instant in the field."""
        self.setDateTime(self._shown(instant))

    def set_bounds(self, first: datetime, last: datetime) -> None:
        """Nothing before `first` and nothing after `last` can be typed."""
        self.setDateTimeRange(self._shown(first), self._shown(last))

    def _shown(self, instant: datetime) -> QDateTime:
        local = instant.astimezone(self._zone)
        date = QDate(local.year, local.month, local.day)
        return QDateTime(date, QTime(local.hour, local.minute), _PLAIN)
