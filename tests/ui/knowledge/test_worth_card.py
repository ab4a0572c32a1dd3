"""What became of an article at cases is read beside it; what was said leads to its case."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from models.commands.article_use import answer_with, judge_article
from models.commands.closing import resolve
from tests.ui.knowledge.conftest import Known
from ui.knowledge.worth_card import WorthCard


def card(known: Known) -> WorthCard:
    [found] = known.page.findChildren(WorthCard)
    return found


def test_what_it_was_worth_and_what_was_said_of_it(known: Known, desk: int) -> None:
    known.page.go_to("KI-1")
    known.settle()
    assert not card(known).isVisible()
    known.database.write(partial(answer_with, case_id=desk, key="KI-1"))
    known.database.write(partial(resolve, case_ids=[desk]))
    judged = partial(judge_article, case_id=desk, key="KI-1", verdict="wrong", words="Not 4.1")
    known.database.write(judged)
    known.page.pane.read()
    known.qtbot.waitUntil(card(known).isVisible)
    words = [label.text() for label in card(known).findChildren(QLabel)]
    assert "Called wrong in one case" in words
    said = card(known).said
    assert (
        said.item(0)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("Not 4.1, ✕ Wrong · CS-1001 · ")
    )
    said.setFocus()
    QTest.keyClick(said, Qt.Key.Key_Return)
    assert known.cases == [desk]
