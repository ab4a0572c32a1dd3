"""The list of the timeline: its entries are as high as their lines."""

from functools import partial

from PySide6.QtWidgets import QApplication

from models.commands.contacts import add_note
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import texts, timeline


def test_entries_are_as_high_as_their_lines_at_once_when_the_page_gets_narrower(
    shown: Shown,
) -> None:
    words = "The exports stall at ninety per cent, every time they are begun. " * 4
    shown.workspace.write(partial(add_note, case_id=shown.case_id, text=words))
    shown.qtbot.waitUntil(lambda: len(texts(shown)) == 2)
    listed = timeline(shown)
    listed.setFixedHeight(96)  # as where a long conversation has all the room there is
    QApplication.processEvents()
    before = listed.verticalScrollBar().maximum()
    shown.page.resize(760, 900)
    QApplication.processEvents()
    hidden = listed.sizeHint().height() - listed.viewport().height()
    assert listed.verticalScrollBar().maximum() == hidden
    assert hidden > before
