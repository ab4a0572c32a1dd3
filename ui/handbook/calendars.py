"""The calendars of the handbook: which one, its zone, its week, its holidays and exceptions."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.errors import KnownError
from models.handbook import calendar_edits as edits
from models.handbook.calendar_file import DaysOff
from models.handbook.special_days import Country, SpecialDay, country_parts, known_countries
from models.handbook.zones import zone
from models.queries.handbook_draft import DraftReading
from ui.actions import Actions, KeyNote
from ui.handbook.calendar_words import calendar_name
from ui.handbook.day_sheets import ask_country, ask_day, ask_name, country_name
from ui.handbook.days_off_sheet import DaysOffSheet
from ui.handbook.handbook_draft import Change, HandbookDraft
from ui.handbook.ics_file import YEARS_AHEAD, read_days_off
from ui.handbook.notes import finding_words, findings_at
from ui.handbook.shy_button import ShyButton
from ui.handbook.special_days_card import SpecialDaysCard
from ui.handbook.week_card import WeekCard
from ui.messages import tr
from ui.page_actions import CALENDARS
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.file_dialog import file_dialog
from ui.widgets.form_draft import FormDrafts
from ui.widgets.labels import caption
from ui.widgets.sheet import Sheet
from ui.widgets.zone_field import ZoneField
from ui.workspace import Workspace

_NOTES = (
    ("← →", "Move the chosen hours"), ("Ctrl ← →", "Move their beginning"),
    ("Shift ← →", "Move their end"), ("Insert", "Add hours"), ("Delete", "Take them out"),
)  # fmt: skip


class Calendars(QWidget):
    """One calendar in view; every change goes to the draft."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, draft: HandbookDraft,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__()
        self._drafts = drafts
        self._theme = theme
        self._workspace = workspace
        self._draft = draft
        self._reading: DraftReading | None = None
        self._sheet: Sheet | None = None
        self.name = ""
        self._new, self._remove, *days = self._add_actions(actions)
        self._chips = ChipRow(theme, tr("Calendar"), [])
        self._bar = QHBoxLayout()
        self._banner = Banner(theme)
        self._zone = ZoneField(tr("Zone of this calendar"))
        self._zone.zone_chosen.connect(self._choose_zone)
        self.week = WeekCard(theme, draft)
        self.days = SpecialDaysCard(theme, days)
        self.days.remove_asked.connect(self._remove_day)
        self.days.change_asked.connect(self._ask_day)
        self._lay_out()

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's calendars, the same one in view where it is still there."""
        self._reading = reading
        names = list(reading.policy.calendars)
        if self.name not in names:
            self.name = reading.policy.team_calendar
        self._show_chips(names)
        self._show()

    def focus_first(self) -> None:
        """The first day of the week."""
        self.week.focus_first()

    def open(self, name: str) -> None:
        """Show another calendar."""
        self.name = name
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        if self._reading is None:
            return
        policy, name = self._reading.policy, self.name
        calendar = policy.calendars[name]
        self._chips.choose(name)
        self._zone.show_zone(calendar.zone)
        self.week.show_calendar(name, calendar)
        found = findings_at(self._reading.findings, "calendars", name)
        self.days.show_days(
            self._reading.special.get(name, ()), self._today(), self._whose(),
            [finding_words(finding) for finding in found],
        )  # fmt: skip
        used = {target.calendar for row in policy.targets.values() for target in row.values()}
        self._remove.setEnabled(name not in used | {policy.team_calendar})

    def _show_chips(self, names: list[str]) -> None:
        specs = [ChipSpec(name, calendar_name(name)) for name in names]
        if self._chips.ids == tuple(names):
            return
        chips = ChipRow(self._theme, tr("Calendar"), specs)
        chips.chosen_changed.connect(lambda chosen: self.open(chosen[0]))
        self._bar.replaceWidget(self._chips, chips)
        self._chips.deleteLater()
        self._chips = chips

    def _whose(self) -> str:
        country = self._reading.countries.get(self.name) if self._reading is not None else None
        if country is None:
            return ""
        where = ", ".join(filter(None, (country_name(country.code), country.part)))
        return tr("{where}, {first} to {last}", where=where, first=country.first,
                  last=country.last)  # fmt: skip

    def _today(self) -> date:
        assert self._reading is not None
        team = zone(self._reading.policy.team.zone)
        return self._workspace.clock.now().astimezone(team).date()

    # ---- what the person does ----

    def _change(self, what: str, change: Change) -> None:
        self._draft.change(f"calendars.{self.name}.{what}", change)

    def _choose_zone(self, chosen: str) -> None:
        self._change("zone", partial(edits.with_zone, calendar=self.name, zone=chosen))

    def _remove_day(self, day: SpecialDay) -> None:
        if day.origin == "country":
            self._say(tr("A public holiday of the country"),
                      tr("Give it hours of its own to be open on it."))  # fmt: skip
            return
        self._change("days", partial(edits.without_day, calendar=self.name, day=day.day))

    def _ask_day(self, day: SpecialDay | None = None) -> None:
        def done(chosen: date, hours: str) -> None:
            change: Change = partial(
                edits.with_exception, calendar=self.name, day=chosen, words=hours
            )
            if not hours.strip():
                change = partial(edits.with_holidays, calendar=self.name, days=[chosen])
            self._change("days", change)

        about = self.name if day is None else f"{self.name} {day.day.isoformat()}"
        self._open(ask_day(
            self._theme, self.window(), self._drafts, self._workspace.said.emit,
            day or SpecialDay(self._today(), "list"), about, done,
        ))  # fmt: skip

    def _ask_country(self) -> None:
        self._workspace.run(known_countries, self._show_countries, self)

    def _find_parts(self, country: str, then: Callable[[dict[str, str]], None]) -> None:
        self._workspace.run(partial(country_parts, country), then, self)

    def _show_countries(self, countries: list[str]) -> None:
        if self._reading is None or not self.isVisible():
            return
        year = self._today().year
        now = self._reading.countries.get(self.name) or Country("", "", year, year + 2)

        def done(chosen: Country | None) -> None:
            self._change("holidays_of", partial(_with_country, calendar=self.name, chosen=chosen))

        self._open(ask_country(self._theme, self.window(), countries, now, self._find_parts, done))

    def _ask_file(self) -> None:
        dialog = file_dialog(self.window(), tr("Days off from a calendar file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Calendar files (*.ics)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.import_file(Path(name)))
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Read a calendar file, off the GUI thread, and show what it holds."""
        self._banner.hide()
        year = self._today().year
        first, last = date(year, 1, 1), date(year + YEARS_AHEAD, 12, 31)
        self._workspace.run(
            partial(read_days_off, path, first, last), partial(self._show_file, path.name), self,
            self._fail,
        )  # fmt: skip

    def _show_file(self, name: str, found: DaysOff) -> None:
        def done(chosen: list[date]) -> None:
            self._change("days", partial(edits.with_holidays, calendar=self.name, days=chosen))

        self._open(DaysOffSheet(self._theme, self.window(), name, found, done))

    def _ask_name(self) -> None:
        def done(words: str) -> str:
            try:
                edits.with_calendar(self._draft.source, words)
            except KnownError as error:
                return getattr(error, "said", error.sentence)
            self._draft.change("calendars", partial(edits.with_calendar, words=words))
            return ""

        self._open(ask_name(
            self._theme, self.window(), self._drafts, self._workspace.said.emit, done
        ))  # fmt: skip

    def _remove_calendar(self) -> None:
        self._draft.change("calendars", partial(edits.without_calendar, calendar=self.name))

    def _open(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error)

    def _say(self, words: str, sentence: str) -> None:
        self._banner.show_message("note", words, sentence)

    # ---- building ----

    def _add_actions(self, actions: Actions) -> list[QAction]:
        run: dict[str, Callable[[], None]] = {
            "new_calendar": self._ask_name,
            "remove_calendar": self._remove_calendar,
            "country": self._ask_country,
            "days_off": self._ask_file,
            "day": self._ask_day,
        }
        actions.note(*(KeyNote(keys, tr(words), tr("Handbook")) for keys, words in _NOTES))
        return [actions.add(spec, self, run[name]) for name, spec in CALENDARS.items()]

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        self._bar.addWidget(self._chips, 1)
        self._bar.addWidget(ShyButton(self._theme, self._remove))
        self._bar.addWidget(ActionButton(self._theme, self._new, kind="quiet"))
        self._bar.addWidget(caption(tr("Zone")))
        self._bar.addWidget(self._zone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.medium)
        column.addLayout(self._bar)
        for part in (self._banner, self.week, self.days):
            column.addWidget(part)


def _with_country(source: str, calendar: str, chosen: Country | None) -> str:
    if chosen is None:
        return edits.without_country(source, calendar)
    years = chosen.first, chosen.last
    return edits.with_country(source, calendar, chosen.code, chosen.part or None, years)
