"""What belongs together, by keyboard: link, open, take back; merge, split, escalate, leave out."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)

from models.commands.contacts import log_customer_message
from models.commands.links import add_link
from models.commands.merging import merge
from models.handbook.zones import zone
from tests.models.commands.desk import WHOLE, detail, opened
from tests.ui.articles import BODY, article_read, write_known_issue
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, timeline, type_words
from tests.ui.keyboard import press
from ui.case.links_card import LinksCard
from ui.theme import Theme
from ui.widgets.article_sheet import open_article
from ui.widgets.chips import Chip
from ui.widgets.key_field import KeyField

ALT = Qt.KeyboardModifier.AltModifier


def card(shown: Shown) -> LinksCard:
    [found] = shown.page.findChildren(LinksCard)
    return found


def lines(shown: Shown) -> list[str]:
    rows = card(shown).list
    return [rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.count())]


def field(shown: Shown, name: str) -> QLineEdit:
    found = shown.sheet().findChild(QLineEdit, name)
    assert found is not None
    found.setFocus()
    return found


def heads(shown: Shown) -> str:
    return "\n".join(entry.head for entry in timeline(shown).entries.entries)


def test_what_kind_of_link_it_is_comes_back_with_its_words(shown: Shown) -> None:
    press(Qt.Key.Key_L, SHIFT)
    chips = {chip.spec.words: chip for chip in shown.sheet().findChildren(Chip)}
    QTest.mouseClick(chips["Defect"], Qt.MouseButton.LeftButton)
    field(shown, "to")
    type_words("D-77")
    shown.sheet().findChildren(QCheckBox)[0].setChecked(True)
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: True)
    press(Qt.Key.Key_L, SHIFT)
    chips = {chip.spec.words: chip for chip in shown.sheet().findChildren(Chip)}
    assert chips["Defect"].isChecked()
    (box,) = shown.sheet().findChildren(QCheckBox)
    assert (box.isChecked(), box.isVisible()) == (True, True)
    field(shown, "to")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: any(link.production for link in case.links))


def test_a_case_is_linked_opened_and_parted_by_key(shown: Shown) -> None:
    other = opened(shown.database)
    assert "Nothing yet: link" in shown.words()
    press(Qt.Key.Key_L, SHIFT)
    field(shown, "to")
    type_words("CS-1002")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: len(case.links) == 1)
    shown.qtbot.waitUntil(lambda: bool(lines(shown)))
    assert lines(shown) == ["Exports stall at 90 %, Same trouble · CS-1002 · New"]
    assert "Same as CS-1002" in heads(shown)
    press(Qt.Key.Key_B, ALT)
    with shown.qtbot.waitSignal(shown.page.open_case_requested) as wished:
        press(Qt.Key.Key_Return)
    assert wished.args == [other]
    press(Qt.Key.Key_Delete)
    shown.wait(lambda case: case.links == ())
    assert detail(shown.database, other).links == ()
    shown.qtbot.waitUntil(lambda: "No longer linked with CS-1002" in heads(shown))


def test_a_case_is_found_by_words_and_by_its_number_alone(shown: Shown) -> None:
    opened(shown.database, replace(WHOLE, title="Printer eats badges"))
    opened(shown.database, replace(WHOLE, title="Invoices lose a cent"))
    press(Qt.Key.Key_L, SHIFT)
    to = shown.sheet().findChild(KeyField, "to")
    assert to is not None
    shown.qtbot.waitUntil(to.hasFocus)  # the first keys are the other case's
    type_words("badges")
    shown.qtbot.waitUntil(lambda: _found(to) == ["CS-1002   Printer eats badges"])
    press(Qt.Key.Key_Return)
    assert to.key() == "CS-1002"
    assert shown.case().links == ()
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: [link.key for link in case.links] == ["CS-1002"])
    press(Qt.Key.Key_L, SHIFT)
    shown.sheet().findChild(KeyField, "to").setFocus()  # type: ignore[union-attr]
    type_words("1003")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: [link.key for link in case.links] == ["CS-1002", "CS-1003"])


def test_the_case_in_view_is_not_found_nor_anything_for_a_defect(shown: Shown) -> None:
    opened(shown.database)
    press(Qt.Key.Key_L, SHIFT)
    to = shown.sheet().findChild(KeyField, "to")
    assert to is not None
    to.setFocus()
    type_words("exports stall")
    shown.qtbot.waitUntil(lambda: [row[:7] for row in _found(to)] == ["CS-1002"])
    next(chip for chip in shown.sheet().findChildren(Chip) if chip.spec.id == "defect").click()
    shown.qtbot.waitUntil(lambda: not to.found.isVisible())
    assert to.key() == "exports stall"


def _found(to: KeyField) -> list[str]:
    rows = to.found.findChild(QListWidget)
    assert rows is not None
    return [rows.item(row).text() for row in range(rows.count())] if to.found.isVisible() else []


def test_an_article_is_linked_by_its_key_and_what_was_wrong_goes_once_it_is_mended(
    shown: Shown,
) -> None:
    write_known_issue(shown.database)
    press(Qt.Key.Key_L, SHIFT)
    to = field(shown, "to")
    type_words("KI-9")
    press(Qt.Key.Key_Return)
    wrong = "■ There is no case “KI-9”."
    shown.qtbot.waitUntil(lambda: wrong in _said(shown))
    press(Qt.Key.Key_Backspace)
    assert wrong not in _said(shown)
    type_words("1")
    shown.qtbot.waitUntil(lambda: _found(to) == ["KI-1   Large exports stall"])  # type: ignore[arg-type]
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: [(link.what, link.key) for link in case.links] == [("article", "KI-1")])


def test_shift_tab_goes_to_the_kind_that_is_chosen_and_the_arrows_choose(shown: Shown) -> None:
    press(Qt.Key.Key_L, SHIFT)
    field(shown, "to")
    press(Qt.Key.Key_Backtab, SHIFT)
    for words in ("Same trouble", "Related"):
        focused = QApplication.focusWidget()
        assert isinstance(focused, Chip)
        assert (focused.spec.words, focused.isChecked()) == (words, True)
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Escape)


def _said(shown: Shown) -> list[str]:
    return [one.text() for one in shown.sheet().findChildren(QLabel) if one.isVisible()]


def test_a_defect_says_whether_it_reached_production(shown: Shown) -> None:
    press(Qt.Key.Key_L, SHIFT)
    chips = {chip.spec.id: chip for chip in shown.sheet().findChildren(Chip)}
    chips["defect"].click()
    to = field(shown, "to")
    assert to.placeholderText() == "its number or address"
    type_words("BUG-7")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: [link.production for link in case.links] == [True])
    shown.qtbot.waitUntil(lambda: lines(shown) == ["BUG-7, Defect that reached production"])
    press(Qt.Key.Key_B, ALT)
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "BUG-7"
    assert shown.said[-1] == "Copied: BUG-7"


def test_what_cannot_be_linked_is_said_at_its_field(shown: Shown) -> None:
    press(Qt.Key.Key_L, SHIFT)
    field(shown, "to")
    type_words("CS-77")
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: "There is no case “CS-77”." in _sheet_words(shown))
    assert field(shown, "to").text() == "CS-77"


def test_a_case_is_merged_and_brought_back(shown: Shown) -> None:
    opened(shown.database)
    press(Qt.Key.Key_M, SHIFT)
    field(shown, "to")
    type_words("cs-1002")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.row.status == "merged")
    shown.qtbot.waitUntil(lambda: lines(shown) != [])
    assert lines(shown) == ["Exports stall at 90 %, Merged into · CS-1002 · New"]
    press(Qt.Key.Key_B, ALT)
    press(Qt.Key.Key_Delete)
    assert "undo it instead" in shown.said[-1]
    shown.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    shown.wait(lambda case: case.row.status == "new" and case.links == ())


def test_a_message_is_split_off(shown: Shown) -> None:
    log = partial(log_customer_message, case_id=shown.case_id)
    shown.workspace.write(partial(log, text="Exports still stall"))
    shown.workspace.write(partial(log, text="And invoices are wrong"))
    shown.wait(lambda case: len(case.timeline) == 3)
    shown.qtbot.waitUntil(lambda: timeline(shown).entries.rowCount() == 3)
    press(Qt.Key.Key_I, SHIFT)
    found = shown.sheet().findChild(QListWidget, "message_id")
    assert found is not None
    assert found.count() == 2
    found.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: len(case.links) == 1)
    [link] = shown.case().links
    assert (link.why, link.title) == ("split", "Exports still stall")


def test_a_case_is_escalated_with_a_reason(shown: Shown) -> None:
    press(Qt.Key.Key_A, SHIFT)
    reason = shown.sheet().findChild(QPlainTextEdit, "reason")
    assert reason is not None
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "Say why" in _sheet_words(shown))
    reason.setFocus()
    type_words("All are down")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.timeline[-1].kind == "escalated")
    shown.qtbot.waitUntil(lambda: "Escalated to squad lead" in heads(shown))


@pytest.mark.parametrize(
    ("key", "status"),
    [(Qt.Key.Key_X, "cancelled"), (Qt.Key.Key_S, "spam"), (Qt.Key.Key_D, "duplicate")],
)
def test_each_way_of_leaving_a_case_out_has_its_key(shown: Shown, key: Qt.Key, status: str) -> None:
    opened(shown.database)
    press(key, SHIFT)
    to = field(shown, "to")
    assert to.isEnabled() == (status == "duplicate")
    to.setText("CS-1002")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == status)
    assert [link.key for link in shown.case().links] == ["CS-1002"] * (status == "duplicate")


def test_both_conversations_are_within_reach_after_a_merge(shown: Shown) -> None:
    other = opened(shown.database)
    shown.workspace.write(partial(add_link, case_id=shown.case_id, kind="defect", to="BUG-1"))
    shown.workspace.write(partial(merge, case_id=other, to="CS-1001"))
    shown.wait(lambda case: len(case.links) == 2)
    shown.qtbot.waitUntil(lambda: len(lines(shown)) == 2)
    assert lines(shown)[0] == "Exports stall at 90 %, Merged into this · CS-1002 · Merged"
    assert "CS-1002 was merged into this case" in heads(shown)


def _sheet_words(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.sheet().findChildren(QLabel))


def test_many_like_it_since_lately_are_said(shown: Shown) -> None:
    assert "similar" not in shown.words()
    others = [opened(shown.database) for _ in range(3)]
    own = detail(shown.database, others[0]).row.key
    shown.page.go_to(others[0])

    def said() -> list[str]:
        lines = [line for line in shown.words().splitlines() if "similar" in line]
        return [line for line in lines if own not in line]

    shown.qtbot.waitUntil(lambda: len(said()) == 1)
    assert "Three similar today, such as CS-" in said()[0]


def test_what_is_found_after_the_sheet_is_gone_is_told_to_nobody(shown: Shown) -> None:
    opened(shown.database)
    press(Qt.Key.Key_L, SHIFT)
    field(shown, "to")
    type_words("exports")
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: True)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)  # nothing is raised


def link_known_issue(shown: Shown, body: str = BODY) -> None:
    """KI-1 is linked, and the keyboard on it."""
    write_known_issue(shown.database, body)
    shown.workspace.write(partial(add_link, case_id=shown.case_id, kind="article", to="KI-1"))
    shown.qtbot.waitUntil(lambda: bool(lines(shown)))
    press(Qt.Key.Key_B, ALT)
    press(Qt.Key.Key_Return)


def test_a_linked_known_issue_is_read_and_the_keyboard_comes_back(shown: Shown) -> None:
    link_known_issue(shown)
    sheet = article_read(shown.qtbot, shown.page.window())
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Large exports stall" in said
    assert "KI-1 · Known issue · Published · changed 12 May 2026" in said
    assert sheet.words.toPlainText() == (
        "Exports over 2 GB stall.\nWorkaround\nExport month by month."
    )
    assert sheet.cases.item(0).text() == "Exports stall at 90 %"
    assert not sheet.words.verticalScrollBar().isVisible()  # there is room for all of it
    assert not sheet.words.horizontalScrollBar().isVisible()
    assert sheet.words.hasFocus()
    press(Qt.Key.Key_Escape)
    assert card(shown).list.hasFocus()


def test_all_of_an_article_is_in_sight_where_the_window_has_room(shown: Shown) -> None:
    shown.page.resize(1400, 1000)
    body = "\n\n".join(f"## Part {n}\nA line of it, {'and more of it ' * 9}." for n in range(5))
    link_known_issue(shown, body)
    sheet = article_read(shown.qtbot, shown.page.window())
    assert sheet.words.document().blockCount() == 10
    assert not sheet.words.verticalScrollBar().isVisible()


def test_the_workaround_of_a_linked_known_issue_goes_into_the_reply(shown: Shown) -> None:
    link_known_issue(shown)
    article_read(shown.qtbot, shown.page.window())
    press(Qt.Key.Key_Return, CTRL)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPlainTextEdit)
    assert focused.toPlainText() == "Export month by month."
    assert focused.accessibleName() == "What the customer was told"


def test_an_article_that_was_deleted_meanwhile_is_a_sentence(shown: Shown, theme: Theme) -> None:
    write_known_issue(shown.database)
    sheet = open_article(
        theme, shown.workspace, shown.page.window(), zone("Europe/Berlin"), "KI-2",
        print,
    )  # fmt: skip
    shown.qtbot.waitUntil(sheet.words.banner.isVisible)
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())
    assert "Nobody has written “KI-2”, or it was deleted since." in said
    press(Qt.Key.Key_Return, CTRL)
    assert sheet.isVisible()
