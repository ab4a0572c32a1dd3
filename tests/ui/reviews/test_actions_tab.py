"""Corrective actions by keys alone: made, moved, done with evidence, taken back, found again."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from desktop.printing import Unwatched
from models.commands.articles import NewArticle, write_article
from models.commands.corrective_actions import change_action, finish_action, reopen_action
from models.database import Database
from models.handbook.zones import zone
from models.queries.corrective_actions import ActionRow, actions
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL, a_team, do, made
from tests.models.commands.desk import opened
from tests.ui.keyboard import press
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.drafts import Drafts
from ui.review_place import ReviewPlace
from ui.reviews.action_form import proposed_day
from ui.reviews.actions_tab import ActionsTab
from ui.reviews.review_tab import Verbs
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.field import Field
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@dataclass
class Shown:
    """The tab in a window, and what tests look into."""

    tab: ActionsTab
    database: Database
    tasks: Tasks
    qtbot: QtBot
    actions: Actions
    team: dict[str, int]
    drafts: Drafts

    def settle(self) -> None:
        """Until nothing is read or written."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.tab.window().findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def rows(self) -> list[ActionRow]:
        """The actions as they are on the desk."""
        return list(self.database.read(partial(actions, now=self.database.clock.now())))

    def cells(self, row: int = 0) -> list[str]:
        """The words of a line of the list."""
        model = self.tab.findChildren(TableView)[0].model()
        return [str(model.index(row, at).data() or "") for at in range(model.columnCount())]

    def count(self) -> int:
        """How many lines the list has."""
        return self.tab.findChildren(TableView)[0].model().rowCount()

    def sheet(self) -> FormSheet:
        """The open sheet."""
        found = self._sheets()
        self.qtbot.waitUntil(lambda: bool(self._sheets()))
        found = self._sheets()
        assert len(found) == 1
        return found[0]

    def _sheets(self) -> list[FormSheet]:
        return [one for one in self.tab.window().findChildren(FormSheet) if one.isVisible()]

    def send(self) -> None:
        """Ctrl+Enter, and the sheet is gone."""
        press(Qt.Key.Key_Return, CTRL)
        self.settle()
        self.qtbot.waitUntil(lambda: not self._sheets())
        self.settle()

    def go(self, name: str) -> QWidget:
        """Tab until the field of that name has the keyboard."""
        sheet = self.sheet()
        for _ in range(80):
            focused = QApplication.focusWidget()
            assert focused is not None
            within = [focused, *parents(focused, sheet)]
            if any(one.objectName() == name for one in within):
                return focused
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"no field {name}")

    def type(self, name: str, words: str) -> None:
        """Type over what is in a field."""
        field = self.go(name)
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, words)


