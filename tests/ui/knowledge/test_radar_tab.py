"""The tab of topics: read, named in place, taken back, opened, and begun an article from."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.changes import Changes
from models.commands.topics import NameGiven, name_topic
from models.database import Database
from models.handbook.zones import zone
from models.queries.radar import RadarRow
from tests.models.queries.test_radar import desk as fill
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known, shown
from ui.actions import Actions
from ui.knowledge.radar_cards import NextCard
from ui.knowledge.radar_parts import RadarParts
from ui.knowledge.radar_tab import RadarTab
from ui.progress import Progress
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.chips import Chip
from ui.widgets.progress_line import ProgressLine
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

PDF, UMLAUT, COLUMNS = "PDF export stalls", "Umlaut file name", "Columns change places"


@pytest.fixture
def known(qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database) -> Known:
    """The page on its topics."""
    fill(database)
    made = shown(qtbot, theme, tasks, actions, database)
    next(chip for chip in made.page.findChildren(Chip) if chip.spec.id == "topics").click()
    made.settle()
    table(made).setFocus()
    return made


def table(known: Known) -> TableView:
    return next(one for one in known.page.findChildren(TableView)
                if one.accessibleName() == "Topics")  # fmt: skip


def cells(known: Known, column: int = 0) -> list[str]:
    model = table(known).model()
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def type_name(known: Known, name: str) -> None:
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, name)
    with known.qtbot.waitSignal(known.workspace.save_state_changed):  # a moment after Enter
        QTest.keyClick(field, Qt.Key.Key_Return)
    known.settle()


def sheet(known: Known) -> CasesSheet | None:
    return next((one for one in known.page.window().findChildren(CasesSheet) if one.isVisible()),
                None)  # fmt: skip


def test_topics_stand_by_hours_with_what_to_write_first(known: Known) -> None:
    assert cells(known) == [PDF, UMLAUT, COLUMNS]
    assert cells(known, 3) == ["6", "4", ""]
    assert cells(known, 6) == ["0 of 6", "0 of 4", ""]
    assert cells(known, 7) == ["", "", "▲ Rising: 4, usually none"]
    words = known.words()
    assert "0 % of the cases in the 2 largest topics" in words
    assert "A guess: the hands-on hours" in words
    assert "hours each would have saved in Q1 2026" in words
    (card,) = known.page.findChildren(NextCard)
    assert card.table.model().rowCount() == 2


def test_a_name_is_typed_in_its_place_and_taken_back(known: Known) -> None:
    type_name(known, "Big exports")
    assert cells(known) == ["Big exports", UMLAUT, COLUMNS]
    assert sheet(known) is None, "Enter ended the name, and opened nothing"
    type_name(known, "Exports")
    assert cells(known)[0] == "Exports"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    known.settle()
    assert cells(known)[0] == "Big exports"
    assert not known.actions.action("knowledge.undo_topic").isEnabled()


def test_the_first_name_taken_back_is_its_words_again(known: Known) -> None:
    type_name(known, "Big exports")
    known.do("undo_topic")
    assert cells(known)[0] == PDF


def test_escape_keeps_the_name(known: Known) -> None:
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "No")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    known.settle()
    assert cells(known)[0] == PDF


def test_a_name_that_is_taken_is_said_and_stays_typed(known: Known) -> None:
    type_name(known, "Exports")
    press(Qt.Key.Key_Down)
    type_name(known, "Exports")
    assert any("already" in label.text() for banner in known.page.findChildren(Banner)
               if banner.isVisible() for label in banner.findChildren(QLabel))  # fmt: skip
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Exports"


def test_enter_opens_the_cases_and_enter_again_one_of_them(known: Known) -> None:
    press(Qt.Key.Key_Return)
    known.settle()
    assert sheet(known) is not None
    press(Qt.Key.Key_Return)
    assert len(known.cases) == 1
    assert sheet(known) is None


def test_each_figure_opens_its_own_cases(known: Known) -> None:
    press(Qt.Key.Key_End)
    table(known).go_to_row(2)
    (button,) = [one for one in known.page.findChildren(QPushButton)
                 if one.text() == "4 in the last seven days" and one.isVisible()]  # fmt: skip
    button.click()
    known.settle()
    opened = sheet(known)
    assert opened is not None
    assert opened.findChildren(TableView)[0].model().rowCount() == 4


def test_what_to_write_leads_to_its_topic(known: Known) -> None:
    (card,) = known.page.findChildren(NextCard)
    card.table.setFocus()
    card.table.go_to_row(1)
    press(Qt.Key.Key_Return)
    assert (table(known).hasFocus(), table(known).current_row()) == (True, 1)


def test_an_article_is_begun_and_opened(known: Known) -> None:
    press(Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    known.settle()
    assert known.page.is_editing
    assert "PDF export stalls at 80 %" in known.page.editor.source.toPlainText()
    known.do("save")
    assert known.page.location() == "KI-1"


def test_what_a_colleague_named_is_read_again(known: Known) -> None:
    row: RadarRow = known.page.findChildren(RadarTab)[0].findChildren(RadarParts)[0].rows[0]
    topic = row.topic
    given = NameGiven(topic.product, topic.category, topic.words, "Theirs")
    written = known.database.write(partial(name_topic, given=given))
    known.workspace.announce(written.changes)
    known.settle()
    assert cells(known)[0] == "Theirs"


def test_it_can_be_stopped_and_begun_again(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fill(database)
    workspace = Workspace(database, tasks, database.clock, None)
    tab = RadarTab(theme, workspace, actions, zone("Europe/Berlin"))
    qtbot.addWidget(tab)
    tab.show()
    with monkeypatch.context() as stopped:
        stopped.setattr(Progress, "cancelled", property(lambda self: True))
        tab.shown()
        qtbot.waitUntil(lambda: not tasks.busy)
    (line,) = tab.findChildren(ProgressLine)
    assert line.isHidden()
    words = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "Cases were not put into topics." in words
    actions.action("knowledge.topics_again").trigger()
    qtbot.waitUntil(lambda: not tasks.busy)
    words = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "Cases were not put into topics." not in words
    tasks.shutdown()


def test_a_desk_without_cases_says_what_to_do(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database
) -> None:
    made = shown(qtbot, theme, tasks, actions, database)
    next(chip for chip in made.page.findChildren(Chip) if chip.spec.id == "topics").click()
    made.settle()
    assert "There are no topics yet." in made.words()
    tasks.shutdown()


def test_a_name_being_typed_outlives_what_a_colleague_saves(known: Known) -> None:
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Large exports")
    known.workspace.announce(Changes("elsewhere", kinds=frozenset({"article"})))
    known.settle()
    now = QApplication.focusWidget()
    assert isinstance(now, QLineEdit)
    assert now.text() == "Large exports"
    press(Qt.Key.Key_Return)
    known.qtbot.waitUntil(lambda: "Large exports" in cells(known))
