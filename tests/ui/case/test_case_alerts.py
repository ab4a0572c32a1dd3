"""The alerts of a case by keys: look at them, see to them, put them off."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due
from models.entities import AlertDelivery
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.alerts_sheet import AlertsSheet
from ui.widgets.buttons import Button
from ui.widgets.table_cells import CellDelegate

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def fire(shown: Shown) -> None:
    """The first alerts of the case have come."""
    shown.clock.instant += timedelta(minutes=46)
    assert shown.database.write(fire_due).result


def deliveries(shown: Shown) -> list[AlertDelivery]:
    def read(session: Session) -> list[AlertDelivery]:
        rows = list(session.scalars(select(AlertDelivery)))
        session.expunge_all()
        return rows

    return shown.database.read(read)


def sheet(shown: Shown) -> AlertsSheet:
    def found() -> list[AlertsSheet]:
        return [one for one in shown.page.window().findChildren(AlertsSheet) if one.isVisible()]

    shown.qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def rows(found: AlertsSheet) -> list[list[str]]:
    model = found.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_sheet_says_what_is_planned_and_what_became_of_it(shown: Shown) -> None:
    fire(shown)
    press(Qt.Key.Key_N, ALT)
    told = rows(sheet(shown))
    assert [
        "15:13",
        "First response: 75% of the time used",
        "for squad lead",
        "fired 15:14, not shown",
    ] in told
    assert any(row[3] == "planned" for row in told)
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: not shown.page.window().findChildren(AlertsSheet))


def test_when_an_alert_is_planned_for_stands_whole_with_its_day(shown: Shown) -> None:
    press(Qt.Key.Key_N, ALT)
    table = sheet(shown).table
    cells = table.itemDelegate()
    assert isinstance(cells, CellDelegate)
    assert table.columnWidth(0) >= cells.width_of("26 Nov 15:30", "text")


def test_seen_to_by_a_key(shown: Shown) -> None:
    fire(shown)
    press(Qt.Key.Key_K, ALT)
    shown.qtbot.waitUntil(lambda: any(row.acknowledged_at for row in deliveries(shown)))
    shown.qtbot.waitUntil(lambda: "You see to CS-1001: nobody else is told" in shown.said)
    press(Qt.Key.Key_N, ALT)
    assert any("seen to since 15:14" in row[3] and row[2] == "Ana Ruiz"
               for row in rows(sheet(shown)))  # fmt: skip


def test_nothing_due_is_said(shown: Shown) -> None:
    press(Qt.Key.Key_K, ALT)
    shown.qtbot.waitUntil(lambda: any("has come so far" in words for words in shown.said))


def test_snoozed_until_when_and_why_refused_at_the_field_first(shown: Shown) -> None:
    fire(shown)
    press(Qt.Key.Key_Z, ALT)
    until, reason = (
        shown.sheet().findChild(QLineEdit, name) for name in ("until", "reason")
    )  # fmt: skip
    assert isinstance(until, QLineEdit)
    assert isinstance(reason, QLineEdit)
    reason.setText("On the phone with them")
    until.setText("when it suits")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "“when it suits” is not a time" in window_words(shown))
    until.setText("16:30")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: any(row.snoozed_until for row in deliveries(shown)))
    (why,) = {row.snooze_reason for row in deliveries(shown)}
    assert why == "On the phone with them"
    shown.qtbot.waitUntil(lambda: "Snoozed until 16:30" in shown.said)


def window_words(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.page.window().findChildren(QLabel))


def test_from_the_sheet_too(shown: Shown) -> None:
    fire(shown)
    press(Qt.Key.Key_N, ALT)
    buttons = sheet(shown).findChildren(Button)
    see_to = next(one for one in buttons if one.text() == "See to what is due")
    see_to.setFocus()
    press(Qt.Key.Key_Space)
    shown.qtbot.waitUntil(lambda: any(row.acknowledged_at for row in deliveries(shown)))
    shown.qtbot.waitUntil(lambda: not shown.page.window().findChildren(AlertsSheet))


def test_before_anything_has_come_the_sheet_offers_nothing_to_do(shown: Shown) -> None:
    press(Qt.Key.Key_N, ALT)
    assert [one.text() for one in sheet(shown).findChildren(Button)] == ["Close"]


def test_they_are_not_shown_over_the_page_that_was_gone_to(shown: Shown) -> None:
    press(Qt.Key.Key_N, ALT)
    shown.page.hide()
    shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)
    assert shown.page.window().findChildren(AlertsSheet) == []
