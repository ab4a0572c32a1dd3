"""The calendar editor: hours by mouse, by keys and as typed; holidays and exceptions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.models.handbook.test_calendar_file import calendar as ics
from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.calendars import Calendars
from ui.handbook.day_bar import DayBar
from ui.handbook.days_off_sheet import DaysOffSheet
from ui.widgets.form_sheet import FormSheet

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def open_calendars(shown: Shown) -> Calendars:
    shown.actions.action("handbook.calendars").trigger()
    return shown.page.sections.calendars


def hours(shown: Shown, name: str = "team") -> dict[str, list[list[str]]]:
    data: dict[str, Any] = shown.draft.calendars[name].to_data()
    return dict(data["hours"])


def at(bar: DayBar, hour: float) -> QPoint:
    return QPoint(round(bar.width() * hour / 24), bar.height() // 2)


def drag(shown: Shown, bar: DayBar, begin: float, end: float) -> None:
    QTest.mousePress(bar, LEFT, pos=at(bar, begin))
    QTest.mouseMove(bar, at(bar, (begin + end) / 2))
    QTest.mouseMove(bar, at(bar, end))
    QTest.mouseRelease(bar, LEFT, pos=at(bar, end))
    shown.settle()


def sheet_of(shown: Shown, qtbot: QtBot, kind: type[QWidget] = FormSheet) -> Any:
    def found() -> list[QWidget]:
        return [one for one in shown.page.window().findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def days(calendars: Calendars) -> dict[str, tuple[str, str]]:
    model = calendars.days.table.model()
    rows = [[model.index(row, column).data() for column in range(3)]
            for row in range(model.rowCount())]  # fmt: skip
    return {row[0]: (row[1], row[2]) for row in rows}


def test_an_end_a_whole_bar_and_a_new_one_are_dragged(shown: Shown) -> None:
    week = open_calendars(shown).week
    drag(shown, week.bars["mon"], 17, 18.5)
    assert hours(shown)["mon"] == [["09:00", "18:30"]]
    drag(shown, week.bars["tue"], 13, 12)
    assert hours(shown)["tue"] == [["08:00", "16:00"]]
    drag(shown, week.bars["sat"], 10, 12)
    assert hours(shown)["sat"] == [["10:00", "12:00"]]
    assert week.fields["sat"].text() == "10:00–12:00"


def test_the_keys_do_what_the_mouse_does(shown: Shown) -> None:
    week = open_calendars(shown).week
    bar = week.bars["mon"]
    assert bar.hasFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Right, SHIFT)
    shown.qtbot.waitUntil(lambda: hours(shown)["mon"] == [["09:00", "17:30"]])
    press(Qt.Key.Key_Insert)
    assert "17:30" in bar.accessibleName()
    shown.qtbot.waitUntil(lambda: len(hours(shown)["mon"]) == 1)  # it touches: one span
    press(Qt.Key.Key_Down)
    assert week.bars["tue"].hasFocus()
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: "tue" not in hours(shown))
    assert "closed" in week.bars["tue"].accessibleName()


def test_an_answer_from_before_a_change_does_not_take_it_back(shown: Shown) -> None:
    week = open_calendars(shown).week
    bar, before = week.bars["tue"], shown.page.reading
    assert before is not None
    names: list[str] = []
    bar.spans_changed.connect(lambda _spans: shown.page._show_draft(before))
    bar.spans_changed.connect(lambda _spans: names.append(bar.accessibleName()))
    bar.setFocus()
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: "tue" not in hours(shown))
    shown.settle()
    assert ["closed" in name for name in (*names, bar.accessibleName())] == [True, True]


def test_hours_are_typed_and_a_mistake_is_said_at_its_day(shown: Shown) -> None:
    week = open_calendars(shown).week
    shown.type_at(week.fields["wed"], "9-12.30, 13-17")
    assert hours(shown)["wed"] == [["09:00", "12:30"], ["13:00", "17:00"]]
    shown.type_at(week.fields["wed"], "9-13, 12-17")
    assert week.fields["wed"].text() == "9-13, 12-17"
    assert "09:00–13:00 and 12:00–17:00 overlap." in shown.words(week)


def test_a_calendar_that_never_opens_is_refused(shown: Shown) -> None:
    week = open_calendars(shown).week
    for day in ("mon", "tue", "wed", "thu", "fri"):
        shown.type_at(week.fields[day], "closed")
    assert list(hours(shown)) == ["fri"]
    assert "a calendar that never opens could keep no promise" in shown.words(week)


def test_the_holidays_of_a_country_by_keyboard_alone(shown: Shown, qtbot: QtBot) -> None:
    calendars = open_calendars(shown)
    press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    sheet = sheet_of(shown, qtbot)
    country, part = sheet.findChildren(QComboBox)[:2]
    assert country.hasFocus()
    QTest.keyClicks(country, "Germ")
    assert country.currentText() == "Germany"
    part.setFocus()
    qtbot.waitUntil(lambda: part.count() > 1)
    QTest.keyClicks(part, "Berl")
    assert part.currentText() == "Berlin"
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert "Germany, BE, 2026 to 2028" in shown.words(calendars)
    assert days(calendars)["Fri 25 Dec 2026"][1] == "closed"
    assert "Sun 8 Mar 2026" in days(calendars)  # of Berlin alone
    assert not shown.draft.team.open_at(1_798_185_600)  # 25 December 2026, 09:00


def test_a_single_day_with_hours_or_without_and_taken_out_again(shown: Shown, qtbot: QtBot) -> None:
    calendars = open_calendars(shown)
    shown.actions.action("handbook.day").trigger()
    sheet = sheet_of(shown, qtbot)
    sheet.findChild(QDateEdit).setDate(QDate(2026, 12, 24))
    typed = sheet.findChild(QLineEdit, "hours")
    typed.setFocus()
    QTest.keyClicks(typed, "9-")
    press(Qt.Key.Key_Return, CONTROL)
    assert "is not a span" in shown.words(sheet)
    QTest.keyClicks(typed, "12")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert days(calendars) == {"Thu 24 Dec 2026": ("Exception", "09:00–12:00")}
    calendars.days.table.setFocus()
    press(Qt.Key.Key_Delete)
    shown.settle()
    assert days(calendars) == {}
    assert "Every week is like every other." in shown.words(calendars)


def test_a_calendar_file_shows_its_days_before_they_are_taken(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    calendars = open_calendars(shown)
    path = tmp_path / "team.ics"
    path.write_bytes(
        ics("DTSTART;VALUE=DATE:20260501\nSUMMARY:Labour Day",
            "DTSTART;VALUE=DATE:20260515\nSUMMARY:Bridge day", "DTSTART:20260501T090000Z")
    )  # fmt: skip
    calendars.import_file(path)
    sheet = sheet_of(shown, qtbot, DaysOffSheet)
    assert "2 whole days off" in shown.words(sheet)
    assert "1 event with a time of day is left out." in shown.words(sheet)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert list(days(calendars)) == ["Fri 1 May 2026"]


def test_a_file_that_is_none_is_told_in_its_place(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    calendars = open_calendars(shown)
    calendars.import_file(tmp_path / "gone.ics")
    qtbot.waitUntil(lambda: "The file cannot be read" in shown.words(calendars))
    (tmp_path / "bad.ics").write_bytes(b"hello")
    calendars.import_file(tmp_path / "bad.ics")
    qtbot.waitUntil(lambda: "The calendar file cannot be read" in shown.words(calendars))


def test_a_calendar_more_can_be_counted_on_at_once(
    shown: Shown, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    calendars = open_calendars(shown)
    shown.actions.action("handbook.new_calendar").trigger()
    sheet = sheet_of(shown, qtbot)
    assert unnamed(sheet) == []
    press(Qt.Key.Key_Return, CONTROL)
    assert "Give it a name of letters or digits." in shown.words(sheet)
    QTest.keyClicks(sheet.findChild(QLineEdit, "name"), "Hot line")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    calendars.open("hot_line")
    assert shown.actions.action("handbook.remove_calendar").isEnabled()
    assert unnamed(calendars) == []
    row = shown.row("P3", "resolution")
    assert [row.calendar.itemText(at) for at in range(row.calendar.count())] == [
        "Team hours", "Round the clock", "Hot line",
    ]  # fmt: skip
    assert shown.draft.calendars["hot_line"].last_holiday() is None
