"""Templates of the team while an article is written, by keys alone."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.commands.article_templates import keep_article_template
from models.queries.article_templates import article_templates
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known
from ui.knowledge.templates import TemplateSheet
from ui.widgets.form_sheet import FormSheet

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def writing(known: Known) -> None:
    """A new article, the keyboard in its text."""
    press(Qt.Key.Key_N, SHIFT)
    known.settle()
    known.page.editor.source.setFocus()


def chooser(known: Known) -> list[TemplateSheet]:
    return [one for one in known.page.window().findChildren(TemplateSheet) if one.isVisible()]


def templates(known: Known) -> TemplateSheet:
    press(Qt.Key.Key_T, ALT)
    known.settle()
    known.qtbot.waitUntil(lambda: bool(chooser(known)))
    return chooser(known)[0]


def type_in(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def form(known: Known) -> list[FormSheet]:
    return [one for one in known.page.window().findChildren(FormSheet) if one.isVisible()]


def test_a_text_is_kept_as_a_template_and_begins_another_article(known: Known) -> None:
    writing(known)
    known.page.editor.source.setPlainText("## Which integration\n\n## Since when\n")
    assert templates(known).current() is None
    press(Qt.Key.Key_N, CTRL)
    known.qtbot.waitUntil(lambda: bool(form(known)))
    type_in("Integrations")
    press(Qt.Key.Key_Return)
    known.settle()
    known.qtbot.waitUntil(lambda: not form(known))
    (kept,) = known.database.read(article_templates)
    assert (kept.name, kept.kind) == ("Integrations", "known_issue")
    known.page.editor.source.setPlainText("")
    known.page.editor.source.setFocus()
    templates(known)
    press(Qt.Key.Key_Return)
    known.settle()
    assert known.page.editor.source.toPlainText() == kept.body
    known.page.editor.source.setPlainText("Mine")
    known.page.editor.source.setFocus()
    templates(known)
    press(Qt.Key.Key_Return)
    known.settle()
    assert known.page.editor.source.toPlainText() == f"Mine\n\n{kept.body}"


def test_one_that_nobody_needs_is_deleted(known: Known) -> None:
    writing(known)
    known.page.editor.source.setPlainText("## A")
    templates(known)
    press(Qt.Key.Key_N, CTRL)
    known.qtbot.waitUntil(lambda: bool(form(known)))
    type_in("One")
    press(Qt.Key.Key_Return)
    known.settle()
    known.qtbot.waitUntil(lambda: not form(known))
    known.page.editor.source.setFocus()
    templates(known)
    press(Qt.Key.Key_Delete, CTRL)
    known.settle()
    known.qtbot.waitUntil(lambda: known.database.read(article_templates) == [])
    press(Qt.Key.Key_Escape)
    known.qtbot.waitUntil(lambda: not chooser(known))


def test_one_that_is_deleted_does_not_open_the_sheet_again(known: Known) -> None:
    command = partial(keep_article_template, kind="how_to", name="Ours", body="Words.")
    known.database.write(command)
    writing(known)
    templates(known)
    press(Qt.Key.Key_Delete, CTRL)
    press(Qt.Key.Key_Escape)  # before it is deleted
    known.settle()
    assert known.database.read(article_templates) == []
    assert not chooser(known)


def test_they_are_not_opened_over_a_page_that_was_gone_to_meanwhile(known: Known) -> None:
    writing(known)
    known.actions.action("knowledge.template").trigger()
    known.page.hide()
    known.settle()
    assert not known.page.window().findChildren(TemplateSheet)
