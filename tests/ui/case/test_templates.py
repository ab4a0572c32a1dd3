"""Replies from templates, by keyboard: made, chosen, changed, deleted, logged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPlainTextEdit, QTextEdit, QWidget

from models.commands.cases import open_case
from models.commands.closing import ClosingNote, close_case, resolve
from models.commands.templates import add_template
from tests.models.commands.desk import WHOLE
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, composer, texts, type_words
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from ui.case.template_sheet import TemplateSheet

ALT = Qt.KeyboardModifier.AltModifier
PROMISE = "Hello {{ customer }}, more by {{ next_update }}."


def make(shown: Shown, **facts: str) -> None:
    shown.database.write(partial(add_template, facts=facts))


def templates(shown: Shown) -> TemplateSheet:
    press(Qt.Key.Key_T, ALT)
    return found(shown)


def found(shown: Shown) -> TemplateSheet:
    def sheets() -> list[TemplateSheet]:
        made = shown.page.window().findChildren(TemplateSheet)
        return [sheet for sheet in made if sheet.isVisible()]

    shown.qtbot.waitUntil(lambda: len(sheets()) == 1)
    return sheets()[0]


def names(sheet: TemplateSheet) -> list[str]:
    rows = sheet.findChild(QListWidget)
    assert rows is not None
    return [rows.item(at).text() for at in range(rows.count())]


def preview(sheet: TemplateSheet) -> str:
    box = sheet.findChild(QTextEdit)
    assert box is not None
    return box.toPlainText()


def test_a_chosen_template_is_a_reply_whose_promise_is_the_clocks(shown: Shown) -> None:
    make(shown, name="Working on it", text=PROMISE)
    press(Qt.Key.Key_R)
    sheet = templates(shown)
    assert preview(sheet) == "Hello Contoso, more by Wed 13 May 2026, 10:28 CEST."
    press(Qt.Key.Key_Return)
    assert composer(shown).text.toPlainText() == preview(sheet)
    assert composer(shown).text.hasFocus()
    assert "Promises the next update by Wed 13 May 2026, 10:28 CEST" in shown.words()
    shown.clock.instant += timedelta(minutes=9)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
    told = "Hello Contoso, more by Wed 13 May 2026, 10:37 CEST."
    shown.qtbot.waitUntil(lambda: texts(shown)[-1] == told)
    assert QApplication.clipboard().text() == told
    assert shown.said[-1] == "Reply logged and copied"
    shown.qtbot.waitUntil(lambda: "Wed 10:37" in shown.words())


def test_a_promise_taken_out_of_the_text_promises_nothing(shown: Shown) -> None:
    make(shown, name="Working on it", text=PROMISE)
    templates(shown)
    press(Qt.Key.Key_Return)
    composer(shown).text.selectAll()
    type_words("No")
    assert "Promises the next update" not in shown.words()
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: texts(shown)[-1:] == ["No"])
    assert shown.said[-1] == "Reply logged"
    assert QApplication.clipboard().text() == ""


def test_templates_are_made_changed_and_deleted_in_the_sheet(shown: Shown) -> None:
    sheet = templates(shown)
    assert names(sheet) == []
    assert not sheet.findChildren(QListWidget)[0].isVisible()
    press(Qt.Key.Key_N, CTRL)
    form = shown.sheet()
    type_words("Thanks")
    text = form.findChild(QPlainTextEdit, "text")
    assert text is not None
    text.setFocus()
    type_words("Thank you, {{ custmer }}")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: any(
        "Did you mean “customer”?" in label for label in words_of(shown)))  # fmt: skip
    text.setPlainText("Thank you, {{ customer }}")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: names(sheet) == ["Thanks"])
    assert preview(sheet) == "Thank you, Contoso"
    press(Qt.Key.Key_E, CTRL)
    shown.sheet().findChildren(QPlainTextEdit)[0].setPlainText("Thanks, {{ contact }}")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: preview(sheet) == "Thanks,")
    assert any("Not known here" in words for words in words_of(shown))
    press(Qt.Key.Key_Delete, CTRL)
    shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: names(sheet) == [])


def words_of(shown: Shown) -> list[str]:
    return [label.text() for label in shown.page.window().findChildren(QLabel)]


def test_a_template_whose_sheet_was_left_while_it_was_saved_is_no_draft(shown: Shown) -> None:
    sheet = templates(shown)
    press(Qt.Key.Key_N, CTRL)
    form = shown.sheet()
    type_words("Thanks")
    form.findChildren(QPlainTextEdit)[0].setPlainText("Thank you")
    save_and_leave(shown.workspace, lambda: shown.wait(lambda _: True))
    shown.qtbot.waitUntil(lambda: names(sheet) == ["Thanks"])
    shown.qtbot.waitUntil(lambda: shown.drafts.get("template-new") == {})


def test_a_draft_keeps_what_it_promises(shown: Shown) -> None:
    make(shown, name="Working on it", text=PROMISE)
    templates(shown)
    press(Qt.Key.Key_Return)
    kept = shown.drafts.get(f"case-{shown.case_id}")
    assert kept["promised"] == "Wed 13 May 2026, 10:28 CEST"
    composer(shown).show_draft(kept)
    assert composer(shown).draft()["promised"] == kept["promised"]


def test_where_nothing_may_be_told_no_template_is_offered(shown: Shown) -> None:
    note = ClosingNote("A full disk", "none", "Watch the disk")
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.workspace.write(partial(close_case, case_id=shown.case_id, note=note))
    shown.qtbot.waitUntil(lambda: composer(shown).way() is None)
    press(Qt.Key.Key_T, ALT)
    assert shown.page.window().findChildren(TemplateSheet) == []


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    make(shown, name="Working on it", text=PROMISE)
    assert unnamed(templates(shown)) == []


def test_a_text_filled_in_for_one_case_never_goes_to_another(shown: Shown) -> None:
    make(shown, name="Working on it", text=PROMISE)
    other = shown.database.write(partial(open_case, new=replace(WHOLE, title="Other"))).result
    templates(shown)
    shown.page.go_to(other)
    shown.page.activated()
    window = shown.page.window()
    shown.qtbot.waitUntil(lambda: window.findChildren(TemplateSheet) == [])
    assert shown.page.title == "CS-1002"
    assert "Contoso" not in composer(shown).text.toPlainText()


def test_signs_of_markdown_stand_neither_in_the_preview_nor_on_the_clipboard(shown: Shown) -> None:
    text = "**Found it**, {{ customer }}:\n\n- a full disk\n- more by {{ next_update }}"
    make(shown, name="Found", text=text)
    press(Qt.Key.Key_R)
    sheet = templates(shown)
    assert preview(sheet).startswith("Found it, Contoso:\na full disk\nmore by Wed 13 May")
    press(Qt.Key.Key_Return)
    assert composer(shown).text.toPlainText().startswith("**Found it**, Contoso:")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
    copied = QApplication.clipboard().text()
    assert copied.startswith("Found it, Contoso:\n• a full disk\n• more by Wed 13 May")
