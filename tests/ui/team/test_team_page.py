"""The Team page by keyboard: hours, leave, turns, each entered, refused, changed, taken back."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due
from models.commands.cases import open_case
from models.commands.contacts import log_contact
from models.commands.crossings import mark_crossings_told, record_crossings
from models.commands.people import add_person, leave_team
from models.commands.working_times import add_absence, end_absence, set_shifts
from models.entities import PlannedAlert
from models.handbook.zones import zone
from models.verification import differences
from tests.models.commands.desk import WHOLE
from tests.models.queries.test_queue_readings import publish as watch
from tests.models.queries.test_queue_readings import threshold
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from tests.ui.team.conftest import WEEK, Shown
from ui.widgets.buttons import ActionButton
from ui.widgets.wheel_free import WheelFreeBox

CTRL = Qt.KeyboardModifier.ControlModifier
TOLD = "Who is told of what nobody sees to"
DIFFER = "Days that differ"
FORMER = "Have left the team"
FRIDAY = {"fri": (("09:00", "15:00"),)}


def recipients(shown: Shown) -> set[int | None]:
    """Who is told of what is planned; and the plan is what the log and the team say."""

    def read(session: Session) -> set[int | None]:
        return set(session.scalars(select(PlannedAlert.recipient_id)))

    assert shown.database.read(differences) == []
    return shown.database.read(read)


def to_ben(shown: Shown) -> None:
    press(Qt.Key.Key_Down)
    shown.settle()


def enter_leave(shown: Shown) -> None:
    """Ben is away today and tomorrow, and Cleo stands in."""
    to_ben(shown)
    press(Qt.Key.Key_A)
    shown.fill_in("begins", "today")
    shown.fill_in("ends", "tomorrow")
    shown.choose("stand_in", "Cleo")
    shown.save()
    shown.qtbot.waitUntil(lambda: len(shown.cells("Leave")) == 1)


def test_it_says_who_is_at_work_and_who_is_told(shown: Shown) -> None:
    assert shown.page.subtitle == "3 people · 3 at work"
    assert shown.cells("People")[1] == ["Ben", "Agent", "At work", "Mon–Fri 09:00–17:00", "", "1"]
    assert shown.cells("People")[2][3] == "Not entered: always at work"
    assert {row[1] for row in shown.cells(TOLD)} == {"Ana", "Nobody is, so the lead, Ana"}
    assert "Nobody is away, or will be. Press A with the keyboard on a person." in shown.words()


def test_leave_brings_alerts_to_the_stand_in_and_undo_back(shown: Shown) -> None:
    ben, cleo = shown.member("Ben").id, shown.member("Cleo").id
    assert recipients(shown) == {ben}
    enter_leave(shown)
    assert cleo in recipients(shown)
    assert shown.cells("Leave")[0][1] == "Tue 12 May – Wed 13 May"
    assert shown.cells("Leave")[0][2] == "Cleo stands in · open cases to hand over: 1"
    shown.qtbot.waitUntil(lambda: shown.cells("People")[1][2] == "Away, back Thu 14 May")
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.team().leaves == ())
    assert recipients(shown) == {ben}


def test_the_sheet_says_how_many_cases_are_to_be_handed_over(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_A)
    shown.sheet()
    said = "Ben has 1 open case: whoever stands in is told of them meanwhile."
    assert said in shown.words()


def test_what_is_no_time_is_said_at_its_field_and_kept_on_escape(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_A)
    shown.fill_in("ends", "when it rains")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "“when it rains” is not a time." in shown.words())
    assert shown.team().leaves == ()
    press(Qt.Key.Key_Escape)
    shown.no_sheet()
    assert shown.said[-1] == "What you typed is kept"
    press(Qt.Key.Key_A)
    shown.sheet()
    assert any(line.text() == "when it rains" for line in shown.lines())


def test_leave_whose_sheet_was_left_while_it_was_saved_is_entered_once(shown: Shown) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_A)
    shown.fill_in("begins", "today")
    shown.fill_in("ends", "tomorrow")
    save_and_leave(shown.workspace, shown.no_sheet)
    shown.settle()
    assert [words for words in shown.said if "kept" in words] == []
    press(Qt.Key.Key_A)
    shown.sheet()
    assert [line.text() for line in shown.lines() if line.text() == "tomorrow"] == []
    assert len(shown.team().leaves) == 1


def test_leave_ends_earlier_and_is_removed_each_taken_back(shown: Shown) -> None:
    enter_leave(shown)
    before = shown.team().leaves[0].ends_at
    shown.card("Leave").table.setFocus()
    press(Qt.Key.Key_Return)
    shown.fill_in("ends", "today")
    shown.save()
    assert shown.team().leaves[0].ends_at < before
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.team().leaves[0].ends_at == before)
    shown.settle()
    shown.card("Leave").table.setFocus()
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: shown.team().leaves == ())
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.team().leaves) == 1)
    assert shown.team().leaves[0].stand_in == "Cleo"


def test_hours_are_typed_refused_by_day_saved_and_taken_back(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_H)
    shown.fill_in("mon", "9-5-3")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "is not a span such as" in shown.words())
    shown.fill_in("mon", "8-12, 13-16:30")
    shown.save()
    held = dict(shown.member("Ben").shifts)
    assert held["mon"] == (("08:00", "12:00"), ("13:00", "16:30"))
    assert recipients(shown) == {shown.member("Ben").id}
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: dict(shown.member("Ben").shifts)["mon"] == (("09:00", "17:00"),))


def test_days_that_differ_are_typed_refused_changed_removed_and_taken_back(shown: Shown) -> None:
    assert "Every week is as its hours say. Press D with the keyboard on a person." in shown.words()
    to_ben(shown)
    press(Qt.Key.Key_D)
    shown.write_in("days", "every second Saturday 10-14\nfirst Monday of the mont off")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "first Monday of the mont off” is no day." in shown.words())
    shown.write_in("days", "every second Saturday 10-14\nfirst Monday of the month off")
    shown.save()
    lines = [
        ["Ben", "Every second Saturday, from 16 May 2026", "10:00–14:00", "Sat 16 May 2026"],
        ["Ben", "First Monday of the month, from 1 Jun 2026", "Off", "Mon 1 Jun 2026"],
    ]
    shown.qtbot.waitUntil(lambda: shown.cells(DIFFER) == lines)
    assert recipients(shown) == {shown.member("Ben").id}
    shown.card(DIFFER).table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: shown.cells(DIFFER) == lines[:1])
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.cells(DIFFER) == lines)
    shown.settle()
    press(Qt.Key.Key_Home)
    shown.card("People").table.setFocus()
    press(Qt.Key.Key_Home)
    shown.card(DIFFER).table.setFocus()
    press(Qt.Key.Key_Return)
    shown.write_in("days", "")
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.cells(DIFFER) == [])
    assert shown.said[-1] == "The days of Ben are saved"


def test_hours_a_colleague_changed_meanwhile_are_not_overwritten(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_H)
    shown.fill_in("mon", "10-12")
    theirs = partial(set_shifts, person_id=shown.member("Ben").id, shifts={**WEEK, **FRIDAY})
    shown.database.write(theirs)
    shown.submit()
    shown.qtbot.waitUntil(lambda: "Somebody else changed the hours of Ben." in shown.words())
    assert dict(shown.member("Ben").shifts)["fri"] == FRIDAY["fri"]


def test_a_turn_gives_the_role_and_is_taken_back(shown: Shown) -> None:
    press(Qt.Key.Key_End)
    to_ben(shown)
    press(Qt.Key.Key_T)
    shown.choose("person", "Cleo")
    shown.fill_in("ends", "2026-05-20")
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.cells(TOLD)[0] == ["Incident commander", "Cleo"])
    assert not shown.card("To look at").isVisible()
    press(Qt.Key.Key_T)
    shown.choose("person", "Ben")
    shown.fill_in("ends", "2026-05-14")
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.card("To look at").isVisible())
    assert shown.cells("To look at")[0][0].startswith("Cleo and Ben both have the turn as")
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: not shown.card("To look at").isVisible())
    assert [row.person for row in shown.team().turns] == ["Cleo"]


def test_a_role_is_changed_and_taken_back_and_a_desk_keeps_its_lead(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    shown.choose("role", "Agent")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "Ana is the only lead of this desk." in shown.words())
    assert "Make somebody else a lead first." in shown.words()
    press(Qt.Key.Key_Escape)
    shown.no_sheet()
    to_ben(shown)
    press(Qt.Key.Key_R)
    shown.choose("role", "Incident commander")
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.cells(TOLD)[0] == ["Incident commander", "Ben"])
    assert shown.cells("People")[1][1] == "Incident commander"
    press(Qt.Key.Key_Z, CTRL)
    lead = ["Incident commander", "Nobody is, so the lead, Ana"]
    shown.qtbot.waitUntil(lambda: shown.cells(TOLD)[0] == lead)


def test_who_leaves_hands_over_and_comes_back_with_undo_or_later(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_X)
    shown.choose("cases_to", "Cleo")
    shown.save()
    shown.qtbot.waitUntil(lambda: [row[0] for row in shown.cells("People")] == ["Ana", "Cleo"])
    assert recipients(shown) == {shown.member("Cleo").id}
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.cells("People")) == 3)
    assert recipients(shown) == {shown.member("Ben").id}
    shown.settle()
    to_ben(shown)
    press(Qt.Key.Key_X)
    shown.sheet()
    shown.save()
    shown.qtbot.waitUntil(lambda: len(shown.cells("People")) == 2)
    shown.settle()
    press(Qt.Key.Key_B)
    shown.sheet()
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.cells("People")[1][0] == "Ben")
    assert shown.member("Ben").open_cases == 0


def test_a_colleagues_leave_appears_and_one_changed_meanwhile_is_not_removed(shown: Shown) -> None:
    now = shown.database.clock.now()
    later = now.replace(day=now.day + 3)
    ben = shown.member("Ben").id
    made = partial(add_absence, person_id=ben, begins_at=now, ends_at=later)
    leave = shown.database.write(made).result
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: len(shown.cells("Leave")) == 1)
    shown.settle()
    changed = later.replace(day=later.day + 1)
    end = partial(end_absence, absence_id=leave, version=1, ends_at=changed)
    shown.database.write(end)
    shown.card("Leave").table.setFocus()
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: "This leave was changed by somebody else." in shown.words())
    assert len(shown.team().leaves) == 1
    shown.qtbot.waitUntil(lambda: shown.cells("Leave")[0][1] == "14:28 – Sat 14:28")
    assert "This leave was changed by somebody else." in shown.words()


def test_of_what_use_alerts_were_is_told_by_rule(shown: Shown) -> None:
    assert "No alert fired in the last 30 days." in shown.words()
    database = shown.database
    shown.clock.instant += timedelta(minutes=46)
    database.write(fire_due)
    database.write(lambda work: log_contact(work, 1, "reply", "On it"))
    shown.clock.instant += timedelta(minutes=1)
    shown.page.activated()
    warned = [
        "First response: 75% of the time used", "1 of 1", "what it warned of was kept", "1 of 1",
    ]  # fmt: skip
    shown.qtbot.waitUntil(lambda: warned in shown.cells("Of what use alerts were"))


def leaves(shown: Shown, name: str) -> None:
    """Somebody has left the team, in sight."""
    shown.workspace.write(partial(leave_team, person_id=shown.member(name).id))
    shown.settle()
    shown.qtbot.waitUntil(lambda: name in [row[0] for row in shown.cells(FORMER)])


@pytest.mark.parametrize(
    ("letter", "said"),
    [("R", "Role of Cleo"), ("X", "Cleo leaves the team"), ("H", "Working hours of Cleo"),
     ("A", "Leave of Cleo"), ("S", "Skills, capacity and status of Cleo"),
     ("D", "Days on which Cleo works other hours")],
)  # fmt: skip
def test_a_key_is_about_the_person_of_the_row_that_has_the_keyboard(
    shown: Shown, letter: str, said: str
) -> None:
    press(Qt.Key.Key_T)
    shown.choose("person", "Cleo")
    shown.fill_in("ends", "tomorrow")
    shown.save()
    shown.qtbot.waitUntil(lambda: len(shown.cells("Turns")) == 1)
    shown.card("Turns").table.setFocus()
    press(Qt.Key[f"Key_{letter}"])
    assert said in shown.sheet().accessibleName() + shown.words()


def test_who_has_left_is_in_sight_and_comes_back_from_there(shown: Shown) -> None:
    assert not shown.card(FORMER).isVisible()
    for name in ("Ben", "Cleo"):
        leaves(shown, name)
    assert shown.cells(FORMER) == [["Ben", "Agent"], ["Cleo", "Agent"]]
    shown.card(FORMER).table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_Return)
    assert "Back on the team" in shown.words()
    shown.save()
    shown.qtbot.waitUntil(lambda: [row[0] for row in shown.cells("People")] == ["Ana", "Cleo"])


@pytest.mark.parametrize("words", ["Skills", "Hours", "Role", "Take out"])
def test_what_is_done_with_a_person_has_a_button(shown: Shown, words: str) -> None:
    buttons = shown.card("People").findChildren(ActionButton)
    assert words in [one.text() for one in buttons if one.isVisible() and one.isEnabled()]


def test_a_role_that_nobody_can_be_given_stands_first_and_is_no_choice(shown: Shown) -> None:
    shown.workspace.write(partial(add_person, name="Dan", role="viewer"))
    shown.settle()
    shown.qtbot.waitUntil(lambda: len(shown.cells("People")) == 4)
    for _ in range(3):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_R)
    box = shown.sheet().findChild(WheelFreeBox, "role")
    assert isinstance(box, WheelFreeBox)
    assert box.currentText() == "Viewer"
    shown.submit()
    shown.qtbot.waitUntil(lambda: "Choose a role." in shown.words())
    shown.choose("role", "Agent")
    shown.save()
    assert shown.member("Dan").role == "agent"
    assert not shown.actions.action("team.undo").isEnabled()


@pytest.mark.parametrize("letter", "HATXDSRB")
def test_every_control_has_a_name(
    shown: Shown, unnamed: Callable[[QWidget], list[str]], letter: str
) -> None:
    if letter == "B":
        leaves(shown, "Cleo")
    press(Qt.Key[f"Key_{letter}"])
    shown.sheet()
    assert unnamed(shown.page.window()) == []


def test_thresholds_of_the_queue_that_were_crossed_are_listed_for_the_lead(shown: Shown) -> None:
    card = shown.card("Queue thresholds that were crossed")
    assert not card.isVisible()
    shown.database.write(partial(open_case, new=WHOLE))
    shown.clock.instant += timedelta(minutes=1)
    watch(shown.database, threshold(watch="open_cases", limit=1, role="squad_lead"))
    (row,) = shown.database.write(record_crossings).result
    told = partial(mark_crossings_told, alert_ids=[row.id], person_id=1, channel="bar")
    shown.database.write(told)
    shown.page.activated()
    shown.settle()
    at = f"{row.crossed_at.astimezone(zone('Europe/Berlin')):%H:%M}"
    assert shown.cells("Queue thresholds that were crossed") == [
        [at, row.words, f"Squad lead: Ana {at}", "Still over"]
    ]
    assert card.isVisible()
