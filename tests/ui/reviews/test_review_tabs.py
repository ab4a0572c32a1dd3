"""The tabs of the Reviews page: by keys, by where somebody comes from, and each with its own verbs;
breached cases are chosen for a postmortem in the quarter as in their own tab."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.conftest import MovingClock
from tests.models.commands.breached import breached, started
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import QUARTER, part
from tests.ui.reviews.postmortem_desk import ALT, CTRL, SHIFT, Learning, learning, people, type_in
from ui.actions import Actions
from ui.review_place import NewPostmortem, ReviewPlace, postmortem_of
from ui.reviews.agenda_cards import NumbersCard
from ui.reviews.pack_tab import PackTab
from ui.reviews.postmortem_history import PostmortemHistory
from ui.reviews.timeline_chooser import TimelineChooser
from ui.reviews.worst_cases import WorstCases
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.chips import Chip
from ui.widgets.form_sheet import FormSheet
from ui.widgets.quiet_table import QuietTable
from ui.widgets.sheet import Sheet


def test_a_key_brings_each_tab_into_view_and_gives_it_the_keyboard(shown: Shown) -> None:
    keys = {"quarter": 1, "weekly": 2, "monthly": 3, "postmortems": 4, "actions": 5}
    for name, number in reversed(keys.items()):
        press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert shown.page.tab.name == name
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not isinstance(focused, Chip)


def test_the_tabs_stand_in_their_order(shown: Shown) -> None:
    chips = [chip.text() for chip in shown.page.findChildren(Chip)]
    wanted = ["Quarter", "Weekly", "Monthly", "Postmortems", "Actions"]
    assert [words for words in chips if words in wanted] == wanted


def test_the_top_line_and_the_shared_keys_are_those_of_the_tab_in_view(
    qtbot: QtBot, shown: Shown
) -> None:
    assert shown.page.main_button() is shown.actions.action("reviews.print")
    assert shown.actions.action("reviews.earlier").isEnabled()
    shown.page.go_to(ReviewPlace("postmortems"))
    qtbot.waitUntil(lambda: "postmortem" in shown.page.subtitle)
    assert shown.page.main_button() is shown.actions.action("reviews.postmortem")
    for name in ("earlier", "later"):
        assert not shown.actions.action(f"reviews.{name}").isEnabled()
    for name in ("print", "preview"):  # of the one that is chosen
        assert shown.actions.action(f"reviews.{name}").isEnabled()
    shown.page.go_to(QUARTER)
    assert shown.page.tab.name == "quarter"
    assert shown.page.location() == QUARTER
    assert shown.actions.action("reviews.print").isEnabled()


def test_the_palette_brings_the_tab_of_an_action_into_view(shown: Shown) -> None:
    shown.page.reveal(shown.actions.action("reviews.edit"))
    assert shown.page.tab.name == "postmortems"
    shown.page.reveal(shown.actions.action("reviews.calculate"))
    assert shown.page.tab.name == "quarter"


def test_of_the_quarters_breaches_several_are_taken_by_keys(qtbot: QtBot, shown: Shown) -> None:
    places: list[tuple[str, object]] = []
    shown.page.place_requested.connect(lambda place, where: places.append((place, where)))
    press(Qt.Key.Key_M, ALT)
    qtbot.waitUntil(lambda: _open(shown.page) is not None)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_M, ALT)
    ((place, where),) = places
    assert place == "reviews"
    assert isinstance(where, ReviewPlace)
    assert isinstance(where.location, NewPostmortem)
    assert 1 <= len(where.location.case_ids) <= 2
    assert _open(shown.page) is None


def test_of_the_worst_cases_the_selected_ones_are_taken(qtbot: QtBot, shown: Shown) -> None:
    places: list[object] = []
    shown.page.place_requested.connect(lambda place, where: places.append(where))
    table = part(part(shown.page, WorstCases), QuietTable)
    table.setFocus()
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_M, ALT)
    (where,) = places
    assert where == postmortem_of(part(shown.page, WorstCases).chosen())
    assert len(table.selected_rows()) == 2


def test_behind_a_figure_without_breaches_there_is_no_postmortem_to_write(
    qtbot: QtBot, shown: Shown
) -> None:
    from models.queries.figures import Figure
    from ui.widgets.figure_cells import Asked

    tab = shown.page.tab
    tab._parts.figure_asked.emit(Asked("Opened", Figure(kind="opened")))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: _open(shown.page) is not None)
    sheet = _open(shown.page)
    assert sheet is not None
    press(Qt.Key.Key_M, ALT)
    assert sheet.isVisible()
    sheet.close_sheet()


def test_in_their_tab_the_newest_quarter_with_breaches_is_offered(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock,
) -> None:  # fmt: skip
    people(database)
    case_ids = [breached(database, clock, cause="")]
    clock.instant = clock.instant.replace(month=8)  # in the running quarter nothing breached
    learnt = learning(qtbot, theme, tasks, actions, database, clock, None, case_ids)
    press(Qt.Key.Key_M, ALT)
    sheet = learnt.sheet(CasesSheet)
    assert sheet.accessibleName() == "SLA breaches of Q2 2026"
    press(Qt.Key.Key_Return, CTRL)
    assert learnt.places == [("reviews", postmortem_of(case_ids))]
    tasks.shutdown()


def test_every_sheet_of_a_postmortem_is_gone_through_by_tab_and_each_stop_has_a_name(
    learnt: Learning, unnamed: Callable[[QWidget], list[str]]
) -> None:
    learnt.begin()
    kinds = (
        (Qt.Key.Key_T, ALT, TimelineChooser, 3), (Qt.Key.Key_R, ALT, FormSheet, 5),
        (Qt.Key.Key_S, ALT, FormSheet, 3), (Qt.Key.Key_N, ALT, FormSheet, 10),
    )  # fmt: skip
    for key, modifier, kind, least in kinds:
        press(key, modifier)
        sheet = learnt.sheet(kind)
        learnt.settle()
        assert unnamed(sheet) == []
        assert _stops(sheet) >= least
        press(Qt.Key.Key_Escape)
        learnt.qtbot.waitUntil(lambda: not learnt.sheets(Sheet))
    press(Qt.Key.Key_Escape)
    learnt.settle()
    for key, modifier, least in (
        (Qt.Key.Key_O, SHIFT, 3), (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, 3),
    ):  # fmt: skip
        press(key, modifier)
        form = learnt.sheet(FormSheet)
        assert unnamed(form) == []
        assert _stops(form) >= least
        press(Qt.Key.Key_Escape)
        learnt.qtbot.waitUntil(lambda: not learnt.sheets(Sheet))
    press(Qt.Key.Key_H)
    press(Qt.Key.Key_Return)
    history = learnt.sheet(PostmortemHistory)
    learnt.settle()
    assert unnamed(history) == []
    assert _stops(history) >= 3
    press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", ["owner", "action"])
def test_no_sheet_that_was_waited_for_opens_over_another_tab(learnt: Learning, key: str) -> None:
    learnt.show(started(learnt.database, *learnt.case_ids))
    learnt.actions.action(f"reviews.{key}").trigger()
    learnt.page.open_tab("quarter")
    learnt.settle()
    assert not learnt.sheets(Sheet)


def test_no_sheet_opens_over_one_that_is_typed_in(shown: Shown, qtbot: QtBot) -> None:
    shown.page.go_to(ReviewPlace("weekly"))
    qtbot.waitUntil(lambda: shown.workspace.is_settled)
    tab = shown.page.tab
    assert isinstance(tab, PackTab)
    numbers = tab.view.card("numbers")
    assert isinstance(numbers, NumbersCard)
    numbers.links[0].click()
    shown.actions.action("reviews.decide").trigger()
    qtbot.waitUntil(lambda: shown.workspace.is_settled)
    (form,) = (one for one in shown.page.findChildren(Sheet) if one.isVisible())
    assert isinstance(form, FormSheet)
    form.close_sheet()
    qtbot.waitUntil(lambda: _open(shown.page) is not None)


def test_what_is_typed_in_a_comment_is_kept_until_it_is_said(learnt: Learning) -> None:
    learnt.begin()
    press(Qt.Key.Key_Escape)
    learnt.settle()
    press(Qt.Key.Key_C)
    learnt.sheet(FormSheet)
    type_in("Half a thou")
    press(Qt.Key.Key_Escape)
    learnt.qtbot.waitUntil(lambda: not learnt.sheets(Sheet))
    press(Qt.Key.Key_C)
    learnt.sheet(FormSheet)
    type_in("x")
    press(Qt.Key.Key_Backspace)
    learnt.answer()
    assert [one.words for one in learnt.saved().comments] == ["Half a thou"]


def _open(page: QWidget) -> CasesSheet | None:
    sheets = page.window().findChildren(CasesSheet)
    return next((sheet for sheet in sheets if sheet.isVisible()), None)


def _stops(sheet: QWidget) -> int:
    """How many controls Tab stops at before it is where it began."""
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
        if seen and focused is seen[0]:
            return len(set(seen))
        if not seen or focused is not seen[-1]:  # within a date Tab goes from part to part
            seen.append(focused)
        press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead back to the beginning")
