"""A turn is given to somebody else by key, in part or whole, and taken back."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt

from models.commands.working_times import add_turn
from tests.ui.keyboard import press
from tests.ui.team.conftest import Shown

CTRL = Qt.KeyboardModifier.ControlModifier


def with_turn(shown: Shown, days: int = 2) -> None:
    """Ana has the turn from now on."""
    now, ana = shown.clock.now(), shown.member("Ana").id
    shown.workspace.write(partial(
        add_turn, role="comms_lead", person_id=ana, begins_at=now,
        ends_at=now + timedelta(days=days),
    ))  # fmt: skip
    shown.settle()


def whose(shown: Shown) -> list[str]:
    return [row.person for row in shown.team().turns]


def test_the_rest_of_a_turn_is_given_by_key_and_taken_back(shown: Shown) -> None:
    with_turn(shown)
    shown.clock.instant += timedelta(hours=1)
    press(Qt.Key.Key_G)  # the keyboard is on Ana
    shown.sheet()
    assert "Ana has the turn as comms lead" in shown.words()
    shown.choose("person", "Cleo")
    shown.save()
    assert whose(shown) == ["Cleo"]
    assert dict(row[:2] for row in shown.cells("Turns")) == {"Comms lead": "Cleo"}
    assert dict(shown.cells("Who is told of what nobody sees to"))["Comms lead"] == "Cleo"
    press(Qt.Key.Key_Z, CTRL)
    shown.settle()
    assert whose(shown) == ["Ana"]


def test_a_part_of_it_is_typed_and_one_outside_is_refused_at_its_field(shown: Shown) -> None:
    with_turn(shown)
    press(Qt.Key.Key_G)
    shown.sheet()
    shown.choose("person", "Ben")
    shown.fill_in("begins", "Wed 18:00")
    shown.fill_in("ends", "20 May")
    shown.submit()
    shown.qtbot.waitUntil(lambda: "It is to end by" in shown.words())
    shown.fill_in("ends", "Wed 22:00")
    shown.save()
    assert whose(shown) == ["Ana", "Ben", "Ana"]


def test_whoever_has_no_turn_has_none_to_give(shown: Shown) -> None:
    assert not shown.actions.action("team.give").isEnabled()
    with_turn(shown)
    assert shown.actions.action("team.give").isEnabled()
    press(Qt.Key.Key_Down)  # on Ben
    press(Qt.Key.Key_G)
    assert shown.said[-1] == "Whoever is chosen has no turn: enter one with T"
