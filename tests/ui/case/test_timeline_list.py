"""The list of the timeline: its entries are as high as their lines."""

from functools import partial

from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

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
    before = listed.visualRect(listed.model().index(1, 0)).height()
    shown.page.resize(760, 900)
    QApplication.processEvents()
    index = listed.model().index(1, 0)
    wanted = listed.itemDelegate().sizeHint(QStyleOptionViewItem(), index).height()
    assert listed.visualRect(index).height() == wanted
    assert wanted > before
