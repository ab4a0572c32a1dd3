"""Small sheets of the calendar editor: a single day, a country's holidays, a name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDateEdit, QLineEdit, QSpinBox, QWidget

from models.errors import Problems
from models.handbook.file_node import FileError
from models.handbook.special_days import MOST_YEARS, Country, SpecialDay
from models.handbook.typed_hours import typed_hours
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.wheel_free import WheelFreeBox

_WHOLE = ""
Box = TypeVar("Box", bound=QAbstractSpinBox)


def ask_day(
    theme: Theme, over: QWidget, drafts: FormDrafts, said: Callable[[str], object],
    day: SpecialDay, about: str, done: Callable[[date, str], None],
) -> FormSheet:  # fmt: skip
    """A date and its hours; `done` gets both, the hours as typed (empty: closed).

    What was typed `about` another day or calendar is set aside; `said` is told where words are kept
    as the sheet is left.
    """
    when, hours = named(_padded(QDateEdit()), "day"), named(QLineEdit(), "hours")
    when.setDisplayFormat("ddd d MMM yyyy")
    when.setDate(QDate(day.day.year, day.day.month, day.day.day))
    hours.setPlaceholderText(tr("closed"))
    hours.setText("" if day.hours == "closed" else day.hours)

    def read() -> Asked:
        try:
            typed_hours(hours.text())
        except FileError as error:
            raise Problems(tr("The hours"), {"hours": error.said}) from error
        chosen = when.date()
        whole = date(chosen.year(), chosen.month(), chosen.day())
        return Asked(done, {"day": whole, "hours": hours.text()}, "")

    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        done(*asked.given.values())
        saved()

    hint = tr("Its hours win over the weekday and over a holiday. Without hours it is closed.")
    fields: list[tuple[str, QWidget]] = [
        (tr("Date"), when), (tr("Hours, such as 9–12"), hours),
    ]  # fmt: skip
    form = Form(tr("A day of its own"), tr("Add the day"), fields, read, hint)
    return drafts.open(theme, over, form, "handbook-day", submit, said, about)


def ask_country(
    theme: Theme,
    over: QWidget,
    countries: Sequence[str],
    now: Country,
    find_parts: Callable[[str, Callable[[dict[str, str]], None]], None],
    done: Callable[[Country | None], None],
) -> FormSheet:
    """A country, a part of it, and years; `done` gets None where none is wanted.

    `find_parts` is asked for a country's parts, and tells them (code and name) a little later.
    """
    country, part = WheelFreeBox(), WheelFreeBox()
    first, last = _padded(QSpinBox()), _padded(QSpinBox())

    def submit() -> None:
        code = str(country.currentData())
        if last.value() < first.value() or last.value() - first.value() >= MOST_YEARS:
            said = tr("Choose at most {count} years, the first one first.", count=MOST_YEARS)
            sheet.show_error(Problems(tr("The years"), {"last": said}))
            return
        chosen = Country(code, str(part.currentData()), first.value(), last.value())
        done(chosen if code else None)
        sheet.close_sheet()

    sheet = FormSheet(theme, over, tr("Public holidays of a country"), tr("Take them"), submit)
    sheet.say(tr("They are stored as dates when the handbook is published, and never change in a "
                 "version that is in force."))  # fmt: skip
    _fill_countries(country, countries, now.code)

    def show_parts() -> None:
        code = str(country.currentData())

        def fill(parts: dict[str, str]) -> None:
            if shiboken6.isValid(part) and code == country.currentData():
                _fill_parts(part, parts, now.part if code == now.code else _WHOLE)

        known = now.part if code == now.code else _WHOLE
        _fill_parts(part, {known: known} if known else {}, known)
        find_parts(code, fill)

    country.currentIndexChanged.connect(lambda *_: show_parts())
    show_parts()
    for field, name, year in ((first, "first", now.first), (last, "last", now.last)):
        field.setObjectName(name)
        field.setRange(1970, 2200)
        field.setValue(year)
    for words, control in (
        (tr("Country"), country), (tr("Part of it"), part),
        (tr("From the year"), first), (tr("Until the year"), last),
    ):  # fmt: skip
        sheet.add(words, control)
    sheet.finish(country)
    return sheet


def ask_name(
    theme: Theme, over: QWidget, drafts: FormDrafts, said: Callable[[str], object],
    done: Callable[[str], str],
) -> FormSheet:  # fmt: skip
    """The name of a calendar; `done` gives back what is wrong with it, or nothing."""
    name = named(QLineEdit(), "name")
    name.setMaxLength(40)

    def read() -> Asked:
        return Asked(done, {"name": name.text()}, "")

    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        wrong = done(*asked.given.values())
        if wrong:
            sheet.show_error(Problems(tr("The name"), {"name": wrong}))
        else:
            saved()

    hint = tr("It begins with office hours; targets can count on it at once.")
    form = Form(tr("One calendar more"), tr("Add it"), [(tr("Name"), name)], read, hint)
    return drafts.open(theme, over, form, "handbook-calendar", submit, said)


def country_name(code: str) -> str:
    """A country's English name; the code where there is none."""
    territory = QLocale.codeToTerritory(code)
    if territory == QLocale.Country.AnyTerritory:
        return code
    return QLocale.territoryToString(territory)


def _padded(box: Box) -> Box:
    """A style sheet's padding does not reach the line in it."""
    line = box.findChild(QLineEdit)
    if isinstance(line, QLineEdit):
        line.setTextMargins(8, 0, 8, 0)
    return box


def _fill_countries(box: QComboBox, countries: Sequence[str], now: str) -> None:
    box.addItem(tr("None"), "")
    for name, code in sorted((country_name(code), code) for code in countries):
        box.addItem(name, code)
    box.setCurrentIndex(max(box.findData(now), 0))


def _fill_parts(box: QComboBox, parts: Mapping[str, str], now: str) -> None:
    box.clear()
    box.addItem(tr("The whole country"), _WHOLE)
    for code, name in sorted(parts.items(), key=lambda part: part[1]):
        box.addItem(name, code)
    box.setCurrentIndex(max(box.findData(now), 0))
