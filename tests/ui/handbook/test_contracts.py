"""Contracts on the page: added, put in order, given terms, and taken out, each an undoable step."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.commands.handbook import publish_handbook
from models.database import Database
from models.handbook.policy import Amount, Policy
from models.handbook.publication import Publication
from tests.conftest import MovingClock
from tests.models.handbook.test_contract_edits import TWO
from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.contracts import Contracts
from ui.widgets.buttons import ActionButton
from ui.widgets.form_sheet import FormSheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def contracts(shown: Shown) -> Contracts:
    return shown.page.sections.contracts


def settle(shown: Shown) -> None:
    shown.settle()
    shown.qtbot.waitUntil(lambda: not contracts(shown).is_reading)


def names(shown: Shown) -> list[str]:
    model = contracts(shown).list.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def under(shown: Shown, at: int) -> Policy:
    return shown.draft.contracts[at][1]


@pytest.fixture
def two(show: Callable[..., Shown], database: Database, clock: MovingClock) -> Shown:
    """The page on a desk whose handbook has the contracts Gold and Silver; Gold is in view."""
    database.write(partial(publish_handbook, publication=Publication(TWO, "new")))
    shown = show(database)
    shown.page.go_to("contracts")
    settle(shown)
    return shown


def test_a_newcomer_sees_that_there_is_none_and_adds_one(shown: Shown) -> None:
    shown.actions.action("handbook.contracts").trigger()
    settle(shown)
    assert "The handbook has no contract of its own." in shown.words()
    press(Qt.Key.Key_Return)  # the keyboard is on the way to one
    sheet = shown.in_view(FormSheet)
    QTest.keyClicks(sheet.window().focusWidget(), "Gold")
    press(Qt.Key.Key_Return, CONTROL)
    assert "Name the customers it is for" in shown.words(sheet)
    QTest.keyClicks(sheet.window().focusWidget(), "Northwind, Contoso")
    press(Qt.Key.Key_Return, CONTROL)
    settle(shown)
    assert names(shown) == ["Gold"]
    assert shown.draft.contracts[0][0].customers == {"northwind", "contoso"}
    assert "Nothing yet: as the handbook has it" in [
        contracts(shown).list.table.model().index(0, 3).data()
    ]
    shown.page.draft.undo()
    settle(shown)
    assert not shown.page.draft.is_changed


def test_they_are_put_in_another_order_and_the_chosen_one_stays_chosen(two: Shown) -> None:
    assert names(two) == ["Gold", "Silver"]
    table = contracts(two).list.table
    table.setFocus()
    press(Qt.Key.Key_Down)
    settle(two)
    assert "Silver: whom it is for" in two.words()
    two.actions.action("handbook.contract_up").trigger()
    settle(two)
    assert names(two) == ["Silver", "Gold"]
    assert (contracts(two).at, table.current_row()) == (0, 0)
    assert "Silver: whom it is for" in two.words()
    assert not two.actions.action("handbook.contract_up").isEnabled()
    two.page.draft.undo()
    settle(two)
    assert names(two) == ["Gold", "Silver"]


def test_a_target_of_its_own_is_typed_over_the_handbook_s(two: Shown) -> None:
    field = contracts(two).targets.fields["P3", "resolution", "sla"]
    assert (field.text(), field.placeholderText()) == ("", "3 business days")
    two.type_at(field, "2 days")
    settle(two)
    assert field.text() == "2 business days"
    target = under(two, 0).target("P3", "resolution")
    assert target is not None
    assert target.sla == Amount(days=2)
    two.type_at(field, "")
    settle(two)
    two.type_at(contracts(two).targets.fields["P3", "resolution", "slo"], "")
    settle(two)
    assert (field.text(), field.placeholderText()) == ("", "3 business days")
    assert ("P3", "resolution") not in under(two, 0).contract_targets


def test_what_cannot_be_is_said_at_its_cell_and_stays_there(two: Shown) -> None:
    field = contracts(two).targets.fields["P1", "resolution", "sla"]
    two.type_at(field, "soon")
    settle(two)
    assert "is not a time such as" in two.words()
    assert field.text() == "soon"
    assert two.page.draft.typed == {"contracts.Gold.targets.P1.resolution.sla": "soon"}
    customers = contracts(two).terms.fields["customers"].typed
    two.type_at(customers, "Contoso")
    settle(two)
    assert "is for the same cases as" in two.words()


def test_whom_it_is_for_its_hours_and_what_it_is_like(two: Shown) -> None:
    contracts(two).open(1)
    settle(two)
    terms = contracts(two).terms
    assert terms.like.currentText() == "Gold"
    two.type_at(terms.fields["categories"].typed, "billing")
    settle(two)
    assert two.draft.contracts[1][0].categories == {"billing"}
    box = terms.hours["team"]
    box.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle(two)
    own = under(two, 1)
    assert own.team == own.calendars["round_the_clock"]
    two.type_at(terms.fields["name"].typed, "Bronze")
    settle(two)
    assert names(two) == ["Gold", "Bronze"]
    assert "Bronze: whom it is for" in two.words()


def test_a_plain_question_has_an_answer_of_the_contract(two: Shown) -> None:
    cards = contracts(two).questions.cards
    assert set(cards) == {
        "edge", "raise_from", "reopen", "acknowledgement", "unseen", "third_party",
    }  # fmt: skip
    told = two.words(cards["reopen"])
    assert "received" in told
    button = cards["reopen"].button("continue")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(two)
    assert under(two, 0).reopen == "continue"
    assert two.draft.reopen == "new_cycle"
    QTest.mouseClick(cards["reopen"].button(""), Qt.MouseButton.LeftButton)
    settle(two)
    assert not two.page.draft.is_changed


def test_one_that_another_is_like_stays_and_says_why(two: Shown) -> None:
    two.actions.action("handbook.remove_contract").trigger()
    two.qtbot.waitUntil(lambda: "The contract stays as it is" in two.words())
    assert names(two) == ["Gold", "Silver"]
    contracts(two).open(1)
    settle(two)
    contracts(two).list.table.setFocus()
    press(Qt.Key.Key_Delete)
    settle(two)
    assert names(two) == ["Gold"]


def test_tab_goes_through_a_contract_as_it_stands(two: Shown) -> None:
    two.actions.action("handbook.contracts").trigger()
    press(Qt.Key.Key_Return)
    names: list[str] = []
    for _ in range(10):
        focused = two.page.window().focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        press(Qt.Key.Key_Tab)
    assert names[0] == "Name"
    assert names[3:5] == ["Categories", "Groups"]
    assert names[5].startswith("Where a target says")
    assert names[7:10] == [
        "P1, first response, SLA", "P1, first response, SLO", "P1, first response, counts on",
    ]  # fmt: skip


def test_what_was_chosen_and_cannot_be_is_said_and_does_not_keep_the_draft_back(two: Shown) -> None:
    box = contracts(two).terms.like
    box.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    two.qtbot.waitUntil(lambda: "in a circle" in two.words())
    settle(two)
    assert box.currentText() == "the handbook"
    assert not two.page.draft.problems


def test_what_was_typed_in_a_contract_that_is_taken_out_goes_with_it(two: Shown) -> None:
    contracts(two).open(1)
    settle(two)
    two.type_at(contracts(two).targets.fields["P1", "resolution", "sla"], "soon")
    settle(two)
    assert two.page.draft.problems
    two.actions.action("handbook.remove_contract").trigger()
    settle(two)
    assert names(two) == ["Gold"]
    two.qtbot.waitUntil(lambda: not two.page.draft.problems)
    settle(two)
    assert two.actions.action("handbook.publish").isEnabled()


def test_the_keyboard_that_came_first_finds_the_way_to_a_contract(shown: Shown) -> None:
    shown.page.go_to("contracts")
    settle(shown)
    part = contracts(shown).list
    part.table.show()
    part.table.setFocus()
    part.show_lines([], 0, [])
    assert QApplication.focusWidget() is part.findChild(ActionButton)
