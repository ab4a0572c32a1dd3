"""Incident mode by keyboard: who leads, the checklist, the log, and the cases under it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from models.commands.cases import change_priority
from models.commands.links import add_link
from tests.models.commands.desk import WHOLE, detail, opened
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, type_words, write
from tests.ui.case.test_links import ALT
from tests.ui.keyboard import press
from ui.case.affected_card import AffectedCard
from ui.case.checklist_card import ChecklistCard
from ui.case.incident_card import IncidentCard
from ui.widgets.step_row import StepRow


@pytest.fixture
def outage(shown: Shown) -> Shown:
    """The case is a P1."""
    raise_it = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="Down")
    shown.workspace.write(raise_it)
    shown.qtbot.waitUntil(lambda: shown.words().count("■ Nobody is named") == 3)
    return shown


def steps(shown: Shown) -> list[StepRow]:
    [card] = shown.page.findChildren(ChecklistCard)
    return [row for row in card.findChildren(StepRow) if row.isVisibleTo(shown.page)]


def affected(shown: Shown) -> AffectedCard:
    [card] = shown.page.findChildren(AffectedCard)
    return card


def hit(shown: Shown, *customers: str) -> list[int]:
    """Cases of others under the one in view."""
    found = []
    for name in customers:
        other = opened(shown.database, replace(WHOLE, customer=name))
        key = detail(shown.database, shown.case_id).row.key
        shown.workspace.write(partial(add_link, case_id=other, kind="incident", to=key))
        found.append(other)
    shown.qtbot.waitUntil(lambda: affected(shown).list.count() == len(customers))
    return found


def until(shown: Shown, so: Callable[[], bool]) -> None:
    shown.qtbot.waitUntil(so)


def test_a_p1_says_loudly_who_is_missing_until_they_are_named(outage: Shown) -> None:
    assert outage.words().count("■ Nobody is named") == 3
    press(Qt.Key.Key_T)
    field = outage.sheet().findChild(QLineEdit, "comms_lead")
    assert field is not None
    field.setFocus()
    type_words("Ana Ruiz")
    press(Qt.Key.Key_Return, CTRL)
    until(outage, lambda: outage.words().count("■ Nobody is named") == 2)
    [card] = outage.page.findChildren(IncidentCard)
    loud = [one for one in card.findChildren(QLabel) if one.property("ink") == "breached"]
    assert len([one for one in loud if one.isVisible()]) == 2
    assert "Ana Ruiz, named for this case" in [one.text() for one in card.findChildren(QLabel)]
    outage.page.activateWindow()  # the names that were offered had a window of their own
    until(outage, outage.page.isActiveWindow)
    outage.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    until(outage, lambda: outage.words().count("■ Nobody is named") == 3)


def test_steps_are_ticked_and_cleared_by_key_and_stand_in_the_timeline(outage: Shown) -> None:
    assert "0 of 9" in outage.words()
    press(Qt.Key.Key_C, ALT)
    assert QApplication.focusWidget() is steps(outage)[0]
    press(Qt.Key.Key_Space)
    until(outage, lambda: steps(outage)[0].done)
    assert "1 of 9" in outage.words()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    until(outage, lambda: "2 of 9" in outage.words())
    assert steps(outage)[1].accessibleName().endswith("done, Ana Ruiz · 14:28")
    heads = [row.data.get("step") for row in outage.case().timeline if row.kind == "step_ticked"]
    assert heads == [row.words for row in steps(outage)[:2]]
    press(Qt.Key.Key_Space)
    until(outage, lambda: "1 of 9" in outage.words())
    outage.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    until(outage, lambda: "2 of 9" in outage.words())


def test_the_running_log_is_written_as_notes_are_and_keeps_the_teams_clock(outage: Shown) -> None:
    assert "● note by 14:58 · 30 min" in outage.words()
    outage.clock.instant += timedelta(minutes=31)
    outage.page.activated()
    until(outage, lambda: "■ note owed since 14:58 · 1 min over" in outage.words())
    write(outage, Qt.Key.Key_I, "Tried the other node")
    until(outage, lambda: "● note by 15:29 · 30 min" in outage.words())
    [card] = outage.page.findChildren(IncidentCard)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert card.list.item(0).data(role) == "Tried the other node, 14:59 · Ana Ruiz"


def test_cases_are_hung_under_it_opened_and_taken_out_by_key(outage: Shown) -> None:
    other = opened(outage.database, replace(WHOLE, customer="Northwind"))
    assert "No other customer's case hangs under it yet." in outage.words()
    press(Qt.Key.Key_H, ALT)
    field = outage.sheet().findChild(QLineEdit, "to")
    assert field is not None
    field.setFocus()
    type_words("1002")
    press(Qt.Key.Key_Return, CTRL)
    until(outage, lambda: affected(outage).list.count() == 1)
    said = affected(outage).list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("CS-1002  Northwind, ● New · First response: ")
    press(Qt.Key.Key_I, ALT)
    with outage.qtbot.waitSignal(outage.page.open_case_requested) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [other]
    press(Qt.Key.Key_Delete)
    until(outage, lambda: affected(outage).list.count() == 0)


def test_a_case_says_which_incident_it_hangs_under(shown: Shown) -> None:
    opened(shown.database, replace(WHOLE, priority="P1", title="Payments are down"))
    press(Qt.Key.Key_H, SHIFT)
    field = shown.sheet().findChild(QLineEdit, "to")
    assert field is not None
    field.setFocus()
    type_words("CS-1002")
    press(Qt.Key.Key_Return, CTRL)
    until(shown, lambda: affected(shown).list.count() == 1)
    said = affected(shown).list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "CS-1002  Payments are down, New"
    assert "Hangs under" in shown.words()


def test_one_update_is_written_once_read_as_each_will_and_recorded_for_all(outage: Shown) -> None:
    press(Qt.Key.Key_U, ALT | SHIFT)
    until(outage, lambda: "No open case hangs under this one (Alt H)" in outage.said)
    others = hit(outage, "Northwind", "Fabrikam")
    press(Qt.Key.Key_U, ALT | SHIFT)
    sheet = outage.sheet()
    type_words("It is back.")
    preview = sheet.findChild(QLabel, "preview")
    assert preview is not None
    until(outage, lambda: preview.text().startswith("CS-1003, Fabrikam:\n\nHello,\n\nIt is back."))
    assert "Wed 13 May 2026, 10:28 CEST" in preview.text()
    press(Qt.Key.Key_Return, CTRL)
    outage.wait(lambda case: case.timeline[-1].kind == "contact")
    for case_id in others:
        assert "It is back." in detail(outage.database, case_id).timeline[-1].data["text"]
    until(outage, lambda: "Recorded in 3 cases, and copied" in outage.said)
    copied = QGuiApplication.clipboard().text()
    assert [copied.count(words) for words in ("Contoso", "CS-1003 Fabrikam", "It is back.")] == [
        1, 1, 3,
    ]  # fmt: skip
    outage.page.focus_first()
    until(outage, lambda: "also told in CS-1002, CS-1003" in _tails(outage))
    press(Qt.Key.Key_Z, CTRL)
    outage.wait(lambda case: case.timeline[-1].retracted)
    assert all(detail(outage.database, one).timeline[-1].retracted for one in others)


def _tails(shown: Shown) -> str:
    from tests.ui.case.test_case_page import timeline

    return "\n".join(entry.tail for entry in timeline(shown).entries.entries)


def test_what_a_case_has_none_of_is_said_when_it_is_asked_for(shown: Shown) -> None:
    lower = partial(change_priority, case_ids=[shown.case_id], priority="P4", note="Small")
    shown.workspace.write(lower)
    until(shown, lambda: "0 of 3" in shown.words())
    press(Qt.Key.Key_T)
    until(shown, lambda: "Only an open P1 or P2 has roles to be named" in shown.said)
    [card] = shown.page.findChildren(IncidentCard)
    assert not card.isVisible()
    assert not affected(shown).isVisible()
