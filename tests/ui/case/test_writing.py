"""Words on their way to the database: typed on, left behind, refused from afar; none is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat
from PySide6.QtTest import QTest

from models.commands.closing import ClosingNote, close_case, resolve
from models.errors import KnownError
from tests.models.commands.desk import detail, opened
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, composer, texts, type_words, write
from tests.ui.keyboard import press
from ui.case.template_sheet import TemplateSheet
from ui.drafts import case_draft
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.sheet import Sheet

NOTE = ClosingNote("A full disk", "none", "Watch the disk")


@contextmanager
def held(shown: Shown) -> Iterator[None]:
    """Nothing is written meanwhile: the write lane is busy."""
    free = threading.Event()
    shown.workspace.run(free.wait, lambda _: None, shown.page, writes=True)
    try:
        yield
    finally:
        free.set()


def two(shown: Shown) -> int:
    """Another case, which is the next by J."""
    other = opened(shown.database)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.page.subtitle.startswith("1st of 2 in the queue"))
    return other


def send(shown: Shown, words: str) -> None:
    """A reply by keyboard; it need not have arrived."""
    press(Qt.Key.Key_R)
    type_words(words)
    press(Qt.Key.Key_Return, CTRL)


def go(shown: Shown, key: Qt.Key, case_id: int) -> None:
    """Out of the field, and on to that case by J or K."""
    press(Qt.Key.Key_Escape)
    press(key)
    title = detail(shown.database, case_id).row.key
    shown.qtbot.waitUntil(lambda: shown.page.title == title)


def draft(shown: Shown) -> str:
    return shown.drafts.get(f"case-{shown.case_id}").get("text", "")


def closed_by_a_colleague(shown: Shown) -> None:
    """Whatever the page has in view does not know it yet."""
    shown.database.write(partial(resolve, case_ids=[shown.case_id]))
    shown.database.write(partial(close_case, case_id=shown.case_id, note=NOTE))


def test_what_is_typed_while_a_reply_is_on_its_way_is_the_next_draft(shown: Shown) -> None:
    with held(shown):
        send(shown, "We are on it")
        type_words(" and mo")
    shown.qtbot.waitUntil(lambda: "Reply logged" in shown.said)
    assert composer(shown).text.toPlainText() == "and mo"
    assert draft(shown) == "and mo"
    type_words("re")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "and more" in texts(shown))
    assert "We are on it" in texts(shown)
    shown.qtbot.waitUntil(lambda: (composer(shown).text.toPlainText(), draft(shown)) == ("", ""))
    assert composer(shown).text.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_R, Qt.Key.Key_I, Qt.Key.Key_C])
def test_whoever_writes_on_after_a_log_runs_into_no_shortcut(shown: Shown, key: Qt.Key) -> None:
    press(key)
    type_words("We are on it")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: (composer(shown).text.toPlainText(), draft(shown)) == ("", ""))
    type_words("Hello e")
    assert draft(shown) == "Hello e"
    assert shown.case().row.status != "resolved"
    assert not any(sheet.isVisible() for sheet in shown.page.window().findChildren(Sheet))


def test_a_button_that_logs_gives_the_keyboard_to_the_next_words(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("We are on it")
    button = next(b for b in composer(shown).findChildren(Button) if b.text() == "Log the reply")
    button.setFocus()
    press(Qt.Key.Key_Space)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
    type_words("e")
    assert draft(shown) == "e"


def test_a_kind_that_is_clicked_is_written_next(shown: Shown) -> None:
    chips = {chip.text(): chip for chip in composer(shown).findChildren(Chip)}
    QTest.mouseClick(chips["Internal note"], Qt.MouseButton.LeftButton)
    assert composer(shown).text.hasFocus()
    chips["Internal note"].setFocus()
    press(Qt.Key.Key_Left)
    assert not composer(shown).text.hasFocus()


def test_the_sheet_of_templates_gives_the_keyboard_back_to_the_words(shown: Shown) -> None:
    button = next(b for b in composer(shown).findChildren(Button) if b.text() == "Templates")
    button.setFocus()
    press(Qt.Key.Key_Space)
    sheets = shown.page.window().findChildren
    shown.qtbot.waitUntil(lambda: any(one.isVisible() for one in sheets(TemplateSheet)))
    press(Qt.Key.Key_Escape)
    assert composer(shown).text.hasFocus()


def test_a_reply_changed_while_it_is_on_its_way_stays_whole(shown: Shown) -> None:
    with held(shown):
        send(shown, "We are on it")
        press(Qt.Key.Key_Home)
        type_words("Hello. ")
    shown.qtbot.waitUntil(lambda: "Reply logged" in shown.said)
    type_words("Yes: ")
    assert composer(shown).text.toPlainText() == "Hello. Yes: We are on it"
    assert draft(shown) == "Hello. Yes: We are on it"


def test_the_next_case_takes_words_while_those_of_the_last_are_on_their_way(shown: Shown) -> None:
    other = two(shown)
    with held(shown):
        send(shown, "We are on it")
        go(shown, Qt.Key.Key_J, other)
        send(shown, "You are next")
    shown.qtbot.waitUntil(lambda: shown.said == ["Reply logged"] * 2)
    assert draft(shown) == ""
    write(shown, Qt.Key.Key_I, "Both told")
    for case_id, said in ((shown.case_id, 2), (other, 3)):
        assert len(detail(shown.database, case_id).timeline) == said


def test_a_case_seen_again_before_its_words_arrived_sends_them_once(shown: Shown) -> None:
    other = two(shown)
    with held(shown):
        send(shown, "We are on it")
        go(shown, Qt.Key.Key_J, other)
        shown.qtbot.waitUntil(lambda: shown.page.subtitle.startswith("2nd of 2 in the queue"))
        go(shown, Qt.Key.Key_K, shown.case_id)
        assert composer(shown).text.toPlainText() == "We are on it"
        press(Qt.Key.Key_R)
        press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
    press(Qt.Key.Key_Escape)
    write(shown, Qt.Key.Key_I, "They are told")
    assert [row.kind for row in shown.case().timeline] == ["opened", "contact", "note"]


def test_a_refusal_from_a_case_that_was_left_is_said_by_the_window_and_keeps_its_words(
    shown: Shown,
) -> None:
    other = two(shown)
    failed: list[KnownError] = []
    shown.workspace.failed.connect(failed.append)
    key = shown.page.title
    with held(shown):
        closed_by_a_colleague(shown)
        send(shown, "We are on it")
        go(shown, Qt.Key.Key_J, other)
        before = shown.words()
    shown.qtbot.waitUntil(lambda: failed != [])
    assert failed[0].title.startswith(f"{key}: ")
    assert "kept" in failed[0].what_next
    assert shown.words() == before
    assert draft(shown) == "We are on it"
    shown.page.go_to(shown.case_id)
    shown.qtbot.waitUntil(lambda: shown.page.title == key)
    assert composer(shown).text.toPlainText() == "We are on it"
    write(shown, Qt.Key.Key_I, "")
    shown.qtbot.waitUntil(lambda: "We are on it" in texts(shown))


def test_nothing_of_one_case_comes_back_by_undo_in_the_next(shown: Shown) -> None:
    other = two(shown)
    press(Qt.Key.Key_R)
    type_words("No")
    for _ in "No":
        press(Qt.Key.Key_Backspace)
    go(shown, Qt.Key.Key_J, other)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Z, CTRL)
    assert composer(shown).text.toPlainText() == ""


def test_a_refusal_while_another_page_is_in_view_is_said_by_the_window(shown: Shown) -> None:
    failed: list[KnownError] = []
    shown.workspace.failed.connect(failed.append)
    with held(shown):
        send(shown, " ")
        shown.page.hide()
    shown.qtbot.waitUntil(lambda: failed != [])
    assert draft(shown) == " "


def test_a_key_that_was_refused_from_afar_says_of_which_case(shown: Shown) -> None:
    """“Start work” on a case that a colleague has closed: by then the next case is in view."""
    other = two(shown)
    failures: list[KnownError] = []
    shown.workspace.failed.connect(failures.append)
    with held(shown):
        press(Qt.Key.Key_S)
        closed_by_a_colleague(shown)
        go(shown, Qt.Key.Key_J, other)
    shown.qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0].title).startswith(f"{shown.case().row.key}: ")
    assert not any(banner.isVisible() for banner in shown.page.findChildren(Banner))


def test_a_key_that_was_refused_where_it_was_pressed_says_so_there(shown: Shown) -> None:
    failures: list[KnownError] = []
    shown.workspace.failed.connect(failures.append)
    with held(shown):
        press(Qt.Key.Key_S)
        closed_by_a_colleague(shown)
    shown.qtbot.waitUntil(lambda: "Not possible now" in shown.words())
    assert failures == []


def test_marking_what_is_misspelt_is_no_typing(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("exportt")
    assert "Draft kept" in shown.words()
    marks = Underline(composer(shown).text.document())
    shown.qtbot.waitUntil(lambda: marks.lines > 0)
    assert "Draft kept" in shown.words()


class Underline(QSyntaxHighlighter):
    """Marks all of every line."""

    lines = 0

    def highlightBlock(self, text: str) -> None:
        self.lines += 1
        form = QTextCharFormat()
        form.setFontUnderline(True)
        self.setFormat(0, len(text), form)


def test_words_put_into_the_draft_elsewhere_are_there_on_coming_back(shown: Shown) -> None:
    text = shown.page._composer.text
    shown.page.left()
    told = {"kind": "reply", "text": "It is fixed in 4.3"}
    shown.drafts.keep(case_draft(shown.case_id), told)
    shown.page.activated()
    assert text.toPlainText() == "It is fixed in 4.3"
