"""The roadmap by keys alone: an item is added, an article put behind it, and it ships."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.queries.article import article_detail
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.chips import Chip
from ui.widgets.form_sheet import FormSheet
from ui.widgets.table_view import TableView

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def roadmap(known: Known) -> Known:
    """The page on its roadmap; nothing is on it."""
    next(chip for chip in known.page.findChildren(Chip) if chip.spec.id == "roadmap").click()
    known.settle()
    known.page.focus_first()
    return known


def table(known: Known) -> TableView:
    return next(one for one in known.page.findChildren(TableView)
                if one.accessibleName() == "Roadmap")  # fmt: skip


def cells(known: Known, row: int = 0) -> list[str]:
    model = table(known).model()
    return [str(model.index(row, at).data() or "") for at in range(model.columnCount())]


def opened(known: Known) -> list[FormSheet]:
    return [one for one in known.page.window().findChildren(FormSheet) if one.isVisible()]


def fill(known: Known, *fields: str) -> None:
    """Type into the open sheet, field by field, and send it."""
    known.qtbot.waitUntil(lambda: bool(opened(known)))
    for at, words in enumerate(fields):
        if at:
            press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)
    known.settle()
    press(Qt.Key.Key_Return, CTRL)
    known.settle()
    known.qtbot.waitUntil(lambda: not opened(known))


def test_an_item_is_added_filled_and_shipped_without_a_mouse(roadmap: Known) -> None:
    assert "Nothing is on the roadmap yet." in roadmap.words()
    press(Qt.Key.Key_I, SHIFT)
    fill(roadmap, "Exports by parts", "PROJ-7", "https://tracker.example/PROJ-7")
    assert cells(roadmap)[:5] == ["PROJ-7", "Exports by parts", "Planned", "", ""]
    roadmap.page.focus_first()
    press(Qt.Key.Key_K, SHIFT)
    fill(roadmap, "KI-1")
    roadmap.qtbot.waitUntil(lambda: cells(roadmap)[3:6] == ["KI-1", "1", "1"])
    roadmap.page.focus_first()
    press(Qt.Key.Key_Return)
    roadmap.settle()
    (sheet,) = roadmap.page.window().findChildren(CasesSheet)
    assert sheet.isVisible()
    press(Qt.Key.Key_Escape)
    roadmap.page.focus_first()
    press(Qt.Key.Key_S, SHIFT)
    fill(roadmap, "4.3")
    roadmap.qtbot.waitUntil(lambda: cells(roadmap)[2] == "Shipped")
    assert not roadmap.actions.action("knowledge.ship").isEnabled()
    found = roadmap.database.read(partial(article_detail, key="KI-1"))
    assert found.status == "in_review"  # nobody had published it: there is nothing to verify


def test_what_is_wrong_is_said_at_its_field_and_the_words_stay(roadmap: Known) -> None:
    press(Qt.Key.Key_I, SHIFT)
    roadmap.qtbot.waitUntil(lambda: bool(opened(roadmap)))
    focused = QApplication.focusWidget()
    assert focused is not None
    press(Qt.Key.Key_Return, CTRL)
    roadmap.settle()
    roadmap.qtbot.waitUntil(lambda: "An item needs a title." in focused.accessibleDescription())
    QTest.keyClicks(focused, "Dark mode")
    press(Qt.Key.Key_Escape)
    roadmap.qtbot.waitUntil(lambda: not opened(roadmap))
    press(Qt.Key.Key_I, SHIFT)
    fill(roadmap)
    assert cells(roadmap)[:2] == ["R-1", "Dark mode"]