def typed(words: str) -> None:
    """Type where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def parents(widget: QWidget, until: QWidget) -> list[QWidget]:
    """What a widget stands in."""
    found, one = [], widget.parentWidget()
    while one is not None and one is not until:
        found.append(one)
        one = one.parentWidget()
    return found


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, desk_address: str, qapp: QApplication,
) -> Iterator[Shown]:  # fmt: skip
    """The tab with nothing on it; Cy is at the desk, Ana leads and Ben is squad lead."""
    team = a_team(database)
    workspace = Workspace(database, tasks, database.clock, team["Cy"])
    drafts = Drafts()
    forms = FormDrafts(drafts, database.clock.now, zone("Europe/Berlin"))
    ports = QuietPorts(look_into(database, desk_address))
    verbs = Verbs(**{one.name: QAction(one.name, qapp) for one in fields(Verbs)})
    tab = ActionsTab(theme, workspace, actions, ports, forms, verbs)
    qtbot.addWidget(tab)
    tab.resize(1260, 850)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    made_ = Shown(tab, database, tasks, qtbot, actions, team, drafts)
    tab.shown()
    made_.settle()
    tab.focus_first()
    yield made_
    tasks.shutdown()


def with_one(shown: Shown, **said: object) -> ActionRow:
    """An action on the desk, in view."""
    made(shown.database, replace(NO_STALL, **said))  # type: ignore[arg-type]
    shown.tab.shown()
    shown.settle()
    shown.tab.focus_first()
    return shown.rows()[0]


def test_an_action_is_made_without_a_mouse(shown: Shown) -> None:
    assert "There is no corrective action yet." in shown.words()
    press(Qt.Key.Key_A, SHIFT)
    shown.sheet()
    typed("Cut parts by size")
    shown.type("kind", "d")
    shown.type("priority", "1")
    owner = shown.go("owner")
    assert isinstance(owner, QComboBox)
    QTest.keyClicks(owner, "Squad")
    shown.type("expected", "2")
    shown.settle()
    assert shown.words().count("At most 2 SLA breaches a quarter. In Q1 2026 it was: none.") == 1
    shown.send()
    (row,) = shown.rows()
    assert (row.title, row.kind, row.priority, row.role) == (
        "Cut parts by size", "detect", 1, "squad lead")  # fmt: skip
    assert row.due_on == date(2026, 6, 9)
    assert shown.cells() == [
        "1", "Cut parts by size", "Detect", "Squad lead", "9 Jun 2026",
        "At most 2 SLA breaches a quarter", "Open",
    ]  # fmt: skip
    assert shown.tab.subtitle == "1 open, 0 overdue"
    assert "Squad lead: Ben" in shown.words()


def test_what_a_measure_is_narrowed_to_follows_the_measure(shown: Shown) -> None:
    press(Qt.Key.Key_A, SHIFT)
    shown.sheet()
    measure = shown.go("measure")
    assert isinstance(measure, QComboBox)
    seen = {}
    for at in range(measure.count()):
        measure.setCurrentIndex(at)
        names = {one.control.objectName() for one in shown.sheet().findChildren(Field)
                 if one.isVisible()}  # fmt: skip
        seen[measure.currentData()] = names & {
            "priority_of", "commitment", "objective", "category", "group", "words", "factor",
        }  # fmt: skip
    assert seen == {
        "breaches": {"priority_of", "commitment", "category", "group", "words"},
        "factor": {"factor"}, "cases": {"priority_of", "category", "group", "words"},
        "attainment": {"priority_of", "commitment", "objective"}, "reopened": set(),
        "response": {"priority_of"},
    }  # fmt: skip


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(shown: Shown) -> None:
    press(Qt.Key.Key_A, SHIFT)
    shown.sheet()
    typed("Cut parts")
    press(Qt.Key.Key_Return, CTRL)
    shown.settle()
    assert "■ Say the number that is expected in digits, such as 3 or 0.5." in shown.words()
    press(Qt.Key.Key_Escape)
    shown.settle()
    assert shown.rows() == []
    press(Qt.Key.Key_A, SHIFT)
    shown.sheet()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "Cut parts"


def test_it_is_moved_with_a_reason_and_shows_how_often_it_was_carried(shown: Shown) -> None:
    with_one(shown)
    press(Qt.Key.Key_M, SHIFT)
    shown.type("due_on", "1 July")
    press(Qt.Key.Key_Return, CTRL)
    shown.settle()
    assert "■ Say why it moves." in shown.words()
    shown.type("why", "The part is late.")
    shown.send()
    assert shown.cells()[4].startswith("1 Jul 2026")
    assert "1 Jul 2026, carried once since 1 Jun 2026" in shown.words()
    assert "The part is late." in shown.words()


def test_it_is_done_with_evidence_and_taken_back(shown: Shown) -> None:
    with_one(shown)
    press(Qt.Key.Key_D, SHIFT)
    shown.type("evidence", "Seen in production")
    shown.send()
    assert [row.status for row in shown.rows()] == ["done"]
    assert shown.count() == 0
    assert "No action is so." in shown.words()
    press(Qt.Key.Key_Z, SHIFT)
    shown.settle()
    assert [row.status for row in shown.rows()] == ["open"]
    assert shown.count() == 1
    assert not shown.actions.action("reviews.action_undo").isEnabled()


def test_it_is_dropped_and_opened_again(shown: Shown) -> None:
    with_one(shown)
    press(Qt.Key.Key_K, SHIFT)
    shown.type("reason", "The product ends.")
    shown.send()
    chip(shown, "dropped").click()
    shown.tab.focus_first()
    assert shown.cells()[-1] == "Dropped"
    assert "The product ends." in shown.words()
    press(Qt.Key.Key_R, SHIFT)
    shown.type("reason", "It does not.")
    shown.send()
    assert [row.status for row in shown.rows()] == ["open"]


def chip(shown: Shown, name: str) -> Chip:
    return next(one for one in shown.tab.findChildren(Chip) if one.spec.id == name)


def test_chips_and_words_narrow_the_list(shown: Shown, clock: MovingClock) -> None:
    for title, day in (("Alert earlier", "2026-05-01"), ("Cut parts", "2026-06-01")):
        with_one(shown, title=title, due_on=day)
    done = made(shown.database, replace(NO_STALL, title="Write it down"))
    do(shown.database, finish_action, done, "KI")
    shown.tab.shown()
    shown.settle()
    counts = {one.spec.id: one.spec.count for one in shown.tab.findChildren(Chip)}
    assert counts == {"open": 2, "overdue": 1, "worked": 0, "did not": 0, "done": 1,
                      "dropped": 0, "all": 3}  # fmt: skip
    assert shown.cells()[1] == "Alert earlier"
    assert shown.cells()[-1] == "11 days overdue"
    chip(shown, "overdue").click()
    assert shown.count() == 1
    chip(shown, "all").click()
    shown.tab.focus_first()
    press(Qt.Key.Key_Slash)
    typed("write")
    press(Qt.Key.Key_Return)
    shown.settle()
    assert (shown.count(), shown.cells()[1]) == (1, "Write it down")


def test_somebody_elses_change_of_the_same_is_told_and_may_be_saved_over(shown: Shown) -> None:
    row = with_one(shown)
    press(Qt.Key.Key_E, ALT)
    shown.type("title", "Mine")
    do(shown.database, change_action, row.id, {"title": "Hers"}, row.version,
       by=shown.team["Ana"])  # fmt: skip
    press(Qt.Key.Key_Return, CTRL)
    shown.settle()
    assert "Ana has changed this action since you opened it." in shown.words()
    assert shown.rows()[0].title == "Hers"
    shown.send()
    assert shown.rows()[0].title == "Mine"


def test_what_somebody_else_changed_beside_mine_stays(shown: Shown) -> None:
    row = with_one(shown)
    press(Qt.Key.Key_E, ALT)
    shown.type("priority", "3")
    do(shown.database, change_action, row.id, {"title": "Hers"}, row.version,
       by=shown.team["Ana"])  # fmt: skip
    shown.send()
    assert (shown.rows()[0].title, shown.rows()[0].priority) == ("Hers", 3)


def test_what_is_saved_as_it_was_is_no_step_to_take_back(shown: Shown) -> None:
    with_one(shown)
    press(Qt.Key.Key_E, ALT)
    shown.sheet()
    shown.send()
    assert not shown.actions.action("reviews.action_undo").isEnabled()


def test_one_that_was_made_by_mistake_is_gone_when_taken_back(shown: Shown) -> None:
    press(Qt.Key.Key_A, SHIFT)
    shown.sheet()
    typed("Cut parts by size")
    shown.type("expected", "2")
    shown.send()
    assert len(shown.rows()) == 1
    press(Qt.Key.Key_Z, SHIFT)
    shown.settle()
    assert shown.rows() == []
    assert "There is no corrective action yet." in shown.words()


def test_a_change_that_comes_from_elsewhere_is_shown_and_the_place_kept(shown: Shown) -> None:
    for title in ("A", "B", "C"):
        with_one(shown, title=title)
    press(Qt.Key.Key_Down)
    assert shown.tab.location() == shown.rows()[1].id
    shown.tab.go_to(shown.rows()[2].id)
    shown.settle()
    assert shown.tab.location() == shown.rows()[2].id
    assert shown.cells(2)[1] == "C"


def test_where_it_comes_from_and_what_shows_it_can_be_opened(shown: Shown) -> None:
    case = opened(shown.database)
    one = with_one(shown, review="monthly 2026-04")
    places: list[tuple[str, object]] = []
    cases: list[int] = []
    shown.tab.place_requested.connect(lambda *place: places.append(place))
    shown.tab.open_case_requested.connect(cases.append)
    link(shown, "From the monthly review of 1 to 30 April 2026").click()
    for evidence in ("CS-1001", "KI-1"):
        if evidence == "KI-1":
            do(shown.database, reopen_action, one.id, "Again")
            shown.database.write(partial(write_article, new=NewArticle("known_issue", "A", "B")))
        do(shown.database, finish_action, one.id, evidence)
        shown.tab.go_to(one.id)
        shown.settle()
        link(shown, f"Open {evidence}").click()
        shown.settle()
    assert cases == [case]
    assert places == [("reviews", ReviewPlace("monthly", "2026-04")), ("knowledge", "KI-1")]


def link(shown: Shown, words: str) -> Button:
    return next(one for one in shown.tab.findChildren(Button)
                if one.accessibleName() == words and one.isVisible())  # fmt: skip


def test_the_published_list_is_its_paper(shown: Shown, tmp_path: Path) -> None:
    with_one(shown)
    paper = shown.tab.paper()
    assert paper is not None
    assert paper.write(tmp_path / paper.name, Unwatched())
    assert (tmp_path / "Corrective actions.pdf").read_bytes().startswith(b"%PDF")


def test_whether_it_worked_is_said_in_words(shown: Shown, clock: MovingClock) -> None:
    one = with_one(shown)
    do(shown.database, finish_action, one.id, "Seen")
    clock.instant += timedelta(days=1)
    shown.tab.go_to(one.id)
    shown.settle()
    assert shown.cells()[-1] == "Cannot tell yet"
    assert "The desk has no whole quarter from before it was done." in shown.words()


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 11, 27), date(2026, 12, 25)), (date(2026, 11, 28), date(2026, 12, 28)),
     (date(2026, 11, 29), date(2026, 12, 28)), (date(2026, 11, 30), date(2026, 12, 28))],
)  # fmt: skip
def test_the_proposed_day_is_never_on_a_weekend(today: date, due: date) -> None:
    assert proposed_day(today) == due


def test_a_sheet_names_the_action_it_is_about(shown: Shown) -> None:
    with_one(shown)
    for keys, said in (("M", "Another day for “{title}”"), ("D", "“{title}” is done")):
        title = shown.rows()[0].title
        press(getattr(Qt.Key, f"Key_{keys}"), SHIFT)
        assert shown.sheet().accessibleName() == said.format(title=title)
        press(Qt.Key.Key_Escape)
