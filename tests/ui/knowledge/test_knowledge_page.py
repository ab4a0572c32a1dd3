"""The list of what we know and the article that is read, by keyboard alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from models.changes import Changes
from models.commands.articles import NewArticle, attach_to_article, write_article
from models.database import Database
from models.entities import Article
from models.work import Work
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known, shown
from ui.actions import Actions
from ui.knowledge.cases_card import CasesCard
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.article_pictures import article_pictures
from ui.widgets.article_text import ArticleText
from ui.widgets.chips import Chip
from ui.widgets.file_preview import encoded
from ui.widgets.form_sheet import FormSheet
from ui.widgets.search_field import SearchField
from ui.widgets.table_view import TableView


def table(known: Known) -> TableView:
    return next(one for one in known.page.findChildren(TableView)
                if one.accessibleName() == "What we know")  # fmt: skip


def rows(known: Known) -> list[str]:
    model = table(known).model()
    return [str(model.index(row, 1).data() or "") for row in range(model.rowCount())]


def text(known: Known) -> ArticleText:
    return known.page.findChildren(ArticleText)[0]


def wait_for(known: Known, *titles: str) -> None:
    known.qtbot.waitUntil(lambda: rows(known) == list(titles))


def test_the_list_shows_what_is_in_use_and_the_first_is_read_beside_it(known: Known) -> None:
    wait_for(known, "Rotate an API key", "Large exports stall")
    assert known.page.subtitle == "3 articles · 2 shown"
    known.qtbot.waitUntil(lambda: text(known).toPlainText() == "Make the new one first.")
    press(Qt.Key.Key_Down)
    known.qtbot.waitUntil(lambda: "month by month" in text(known).toPlainText())
    known.settle()
    assert "KI-1 · Known issue · Suspected · ◐ In review" in known.words()
    (cases,) = known.page.findChildren(CasesCard)
    assert cases.list.count() == 1


def test_enter_gives_an_article_the_page_and_esc_leads_back_to_its_row(known: Known) -> None:
    wait_for(known, "Rotate an API key", "Large exports stall")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    known.settle()
    assert (text(known).hasFocus(), table(known).isVisible()) == (True, False)
    assert known.page.location() == "KI-1"
    press(Qt.Key.Key_Escape)
    known.settle()
    assert (table(known).hasFocus(), table(known).current_row()) == (True, 1)
    assert known.page.location() is None


def test_a_slip_is_put_right_and_the_page_says_so(known: Known) -> None:
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, SearchField)
    QTest.keyClicks(field, "exprots")
    wait_for(known, "Large exports stall")
    known.settle()
    said = "3 articles · 1 shown · Looked for “exports” instead of “exprots”."
    assert known.page.subtitle == said


def test_words_find_and_kind_and_life_narrow(known: Known) -> None:
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, SearchField)
    QTest.keyClicks(field, "expor")
    wait_for(known, "Large exports stall")
    QTest.keyClicks(field, " zebra")
    known.qtbot.waitUntil(lambda: "Nothing is like that." in known.words())
    press(Qt.Key.Key_Escape)
    wait_for(known, "Rotate an API key", "Large exports stall")
    chips = {chip.spec.id: chip for chip in known.page.findChildren(Chip)}
    assert chips["known_issue"].spec.count == 1
    chips["how_to"].click()
    wait_for(known, "Rotate an API key")
    boxes = known.page.findChildren(QComboBox)
    life = next(box for box in boxes if box.accessibleName() == "Where it is in its life")
    life.setCurrentText("Archived")
    known.qtbot.waitUntil(lambda: "Nothing is like that." in known.words())
    chips["all"].click()
    wait_for(known, "One queue for all")
    known.do("clear")
    wait_for(known, "Rotate an API key", "Large exports stall")


def test_an_article_is_opened_from_elsewhere_and_leads_to_its_case(known: Known, desk: int) -> None:
    known.page.go_to("KI-1")
    known.settle()
    (cases,) = known.page.findChildren(CasesCard)
    known.qtbot.waitUntil(lambda: cases.list.count() == 1)
    cases.list.setFocus()
    press(Qt.Key.Key_Return)
    assert known.cases == [desk]


def test_an_article_that_is_gone_says_so(known: Known) -> None:
    known.page.go_to("KI-99")
    known.qtbot.waitUntil(lambda: "There is no such article" in known.words())


def test_an_empty_desk_says_what_to_write_down(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database
) -> None:
    made = shown(qtbot, theme, tasks, actions, database)
    qtbot.waitUntil(lambda: "Nothing is written down yet." in made.words())
    tasks.shutdown()


def test_every_control_has_a_name(known: Known, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(known.page) == []


@pytest.mark.parametrize("width", [800, 944, 1260])
def test_the_table_fits_its_window(known: Known, width: int) -> None:
    known.page.resize(width, 500)
    known.settle()
    assert not table(known).horizontalScrollBar().isVisible()


def test_the_keys_of_an_article_do_nothing_in_another_tab(known: Known) -> None:
    known.page.go_to("HT-1")
    known.settle()
    next(chip for chip in known.page.findChildren(Chip) if chip.spec.id == "roadmap").click()
    known.settle()
    known.page.focus_first()
    press(Qt.Key.Key_E)
    press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    known.settle()
    assert not known.page.is_editing
    assert not any(one.isVisible() for one in known.page.window().findChildren(FormSheet))
    next(chip for chip in known.page.findChildren(Chip) if chip.spec.id == "articles").click()
    known.settle()
    known.page.focus_first()
    press(Qt.Key.Key_E)
    known.settle()
    assert known.page.is_editing


def test_the_row_that_was_left_does_not_take_the_keyboard_back(known: Known) -> None:
    wait_for(known, "Rotate an API key", "Large exports stall")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    known.settle()
    press(Qt.Key.Key_Escape)
    known.settle()
    press(Qt.Key.Key_Up)
    known.settle()
    assert table(known).current_row() == 0
    known.workspace.announce(Changes("elsewhere", kinds=frozenset({"article"})))
    known.settle()
    assert table(known).current_row() == 0


def tab(known: Known, name: str) -> None:
    next(chip for chip in known.page.findChildren(Chip) if chip.spec.id == name).click()
    known.settle()


@pytest.mark.parametrize("other", ["topics", "roadmap"])
def test_what_the_list_is_narrowed_to_is_not_cleared_from_another_tab(
    known: Known, other: str
) -> None:
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, SearchField)
    QTest.keyClicks(field, "expor")
    wait_for(known, "Large exports stall")
    press(Qt.Key.Key_Down)
    tab(known, other)
    known.page.focus_first()
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    known.settle()
    tab(known, "articles")
    assert rows(known) == ["Large exports stall"]
    table(known).setFocus()
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    wait_for(known, "Rotate an API key", "Large exports stall")


def test_one_article_is_one(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database
) -> None:
    database.write(partial(write_article, new=NewArticle("how_to", "Rotate a key", "New first.")))
    made = shown(qtbot, theme, tasks, actions, database)
    wait_for(made, "Rotate a key")
    assert made.page.subtitle == "1 article · 1 shown"
    tasks.shutdown()


def test_pictures_that_come_late_are_not_the_next_articles(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = encoded(QImage(8, 8, QImage.Format.Format_RGB32), "a.png")
    known.database.write(partial(attach_to_article, article_id=1, files=[picture]))
    read, late = known.workspace.read, list[Callable[[], None]]()

    def hold(query: Any, then: Callable[[Any], None], *rest: Any, **other: Any) -> None:
        if getattr(query, "func", None) is article_pictures:
            late.append(lambda: then(known.database.read(query)))
        else:
            read(query, then, *rest, **other)

    monkeypatch.setattr(known.workspace, "read", hold)
    known.page.go_to("KI-1")
    known.settle()
    known.page.go_to("HT-1")
    known.settle()
    for come in late:
        come()
    assert len(late) == 1
    assert dict(text(known).pictures) == {}
    known.page.go_to("KI-1")
    known.settle()
    late[-1]()
    assert list(text(known).pictures) == ["a.png"]
    known.database.write(partial(attach_to_article, article_id=2, files=[picture]))
    known.page.go_to("HT-1")
    known.settle()
    assert dict(text(known).pictures) == {}  # not yet, and no other article's


def test_what_has_no_versions_has_no_way_to_them(known: Known) -> None:
    def unversioned(work: Work) -> None:
        told = {"status": "published", "body": "Brought in.", "changed_at": work.now}
        work.session.add(Article(key="HT-9", kind="how_to", title="From a copy", **told))

    known.database.write(unversioned)
    history = known.actions.action("knowledge.history")
    known.page.go_to("HT-9")
    known.settle()
    assert not history.isEnabled()
    known.page.go_to("KI-1")
    known.qtbot.waitUntil(history.isEnabled)
    known.page.go_to("HT-9")
    known.settle()
    assert not history.isEnabled()


def test_how_many_articles_there_are_is_said_above_them_alone(known: Known) -> None:
    wait_for(known, "Rotate an API key", "Large exports stall")
    for other in ("topics", "roadmap"):
        tab(known, other)
        assert known.page.subtitle == ""
    tab(known, "articles")
    assert known.page.subtitle == "3 articles · 2 shown"
