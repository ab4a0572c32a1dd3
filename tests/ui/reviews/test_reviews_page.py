"""The Reviews page: quarter by quarter, its figures in sight, and the paper."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.queries.quarters import quarters
from models.review_words import key_figures, period_words
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown, show
from tests.ui.reviews.looking import BEFORE, QUARTER, part, review_of
from ui.actions import Actions
from ui.reviews.quarter_bar import QuarterBar
from ui.reviews.trend import TrendChart
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.coverage_card import CoverageCard


def test_the_running_quarter_is_in_view_and_says_so(shown: Shown) -> None:
    assert shown.page.subtitle == "Q2 2026, so far · compared once it is over"
    assert shown.page.location() == QUARTER
    assert not shown.actions.action("reviews.later").isEnabled()


def test_the_key_figures_are_in_sight(shown: Shown) -> None:
    words = shown.words()
    for figure in key_figures(review_of(shown)):
        assert figure.figure in words


def test_it_says_that_shares_are_cut(shown: Shown) -> None:
    assert "shares cut, not rounded" in shown.words()


def test_brackets_go_through_the_quarters(qtbot: QtBot, shown: Shown) -> None:
    press(Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: shown.page.subtitle == "Q1 2026 · compared with Q4 2025")
    assert shown.actions.action("reviews.later").isEnabled()
    press(Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q2 2026, so far"))


def test_q_opens_the_quarters_and_one_is_chosen_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    press(Qt.Key.Key_Q)
    menu = part(shown.page, QuarterBar).menu
    names = [action.text() for action in menu.actions()]
    assert names[:3] == ["Q2 2026", "Q1 2026", "Q4 2025"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Q2 2026"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.page.location() == BEFORE)
    qtbot.waitUntil(lambda: shown.page.subtitle == "Q1 2026 · compared with Q4 2025")


def test_nothing_is_earlier_than_the_first_case(qtbot: QtBot, shown: Shown) -> None:
    known = shown.database.read(partial(quarters, now=shown.workspace.clock.now()))
    first = known.with_cases[-1]
    assert shown.actions.action("reviews.earlier").isEnabled()
    shown.page.go_to(first.name)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith(period_words(first.name)))
    assert not shown.actions.action("reviews.earlier").isEnabled()


def test_a_quarter_without_cases_says_so(qtbot: QtBot, shown: Shown) -> None:
    shown.page.go_to("2001Q1")
    qtbot.waitUntil(lambda: "Nothing happened in this quarter." in shown.words())


def test_the_instant_of_the_figures_is_in_sight(qtbot: QtBot, shown: Shown) -> None:
    """Rule 26."""
    assert "as of Tue 12 May 2026, 14:28 CEST" in shown.words()


def test_the_paper_is_written_where_it_was_asked_for_and_opened(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "review.pdf"
    _save_as(qtbot, shown, path)
    qtbot.waitUntil(lambda: "The review is written" in shown.words())
    assert path.read_bytes().startswith(b"%PDF")
    _banner_button(shown, "Open it").click()
    assert shown.ports.opened == [path]


def test_a_paper_is_looked_at_before_it_is_kept_anywhere(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_P, ctrl | shift)
    qtbot.waitUntil(lambda: "It is open in your PDF viewer" in shown.words())
    (path,) = shown.ports.opened
    assert path.name == "Review Q2 2026.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    _banner_button(shown, "Keep it as a file").click()
    kept = tmp_path / "kept.pdf"
    dialog = part(shown.page.window(), QFileDialog)
    dialog.fileSelected.emit(str(kept))
    dialog.close()
    qtbot.waitUntil(lambda: "The review is written" in shown.words())
    assert kept.exists()


def test_a_paper_that_cannot_be_written_says_why_and_can_be_tried_again(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "review.pdf"
    _save_as(qtbot, shown, path)
    qtbot.waitUntil(lambda: str(path.parent) in shown.words())
    path.parent.mkdir()
    _banner_button(shown, "Try again").click()
    qtbot.waitUntil(lambda: "The review is written" in shown.words())
    assert path.exists()


def _save_as(qtbot: QtBot, shown: Shown, path: Path) -> None:
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = part(shown.page.window(), QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Review Q2 2026.pdf")
    dialog.fileSelected.emit(str(path))
    dialog.close()


def _banner_button(shown: Shown, words: str) -> Button:
    buttons = shown.page.findChildren(Button)
    return next(b for b in buttons if b.text() == words and b.isVisibleTo(shown.page))


def test_a_desk_without_cases_says_so(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    desk_address: str,
) -> None:  # fmt: skip
    shown = show(qtbot, theme, tasks, actions, database, desk_address)
    qtbot.waitUntil(lambda: "There is nothing to review yet." in shown.words())
    shown.page.go_to("2016Q1")
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q1 2016"))
    assert "There is nothing to review yet." in shown.words()
    assert not shown.actions.action("reviews.earlier").isEnabled()


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []


def test_the_charts_can_be_read_without_being_seen(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, TrendChart)
    assert chart.accessibleDescription().count("week of") == len(chart.points) == 13
    chart.setFocus()
    press(Qt.Key.Key_End)
    assert chart.points[-1].name in chart.accessibleName()
    beside = chart.mark_at(chart.rect().topLeft().toPointF() + QPoint(1, 1).toPointF())
    assert beside is None


def test_article_coverage_is_told_for_each_quarter(qtbot: QtBot, shown: Shown) -> None:
    """Rule 29."""
    qtbot.waitUntil(lambda: "largest topics" in shown.words())
    assert "which make up 80 % of the volume" in shown.words()
    (card,) = shown.page.findChildren(CoverageCard)
    (link,) = [one for one in card.findChildren(Button) if one.text().endswith("cases without")]
    link.click()
    qtbot.waitUntil(lambda: bool(shown.page.window().findChildren(CasesSheet)))
    (sheet,) = shown.page.window().findChildren(CasesSheet)
    said = [label.text() for label in sheet.findChildren(QLabel)]
    assert f"Article coverage: {link.text()}" in said
    assert f"{link.text().split()[0]} cases, the earliest first" in said


def test_a_paper_is_looked_at_again_after_its_folder_was_tidied_away(
    qtbot: QtBot, shown: Shown
) -> None:
    opened = shown.ports.opened
    for _ in range(2):
        shown.actions.action("reviews.preview").trigger()
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        path = opened.pop()
        assert path.read_bytes().startswith(b"%PDF")
        assert "It is open in your PDF viewer, and not kept yet." in shown.words()
        shutil.rmtree(path.parent.parent)


def test_a_preview_that_nothing_opened_says_where_it_is(qtbot: QtBot, shown: Shown) -> None:
    shown.ports.has_viewer = False
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_P, ctrl | shift)
    qtbot.waitUntil(lambda: "No PDF viewer opened it" in shown.words())
    (path,) = shown.ports.opened
    assert str(path) in shown.words()
