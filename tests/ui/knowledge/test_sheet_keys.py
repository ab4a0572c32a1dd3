"""Every sheet of what we know by keyboard alone: where it begins, how it goes round, how it is
left."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.commands.article_life import publish_article
from models.commands.article_templates import keep_article_template
from models.commands.people import add_person
from models.commands.roadmap import add_item
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known
from ui.knowledge_actions import KNOWLEDGE, LIFE, ROADMAP
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.sheet import Sheet

CTRL = Qt.KeyboardModifier.ControlModifier
SPECS = {**KNOWLEDGE, **LIFE, **ROADMAP}


@pytest.fixture
def team(known: Known) -> Known:
    """Ana, a lead, is at the window, and Ben is on the team."""
    ana = known.database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    known.database.write(partial(add_person, name="Ben Okafor"))
    known.database.person_id = known.workspace.person_id = ana
    return known


def test_the_sheets_of_a_draft(team: Known) -> None:
    team.page.go_to("KI-1")  # in review
    team.settle()
    for name in ("review", "send_back", "owner", "archive", "fixed"):
        goes_round(team, name)


def test_the_sheets_of_what_is_published(team: Known) -> None:
    team.database.write(partial(publish_article, article_id=1))
    team.page.go_to("KI-1")
    team.settle()
    for name in ("doubt", "send_back", "owner", "released", "archive", "fixed"):
        goes_round(team, name)


def test_the_sheets_of_the_roadmap(team: Known) -> None:
    team.database.write(partial(add_item, title="Exports by parts"))
    next(one for one in team.page.findChildren(Chip) if one.spec.id == "roadmap").click()
    team.settle()
    team.page.focus_first()
    for name in ("add_item", "edit_item", "behind", "ship"):
        goes_round(team, name)


def test_the_sheets_of_the_editor(team: Known) -> None:
    kept = partial(keep_article_template, kind="how_to", name="Ours", body="Words.")
    team.database.write(kept)
    team.page.go_to("KI-1")
    team.settle()
    press(Qt.Key.Key_E)
    team.qtbot.waitUntil(team.page.editor.source.hasFocus)
    sheet = opened(team, "template")
    assert len(list(stops(sheet))) >= 4
    press(Qt.Key.Key_N, CTRL)
    team.qtbot.waitUntil(lambda: sheet_of(team) not in (None, sheet))
    found = sheet_of(team)
    assert found is not None
    went = list(stops(found))
    assert [one.text() for one in went if isinstance(one, Button)] == ["Cancel", "Keep"]
    press(Qt.Key.Key_Escape)
    assert team.page.editor.source.hasFocus()


def test_a_version_by_keys(team: Known) -> None:
    team.page.go_to("KI-1")
    team.settle()
    action = team.actions.action("knowledge.history")
    team.qtbot.waitUntil(action.isEnabled)
    press(Qt.Key.Key_H)
    before = QApplication.focusWidget()
    press(Qt.Key.Key_Return)
    team.qtbot.waitUntil(lambda: sheet_of(team) is not None)
    team.settle()
    sheet = sheet_of(team)
    assert sheet is not None
    assert all(named(one) for one in stops(sheet))
    press(Qt.Key.Key_Escape)
    assert (sheet_of(team), QApplication.focusWidget()) == (None, before)


def goes_round(known: Known, name: str) -> None:
    """Tab comes back to where it began, by Cancel and the button that does it; Esc gives the
    keyboard back."""
    before = QApplication.focusWidget()
    sheet = opened(known, name)
    went = list(stops(sheet))
    told = [one.text() for one in went if isinstance(one, Button)]
    assert told[0] == "Cancel", name
    assert len(told) == 2, name
    assert all(named(one) for one in went), name
    press(Qt.Key.Key_Escape)
    assert sheet_of(known) is None, name
    assert QApplication.focusWidget() is before, name


def named(widget: QWidget) -> bool:
    return bool(widget.accessibleName()) or isinstance(widget, Button)


def opened(known: Known, name: str) -> Sheet:
    """The sheet that the action's key opens."""
    (keys,) = SPECS[name].shortcuts
    combined = QKeySequence(keys)[0]  # type: ignore[index]
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, combined.key(), combined.keyboardModifiers())
    known.qtbot.waitUntil(lambda: sheet_of(known) is not None)
    found = sheet_of(known)
    assert found is not None
    return found


def sheet_of(known: Known) -> Sheet | None:
    """The sheet in sight."""
    sheets = known.page.window().findChildren(Sheet)
    return next((one for one in sheets if one.isVisible()), None)


def stops(sheet: Sheet) -> Iterator[QWidget]:
    """Everything that Tab goes through, once round."""
    first = focused = QApplication.focusWidget()
    while focused is not None:
        assert sheet.isAncestorOf(focused)
        yield focused
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is first:
            return
