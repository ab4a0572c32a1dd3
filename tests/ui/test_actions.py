import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.actions import (
    Actions,
    ActionSpec,
    Clash,
    KeyNote,
    Offer,
    Reach,
    keys_in_words,
    shown_keys,
)
from ui.page_actions import EVERY_PAGE


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QLineEdit())
    window.show()
    qtbot.waitExposed(window)
    return window


def texts(found: list[Offer]) -> list[str]:
    return [offer.spec.text for offer in found]


def test_a_shortcut_runs_the_action(qtbot: QtBot, actions: Actions, page: QWidget) -> None:
    ran: list[str] = []
    actions.add(ActionSpec("case.new", "New case", ("N",)), page, lambda: ran.append("new"))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_N)
    assert ran == ["new"]


def test_typing_in_a_field_runs_nothing(qtbot: QtBot, actions: Actions, page: QWidget) -> None:
    ran: list[str] = []
    actions.add(ActionSpec("case.new", "New case", ("N",)), page, lambda: ran.append("new"))
    field = page.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "n")
    assert (ran, field.text()) == ([], "n")


def test_an_action_of_a_page_out_of_view_is_asleep(actions: Actions, page: QWidget) -> None:
    actions.add(ActionSpec("board.rebalance", "Rebalance", ("R",), scope="board"), page, list)
    actions.add(ActionSpec("go.board", "Board", ("Ctrl+2",)), page, list)
    assert texts(actions.find("")) == ["Rebalance", "Board"]
    page.hide()
    assert texts(actions.find("")) == ["Board"]


def test_a_disabled_action_is_offered_by_its_words_only(actions: Actions, page: QWidget) -> None:
    spec = ActionSpec("case.close", "Close case")
    action = actions.add(spec, page, list)
    action.setEnabled(False)
    assert actions.find("") == []
    assert actions.find("close") == [Offer(spec, Reach.NOT_NOW)]


def test_an_action_foretold_is_found_before_its_page_is_made(qtbot: QtBot, page: QWidget) -> None:
    spec = ActionSpec("board.rebalance", "Rebalance", ("R",), scope="board")
    actions = Actions([spec])
    assert actions.find("") == []
    assert actions.find("rebal") == [Offer(spec, Reach.ELSEWHERE)]
    with qtbot.waitSignal(actions.wanted) as told:
        actions.do(spec)
    assert told.args == [Offer(spec, Reach.ELSEWHERE)]
    ran: list[str] = []
    actions.add(spec, page, lambda: ran.append("board"))
    assert actions.find("rebal") == [Offer(spec, Reach.HERE)]
    actions.do(spec)
    assert ran == ["board"]


def test_what_can_be_done_here_comes_before_its_like_elsewhere(page: QWidget) -> None:
    far = ActionSpec("case.assign", "Assign", ("A",), category="Case", scope="case")
    here = ActionSpec("queue.assign", "Assign", ("A",), category="Selected cases", scope="queue")
    actions = Actions([far])
    actions.add(here, page, list)
    assert [offer.spec for offer in actions.find("assign")] == [here, far]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("survey", "case.survey"), ("satisf", "case.survey"), ("score", "case.survey"),
        ("known", "case.link"), ("article", "case.link"), ("case undo", "case.undo"),
        ("undo", "queue.take-back"), ("vacation", "team.leave"),
    ],
)  # fmt: skip
def test_an_action_is_found_by_the_words_people_use(qtbot: QtBot, words: str, found: str) -> None:
    assert found in [offer.spec.id for offer in Actions(EVERY_PAGE).find(words)]


def test_other_words_come_last_and_only_from_a_words_start(actions: Actions, page: QWidget) -> None:
    actions.add(ActionSpec("a", "Link", also="known article"), page, list)
    actions.add(ActionSpec("b", "Open the known ones"), page, list)
    assert texts(actions.find("known")) == ["Open the known ones", "Link"]
    assert texts(actions.find("nown")) == ["Open the known ones"]


def test_finding_puts_the_best_first(actions: Actions, page: QWidget) -> None:
    for name, text, category in (
        ("a", "Pause the clock", "Case"),
        ("b", "Open the clock's ledger", "Case"),
        ("c", "Clock of the desk", "Desk"),
        ("d", "Resolve", "Case"),
    ):
        actions.add(ActionSpec(name, text, category=category), page, list)
    assert texts(actions.find("clock")) == [
        "Clock of the desk",
        "Pause the clock",
        "Open the clock's ledger",
    ]
    assert texts(actions.find("CASE clock")) == ["Pause the clock", "Open the clock's ledger"]
    assert texts(actions.find("nothing like it")) == []


def test_clashes_are_found_where_both_are_alive(actions: Actions, page: QWidget) -> None:
    for name, keys, scope in (
        ("queue.assign", "A", "queue"),
        ("case.assign", "a", "case"),
        ("case.again", "A", "case"),
        ("desk.find", "Ctrl+K", "everywhere"),
        ("board.kick", "Ctrl+K", "board"),
    ):
        actions.add(ActionSpec(name, name, (keys,), scope=scope), page, list)
    assert actions.clashes() == [
        Clash("A", "case.assign", "case.again"),
        Clash("Ctrl+K", "desk.find", "board.kick"),
    ]


def test_two_actions_with_one_name_are_a_bug(actions: Actions, page: QWidget) -> None:
    actions.add(ActionSpec("case.new", "New case"), page, list)
    with pytest.raises(ValueError, match=r"case\.new"):
        actions.add(ActionSpec("case.new", "New case"), page, list)


def test_a_page_that_goes_takes_its_actions_along(actions: Actions, qtbot: QtBot) -> None:
    passing = QWidget()
    actions.add(ActionSpec("passing.thing", "Thing"), passing, list)
    with qtbot.waitSignal(passing.destroyed):
        passing.deleteLater()
    assert list(actions) == []


def test_keys_in_words(actions: Actions, page: QWidget) -> None:
    action = actions.add(ActionSpec("desk.back", "Back", ("Alt+Left",)), page, list)
    assert shown_keys(action) == "Alt ←"
    assert keys_in_words("Ctrl+Return") == "Ctrl Enter"
    assert keys_in_words("Ctrl++") == "Ctrl +"
    assert shown_keys(actions.add(ActionSpec("x", "X"), page, list)) == ""


def test_a_note_is_kept_once(actions: Actions) -> None:
    note = KeyNote("Enter", "Open the row", "In a list")
    actions.note(note)
    actions.note(note)
    assert actions.notes == [note]
