"""A restricted case on its page: said by word and shape, and who sees it is chosen there."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget

from models.commands.access import change_access
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.entities import Person
from models.work import Work
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import type_words
from tests.ui.keyboard import press
from ui.palette import Scheme
from ui.theme import Theme

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


def restricted(shown: Shown) -> tuple[int, int]:
    """Seen by Ana and by Ben, who left the team; their ids."""
    ben = shown.database.write(partial(add_person, name="Ben Okafor", role="agent")).result
    ana = shown.database.person_id
    assert ana is not None

    def leave(work: Work) -> None:
        work.session.get_one(Person, ben).active = False

    shown.workspace.write(partial(change_access, case_id=shown.case_id, add=[ana, ben]))
    shown.workspace.write(leave)
    shown.qtbot.waitUntil(lambda: "◆ Restricted" in shown.words())
    return ana, ben


def test_who_left_the_team_is_taken_out_and_whom_a_colleague_added_meanwhile_stays(
    shown: Shown,
) -> None:
    ana, _ = restricted(shown)
    cleo = shown.database.write(partial(add_person, name="Cleo Lang", role="agent")).result
    shown.actions.action("case.access").trigger()
    names = shown.sheet().findChild(QListWidget)
    assert isinstance(names, QListWidget)
    assert [names.item(row).text() for row in range(names.count())] == [
        "Ana Ruiz", "Cleo Lang", "Ben Okafor (left)",
    ]  # fmt: skip
    shown.database.write(partial(change_access, case_id=shown.case_id, add=[cleo]))
    names.setFocus()
    names.setCurrentRow(2)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.named == (ana, cleo))


def test_a_restriction_is_lifted_with_a_reason_and_taken_back_by_keys(shown: Shown) -> None:
    named = restricted(shown)
    press(Qt.Key.Key_V)
    box = shown.sheet().findChildren(QCheckBox)[0]
    box.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ Say why everybody may see it again" in said_in(shown))
    type_words("The key is revoked")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.named is None)
    shown.qtbot.waitUntil(lambda: "◆ Restricted" not in shown.words())
    press(Qt.Key.Key_Z, CTRL)
    shown.wait(lambda case: case.named == named)


def test_names_that_can_not_be_ticked_while_it_is_lifted_look_so(shown: Shown) -> None:
    restricted(shown)
    press(Qt.Key.Key_V)
    box, names = (shown.sheet().findChildren(kind)[0] for kind in (QCheckBox, QListWidget))
    box.setFocus()
    row = names.rect().adjusted(4, 4, -4, 30 - names.height())
    before = names.grab(row).toImage()
    press(Qt.Key.Key_Space)
    assert not names.isEnabled()
    assert names.grab(row).toImage() != before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_box_without_a_tick_is_seen_in_the_list(
    shown: Shown, theme: Theme, scheme: Scheme
) -> None:
    restricted(shown)
    theme.choose(scheme)
    press(Qt.Key.Key_V)
    names = shown.sheet().findChildren(QListWidget)[0]
    palette = theme.palette
    names.item(1).setCheckState(Qt.CheckState.Unchecked)
    names.setCurrentRow(0)
    area = names.visualItemRect(names.item(1))
    picture = names.viewport().grab(area).toImage()
    edge = {
        picture.pixelColor(x, picture.height() // 2).name().upper()
        for x in range(min(24, picture.width()))
    }
    assert palette.field_line.upper() in edge


def test_rule_20_the_page_offers_what_a_found_workaround_suggests(shown: Shown) -> None:
    facts = {"impact_level": "broad", "urgency": "critical", "workaround_known": "no"}
    shown.workspace.write(
        partial(edit_facts, case_id=shown.case_id, facts=facts), lambda _: None, shown.page
    )
    said = "▲ The handbook suggests P1: there is no workaround"
    shown.qtbot.waitUntil(lambda: said in shown.words())
