"""The draft as a file, a commitment of the team's own, and contracts shown beside the targets."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from models.handbook.policy import Amount
from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.handbook_file import HandbookFile
from ui.widgets.form_sheet import FormSheet

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
GOLD = """
[[contracts]]
name = "Gold"
customers = ["Northwind"]
targets.P2.resolution = { sla = "2 h", slo = "90 min", calendar = "round_the_clock" }
"""


def file_of(shown: Shown) -> HandbookFile:
    found = shown.page.findChild(HandbookFile)
    assert found is not None
    return found


def test_it_is_saved_and_opened_with_its_comments(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "handbook.toml"
    path.write_text("an older one", "utf-8")
    shown.type_at(shown.row("P2", "resolution").fields["sla"], "20 h")
    source = shown.page.draft.source
    with qtbot.waitSignal(shown.workspace.said):
        file_of(shown).save(path)
    assert path.read_text("utf-8") == source
    path.write_text(source.replace('"20 h"', '"12 h"') + GOLD, "utf-8")
    file_of(shown).open(path)
    qtbot.waitUntil(lambda: '"12 h"' in shown.page.draft.source)
    shown.settle()
    assert shown.row("P2", "resolution").fields["sla"].text() == "12 h"
    shown.page.go_to("contracts")
    model = shown.page.sections.contracts.list.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert [model.index(0, column).data() for column in (1, 2)] == ["Gold", "Northwind"]
    qtbot.waitUntil(lambda: "Gold: whom it is for" in shown.words())
    shown.actions.action("handbook.undo").trigger()
    shown.settle()
    assert shown.page.draft.source == source
    qtbot.waitUntil(lambda: model.rowCount() == 0)


def test_a_mistake_in_a_file_is_named_by_line_and_key(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    source = shown.page.draft.source
    path = tmp_path / "handbook.toml"
    path.write_text(source.replace('sla = "24 h"', 'sla = "soon"'), "utf-8")
    file_of(shown).open(path)
    qtbot.waitUntil(lambda: "targets.P2.resolution.sla" in shown.words())
    assert "Line " in shown.words()
    assert shown.page.draft.source == source
    path.write_bytes(b"\xff\xfe")
    file_of(shown).open(path)
    qtbot.waitUntil(lambda: "is not UTF-8 text" in shown.words())


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_S])
def test_the_keys_ask_for_a_file(shown: Shown, qtbot: QtBot, key: Qt.Key) -> None:
    press(key, CONTROL)
    qtbot.waitUntil(lambda: shown.page.window().findChild(QFileDialog) is not None)
    dialog = shown.page.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    qtbot.waitUntil(lambda: shown.page.window().findChild(QFileDialog) is None)


def test_a_commitment_of_the_teams_own(shown: Shown, qtbot: QtBot) -> None:
    shown.page.sections.open("calendars")
    press(Qt.Key.Key_C, ALT)
    assert shown.page.sections.section == "targets"
    qtbot.waitUntil(lambda: shown.page.window().findChild(FormSheet) is not None)
    sheet = shown.page.window().findChild(FormSheet)
    assert sheet is not None
    name = sheet.findChild(QLineEdit, "name")
    sla = sheet.findChild(QLineEdit, "sla")
    assert isinstance(name, QLineEdit)
    assert isinstance(sla, QLineEdit)
    QTest.keyClicks(name, "Next update")
    press(Qt.Key.Key_Return, CONTROL)
    assert "There is such a commitment already." in shown.words(sheet)
    name.clear()
    QTest.keyClicks(name, "Workaround found")
    press(Qt.Key.Key_Return, CONTROL)
    assert "Say how soon, such as 8 h." in shown.words(sheet)
    assert sla.hasFocus()
    QTest.keyClicks(sla, "2 fortnights")
    press(Qt.Key.Key_Return, CONTROL)
    assert "is not a time" in shown.words(sheet)
    sla.clear()
    QTest.keyClicks(sla, "2 h")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.row("P1", "workaround_found").fields["sla"].text() == "2 h"
    target = shown.draft.target("P1", "workaround_found")
    assert target is not None
    assert (target.sla, target.calendar) == (Amount(7200), "round_the_clock")
    shown.type_at(shown.row("P3", "workaround_found").fields["slo"], "1 day")
    assert "P3 workaround found, SLO: not promised → 1 business day" in [
        str(one.words) for one in (shown.page.reading.differences if shown.page.reading else ())
    ]


def test_a_commitment_that_was_begun_is_there_again(shown: Shown, qtbot: QtBot) -> None:
    def sheet() -> FormSheet:
        press(Qt.Key.Key_C, ALT)
        qtbot.waitUntil(lambda: shown.page.window().findChild(FormSheet) is not None)
        found = shown.page.window().findChild(FormSheet)
        assert found is not None
        return found

    name = sheet().findChild(QLineEdit, "name")
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Workaround fo")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown.page.window().findChild(FormSheet) is None)
    again = sheet().findChild(QLineEdit, "name")
    assert isinstance(again, QLineEdit)
    assert again.text() == "Workaround fo"
