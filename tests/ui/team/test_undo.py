"""What Ctrl+Z takes back while a change is on its way, was refused, or others went on since."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.commands.cases import assign, open_case
from models.errors import KnownError
from models.work import Work
from tests.models.commands.desk import WHOLE
from tests.ui.keyboard import press
from tests.ui.team.conftest import Shown
from ui.workspace import SaveState

CTRL = Qt.KeyboardModifier.ControlModifier
GONE = KnownError("The desk cannot be reached", "The database does not answer.", "Try again.")


def give_role(shown: Shown, words: str) -> None:
    press(Qt.Key.Key_R)
    shown.choose("role", words)


def roles(shown: Shown) -> list[str]:
    return [row.role for row in shown.team().members]


def ben_commands(shown: Shown) -> None:
    """The change before: Ben is incident commander."""
    press(Qt.Key.Key_Down)
    give_role(shown, "Incident commander")
    shown.save()


def test_a_sheet_left_while_it_is_saved_is_what_undo_takes_back(shown: Shown) -> None:
    ben_commands(shown)
    press(Qt.Key.Key_Down)
    gate = threading.Event()
    shown.workspace.write(lambda work: gate.wait())
    give_role(shown, "Lead")
    shown.submit()
    QTest.keyClick(shown.sheet(), Qt.Key.Key_Escape)
    shown.no_sheet()
    press(Qt.Key.Key_Z, CTRL)
    gate.set()
    shown.settle()
    assert roles(shown) == ["lead", "incident_commander", "lead"]
    press(Qt.Key.Key_Z, CTRL)
    shown.settle()
    assert roles(shown) == ["lead", "incident_commander", "agent"]
    press(Qt.Key.Key_R)
    shown.sheet()
    assert "You wrote something else here" not in shown.words()


def test_what_is_refused_after_its_sheet_was_left_is_said_on_the_page(shown: Shown) -> None:
    gate = threading.Event()
    shown.workspace.write(lambda work: gate.wait())
    give_role(shown, "Agent")
    shown.submit()
    QTest.keyClick(shown.sheet(), Qt.Key.Key_Escape)
    shown.no_sheet()
    gate.set()
    shown.settle()
    assert "Ana is the only lead of this desk." in shown.words()


def test_a_refusal_whose_sheet_is_left_is_not_told_as_unsaved_any_more(shown: Shown) -> None:
    give_role(shown, "Agent")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "Ana is the only lead of this desk." in shown.words())
    states = [shown.workspace.save_state]
    press(Qt.Key.Key_Escape)
    shown.no_sheet()
    states.append(shown.workspace.save_state)
    assert states == [SaveState.NOT_SAVED, SaveState.SAVED]


def test_what_could_not_be_taken_back_is_taken_back_once_the_desk_answers(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*args: Any, **named: Any) -> None:
        raise GONE

    ben_commands(shown)
    with monkeypatch.context() as cut:
        cut.setattr(shown.database, "write", unreachable)
        press(Qt.Key.Key_Z, CTRL)
        shown.settle()
    assert "The database does not answer." in shown.words()
    press(Qt.Key.Key_Z, CTRL)
    shown.settle()
    assert roles(shown) == ["lead", "agent", "agent"]


def test_who_came_back_and_got_cases_since_does_not_lose_them_by_undo(shown: Shown) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_X)
    shown.choose("cases_to", "Cleo")
    shown.save()
    press(Qt.Key.Key_B)
    shown.save()
    ben = shown.member("Ben").id

    def give(work: Work) -> None:
        assign(work, [open_case(work, WHOLE)], ben)

    shown.workspace.write(give)
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.settle()
    assert "Ben has been given cases since." in shown.words()
    assert shown.member("Ben").open_cases == 1
