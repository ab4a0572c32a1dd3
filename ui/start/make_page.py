"""A desk on this computer: the team's name, its zone, who leads it, and one question."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from models.errors import KnownError
from models.handbook.p3_hours import P3Hours, p3_answer_due
from models.handbook.zones import zone
from ui.messages import tr
from ui.resources import resource
from ui.start.hours_question import HoursQuestion
from ui.start.path_field import PathField, choose_new
from ui.start.ports import NewDesk
from ui.start.start_page import StartPage
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.zone_field import ZoneField

_FRIDAY = 4
_HOURS: tuple[P3Hours, ...] = ("business", "clock")


class MakePage(StartPage):
    """`make_requested` carries a `NewDesk`. `now` says what time it is."""

    make_requested = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__(
            theme, tr("Make a desk on this computer"),
            tr("Three lines and one question."), tr("Make the desk"),
        )  # fmt: skip
        self._now = now
        self._handbook = resource("handbook.toml").read_text("utf-8")
        self._team, self._lead = QLineEdit(), QLineEdit()
        self._zone = ZoneField(tr("The team's time zone"))
        self._path = PathField(theme, tr("Where it is kept"), choose_new)
        for line in (self._team, self._lead):
            line.setMaxLength(100)
        self._team_field = Field(tr("Name of the team"), self._team)
        self._zone_field = Field(tr("The team's time zone"), self._zone)
        self._lead_field = Field(
            tr("Your name"), self._lead, tr("As your colleagues and the reports will read it.")
        )
        self._path_field = Field(tr("Where it is kept"), self._path)
        self._question = HoursQuestion(theme)
        for part in (self._team_field, self._lead_field, self._zone_field, self._question,
                     self._path_field):  # fmt: skip
            self.body.addWidget(part)
        self._zone.zone_chosen.connect(lambda _: self._show_zone())
        self._zone.problem_changed.connect(lambda _: self._show_zone())
        for line, field in ((self._team, self._team_field), (self._lead, self._lead_field),
                            (self._path.line, self._path_field)):  # fmt: skip
            line.textChanged.connect(lambda _, field=field: field.show_problem(""))

    def propose(self, zone_name: str, path: str) -> None:
        """The machine's zone and a free place, where the person has not chosen others."""
        if not self._zone.zone:
            self._zone.show_zone(zone_name)
        self._path.line.setText(path)
        self._show_zone()

    def focus_first(self) -> None:
        """The name of the team."""
        self._team.setFocus()

    def submit(self) -> None:
        """Ask for the desk, or say at each field what is missing."""
        team, lead = self._team.text().strip(), self._lead.text().strip()
        self._zone.settle()
        zone_name, path = "" if self._zone.problem else self._zone.zone, self._path.path()
        problems = (
            (self._team_field, "" if team else tr("Give the team a name.")),
            (self._lead_field, "" if lead else tr("Type your name.")),
            (self._zone_field, "" if zone_name else tr("Choose a zone from the list.")),
            (self._path_field, "" if path else tr("Say where the desk shall be kept.")),
        )
        for field, words in reversed(problems):
            field.show_problem("")
            if words:
                self.point_at(field, words)
        if team and lead and zone_name and path:
            self.make_requested.emit(NewDesk(team, zone_name, lead, self._question.chosen(), path))

    def show_error(self, error: KnownError, retry: str = "") -> None:
        """It could not be made there."""
        self.point_at(self._path_field, error)

    def _show_zone(self) -> None:
        if self._zone.problem:
            self._zone_field.show_problem(tr("Choose a zone from the list."))
            return
        name, now = self._zone.zone, self._now()
        self._zone_field.show_problem("")
        self._zone_field.show_hint(tr("It is {time} there.", time=_wall_clock(name, now)))
        received = _friday_afternoon(name, now)
        due = {hours: p3_answer_due(self._handbook, name, hours, received) for hours in _HOURS}
        self._question.show_due(name, due)


def _wall_clock(name: str, now: datetime) -> str:
    """What a clock on the wall shows there, with its distance from UTC: "14:28, UTC+02:00"."""
    local = now.astimezone(zone(name))
    offset = local.strftime("%z")
    return f"{local:%H:%M}, UTC{offset[:3]}:{offset[3:5]}"


def _friday_afternoon(zone_name: str, now: datetime) -> datetime:
    """Friday at 16:00 of this week, in that zone."""
    local = now.astimezone(zone(zone_name))
    friday = local.date() + timedelta(days=_FRIDAY - local.weekday())
    return datetime(friday.year, friday.month, friday.day, 16, tzinfo=local.tzinfo)
