"""A restricted case on its page: said by word and shape, and who sees it is chosen there."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget

from models.commands.facts import edit_facts
from models.commands.people import add_person
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


def said_in(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.sheet().findChildren(QLabel))


def test_rule_20_a_case_is_restricted_and_opened_to_others_by_keyboard(shown: Shown) -> None:
    shown.database.write(partial(add_person, name="Ben Okafor", role="agent"))
    assert "◆ Restricted" not in shown.words()
    shown.actions.action("case.access").trigger()
    names = shown.sheet().findChild(QListWidget)
    assert isinstance(names, QListWidget)
    names.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ Somebody must see it" in said_in(shown))
    assert shown.case().named is None
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.seen_by == ["Ben Okafor"])
    said = "◆ Restricted: seen by Ben Okafor and the leads"
    shown.qtbot.waitUntil(lambda: said in shown.words())
    assert shown.case().timeline[-1].kind == "access_changed"


def test_rule_20_the_page_offers_what_a_found_workaround_suggests(shown: Shown) -> None:
    facts = {"impact_level": "broad", "urgency": "critical", "workaround_known": "no"}
    shown.workspace.write(
        partial(edit_facts, case_id=shown.case_id, facts=facts), lambda _: None, shown.page
    )
    said = "▲ The handbook suggests P1: there is no workaround"
    shown.qtbot.waitUntil(lambda: said in shown.words())
