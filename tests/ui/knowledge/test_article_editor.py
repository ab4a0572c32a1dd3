"""An article written and changed by keyboard alone; nothing that was typed is lost."""

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.commands.articles import Edited, NewArticle, attach_to_article, save_article
from models.database import Database
from models.errors import KnownError
from models.queries.article import ArticleDetail, article_detail
from models.three_way import Merged, merge
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import EXPORTS, Known, shown
from ui.actions import Actions
from ui.knowledge.article_editor import ArticleEditor
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.clash_sheet import ClashSheet
from ui.widgets.file_preview import encoded

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def article(known: Known, key: str = "KI-1") -> ArticleDetail:
    return known.database.read(partial(article_detail, key=key))


def says(known: Known, words: str) -> bool:
    return words in known.words()


def edit(known: Known) -> ArticleEditor:
    """KI-1 in the editor."""
    known.page.go_to("KI-1")
    known.settle()
    press(Qt.Key.Key_E)
    known.qtbot.waitUntil(known.page.editor.source.hasFocus)
    known.settle()
    return known.page.editor


def type_at_end(editor: ArticleEditor, words: str) -> None:
    editor.source.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor.source, words)


def save(known: Known) -> None:
    press(Qt.Key.Key_Return, CTRL)
    known.settle()


def test_an_article_is_written_and_saved_by_keys_alone(known: Known) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = known.page.editor
    known.qtbot.waitUntil(editor.facts.title.hasFocus)
    QTest.keyClicks(editor.facts.title, "Sign-in comes back")
    while not editor.source.hasFocus():
        press(Qt.Key.Key_Tab)
    assert editor.source.toPlainText().startswith("## Symptom\n\n## Environment")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_B, CTRL)
    QTest.keyClicks(editor.source, "Always")
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    made = article(known, "KI-2")
    assert (made.title, made.body, made.state) == ("Sign-in comes back", "**Always**", "suspected")
    assert known.page.location() == "KI-2"
    assert known.drafts.get("article-new") == {}


def test_a_change_is_a_version_with_its_note(known: Known) -> None:
    editor = edit(known)
    type_at_end(editor, "More.")
    editor.note.setFocus()
    QTest.keyClicks(editor.note, "said more")
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    assert article(known).body == f"{EXPORTS}More."
    assert article(known).number == 2
    assert known.drafts.get("article-1") == {}


def test_without_a_title_the_field_says_so_and_the_words_stay(known: Known) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = known.page.editor
    editor.source.setFocus()
    QTest.keyClicks(editor.source, "Words")
    save(known)
    known.qtbot.waitUntil(lambda: "An article needs a title." in known.words())
    assert editor.facts.title.hasFocus()
    assert known.drafts.get("article-new")["body"].startswith("Words## Symptom")


def test_esc_keeps_what_is_typed_and_it_comes_back_until_it_is_discarded(known: Known) -> None:
    editor = edit(known)
    type_at_end(editor, "More.")
    press(Qt.Key.Key_Escape)
    known.settle()
    assert not known.page.is_editing
    assert article(known).body == EXPORTS
    edit(known)
    assert editor.source.toPlainText() == f"{EXPORTS}More."
    assert "What you wrote and did not save is back." in known.words()
    known.do("discard")
    assert editor.source.toPlainText() == EXPORTS
    assert known.drafts.get("article-1") == {}
    press(Qt.Key.Key_Z, CTRL)
    assert editor.source.toPlainText() == f"{EXPORTS}More."
    assert known.drafts.get("article-1")["body"] == f"{EXPORTS}More."


def theirs(known: Known, body: str, title: str = "Large exports stall") -> None:
    """What somebody else saves meanwhile."""
    told = Edited(1, 1, title, body, "confirmed", "Billing", {"versions": "4.1"})
    known.database.write(partial(save_article, edited=told))


def test_what_two_changed_is_put_together(known: Known) -> None:
    editor = edit(known)
    theirs(known, EXPORTS.replace("over 2 GB", "over 3 GB"), "Exports stall")
    type_at_end(editor, "Mine.")
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    made = article(known)
    assert made.body == EXPORTS.replace("over 2 GB", "over 3 GB") + "Mine."
    assert (made.title, made.state, made.number) == ("Exports stall", "confirmed", 3)
    assert made.fields == {"versions": "4.1"}
    assert known.drafts.get("article-1") == {}


def test_what_is_typed_while_two_are_put_together_is_put_in_too(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = Event(), Event()

    def waits(base: str, mine: str, theirs: str) -> Merged:
        begun.set()
        go.wait(30)
        return merge(base, mine, theirs)

    monkeypatch.setattr("ui.knowledge.merging.merge", waits)
    editor = edit(known)
    theirs(known, EXPORTS.replace("over 2 GB", "over 3 GB"))
    type_at_end(editor, "Mine.")
    press(Qt.Key.Key_Return, CTRL)
    known.qtbot.waitUntil(begun.is_set)
    type_at_end(editor, " And more.")
    go.set()
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    made = EXPORTS.replace("over 2 GB", "over 3 GB") + "Mine. And more."
    assert article(known).body == made


def test_a_save_by_somebody_else_is_said_at_once(known: Known) -> None:
    editor = edit(known)
    told = Edited(1, 1, "Theirs", EXPORTS, "confirmed", "Billing", {})
    known.workspace.write(partial(save_article, edited=told))
    known.qtbot.waitUntil(lambda: "Somebody else saved this article meanwhile." in known.words())
    assert editor.source.toPlainText() == EXPORTS


def sheet_of(known: Known) -> ClashSheet | None:
    found = known.page.window().findChildren(ClashSheet)
    return next((one for one in found if one.isVisible()), None)


def asked_about(known: Known) -> ClashSheet:
    """The sheet, once it is open."""
    known.qtbot.waitUntil(lambda: sheet_of(known) is not None)
    sheet = sheet_of(known)
    assert sheet is not None
    return sheet


def test_lines_that_both_changed_are_asked_about_one_by_one(known: Known) -> None:
    editor = edit(known)
    theirs(known, EXPORTS.replace("month by month", "year by year"))
    editor.source.setPlainText(EXPORTS.replace("month by month", "day by day"))
    save(known)
    asked_about(known)
    assert article(known).body == EXPORTS.replace("month by month", "year by year")
    press(Qt.Key.Key_Escape)
    assert known.page.is_editing
    assert "day by day" in known.drafts.get("article-1")["body"]
    editor.source.setFocus()
    save(known)
    asked_about(known)
    press(Qt.Key.Key_3, ALT)
    press(Qt.Key.Key_Return, CTRL)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    assert article(known).body == EXPORTS.replace(
        "Export **month by month**.", "Export **day by day**.\nExport **year by year**."
    )
    assert known.drafts.get("article-1") == {}


def test_what_was_typed_in_the_sheet_outlives_it_and_the_window(
    known: Known, qtbot: QtBot, theme: Theme, database: Database
) -> None:
    editor = edit(known)
    theirs(known, EXPORTS.replace("month by month", "year by year"))
    editor.source.setPlainText(EXPORTS.replace("month by month", "day by day"))
    save(known)
    sheet = asked_about(known)
    QTest.keyClicks(sheet.columns.result, "Export **by the week**.")
    press(Qt.Key.Key_Escape)
    editor.source.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(editor.source, "Mine: ")  # and goes on elsewhere
    press(Qt.Key.Key_Escape)
    actions, tasks = Actions(), Tasks()
    again = shown(qtbot, theme, tasks, actions, database, known.drafts)
    other = edit(again)
    assert other.source.toPlainText().startswith("Mine: ")
    save(again)
    sheet = asked_about(again)
    assert sheet.columns.result.toPlainText() == "Export **by the week**."
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not again.page.is_editing)
    assert article(again).body == "Mine: " + EXPORTS.replace("month by month", "by the week")
    assert known.drafts.get("article-1-clash") == {}
    tasks.shutdown()


def test_what_was_typed_of_lines_that_changed_since_is_offered_again(known: Known) -> None:
    editor = edit(known)
    theirs(known, EXPORTS.replace("month by month", "year by year"))
    editor.source.setPlainText(EXPORTS.replace("month by month", "day by day"))
    save(known)
    QTest.keyClicks(asked_about(known).columns.result, "Export **by the week**.")
    press(Qt.Key.Key_Escape)
    type_at_end(editor, "Mine.")  # right below: it belongs to what clashes now
    save(known)
    sheet = asked_about(known)
    assert not sheet.save.isEnabled()
    press(Qt.Key.Key_5, ALT)
    assert sheet.columns.result.toPlainText() == "Export **by the week**."
    press(Qt.Key.Key_Return, CTRL)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    assert article(known).body.endswith("Export **by the week**.")


def test_a_fact_that_both_changed_is_asked_about_and_an_answer_outlives_the_sheet(
    known: Known,
) -> None:
    editor = edit(known)
    theirs(known, EXPORTS, "Exports stall")
    editor.facts.title.setText("Large exports hang")
    save(known)
    sheet = asked_about(known)
    assert not sheet.save.isEnabled()
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_Escape)
    assert article(known).title == "Exports stall"
    editor.source.setFocus()
    save(known)
    sheet = asked_about(known)
    assert sheet.columns.result.toPlainText() == "Exports stall"
    assert sheet.save.isEnabled()
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    made = article(known)
    assert (made.title, made.state, made.number) == ("Large exports hang", "confirmed", 3)


def test_the_preview_follows_once_typing_pauses(known: Known) -> None:
    editor = edit(known)
    type_at_end(editor, "\r## Fix\rIn **4.3**.")
    assert "4.3" not in editor.preview.toPlainText()
    known.qtbot.waitUntil(lambda: editor.preview.toPlainText().endswith("Fix\nIn 4.3."))
    assert [editor.outline.item(at).text() for at in range(2)] == ["Workaround", "Fix"]
    known.do("outline")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert editor.source.hasFocus()
    assert editor.source.textCursor().block().text() == "## Fix"


@pytest.mark.parametrize(("typed", "made"), [("[[rota", "[[HT-1]]"), ("#CS-10", "#CS-1001")])
def test_cases_and_articles_are_mentioned_by_what_is_typed(
    known: Known, typed: str, made: str
) -> None:
    editor = edit(known)
    editor.source.moveCursor(QTextCursor.MoveOperation.End)
    editor.source.insertPlainText("😀")
    type_at_end(editor, f" See {typed}")
    known.qtbot.waitUntil(editor.mentions.isVisible)
    press(Qt.Key.Key_Return)
    QTest.keyClicks(editor.source, " now")
    assert editor.source.toPlainText() == f"{EXPORTS}😀 See {made} now"
    assert editor.mentions.isHidden()


def test_esc_leaves_the_offer_and_not_the_editor(known: Known) -> None:
    editor = edit(known)
    type_at_end(editor, "[[rot")
    known.qtbot.waitUntil(editor.mentions.isVisible)
    press(Qt.Key.Key_Escape)
    assert editor.mentions.isHidden()
    assert known.page.is_editing
    QTest.keyClicks(editor.source, "a")
    known.settle()
    assert editor.mentions.isHidden()


def test_a_pasted_picture_is_the_articles_own_once_it_is_saved(known: Known) -> None:
    editor = edit(known)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    editor.source.moveCursor(QTextCursor.MoveOperation.End)
    press(Qt.Key.Key_V, CTRL)
    known.qtbot.waitUntil(lambda: "![Picture](pasted-" in editor.source.toPlainText())
    assert article(known).files == ()
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    (file,) = article(known).files
    assert f"![Picture]({file.name})" in article(known).body
    text = known.page.pane.words
    known.qtbot.waitUntil(lambda: file.name in text.pictures)
    assert text.pictures[file.name].width() == 40


def test_a_picture_saved_anew_under_its_name_is_shown_in_the_place_of_the_old_one(
    known: Known,
) -> None:
    def attach(color: Qt.GlobalColor) -> None:
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(color)
        file = encoded(image, "one.png")
        known.workspace.write(partial(attach_to_article, article_id=1, files=[file]))

    attach(Qt.GlobalColor.red)
    known.page.go_to("KI-1")
    text = known.page.pane.words
    known.qtbot.waitUntil(lambda: "one.png" in text.pictures)
    attach(Qt.GlobalColor.green)
    green = QColor(Qt.GlobalColor.green)
    known.qtbot.waitUntil(lambda: text.pictures["one.png"].pixelColor(1, 1) == green)


def test_a_picture_that_claims_a_billion_pixels_is_refused_before_it_is_decoded(
    known: Known, tmp_path: Path
) -> None:
    editor = edit(known)
    bmp, png, words = (tmp_path / name for name in ("bomb.bmp", "bomb.png", "words.txt"))
    one, billion = (1).to_bytes(4, "little"), (1_000_000_000).to_bytes(4, "little")
    bmp.write_bytes(b"BM" + bytes(12) + b"\x28\0\0\0" + one + billion + b"\1\0\x18" + bytes(29))
    ihdr = b"IHDR" + one[::-1] + billion[::-1] + b"\x08\2\0\0\0"
    crc = zlib.crc32(ihdr).to_bytes(4, "big")
    png.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + ihdr + crc)
    words.write_text("no picture")
    huge = "says that it has 1 × 1,000,000,000 pixels"
    for path, said in (
        (bmp, f"bomb.bmp {huge}"), (png, f"bomb.png {huge}"), (words, "words.txt is no picture"),
    ):  # fmt: skip
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        editor.source.insertFromMimeData(data)
        known.qtbot.waitUntil(partial(says, known, said))
    assert editor.source.toPlainText() == EXPORTS


def test_a_draft_is_there_again_in_the_next_window_with_its_pictures(
    known: Known, qtbot: QtBot, theme: Theme, database: Database
) -> None:
    editor = edit(known)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    editor.source.image_given.emit(image)
    known.qtbot.waitUntil(lambda: "pasted-" in editor.source.toPlainText())
    actions, tasks = Actions(), Tasks()
    again = shown(qtbot, theme, tasks, actions, database, known.drafts)
    other = edit(again)
    qtbot.waitUntil(lambda: bool(other.preview.pictures))
    assert other.source.toPlainText() == editor.source.toPlainText()
    save(again)
    qtbot.waitUntil(lambda: not again.page.is_editing)
    assert len(article(again).files) == 1
    tasks.shutdown()


def test_what_is_known_of_a_new_article_stands_there_and_has_a_draft_of_its_own(
    known: Known,
) -> None:
    known.page.go_to(NewArticle("known_issue", "Exports stall", "## Symptom\n\nStalls.", "", "CRM"))
    editor = known.page.editor
    assert editor.facts.values()["product"] == "CRM"
    assert editor.source.toPlainText() == "## Symptom\n\nStalls."
    type_at_end(editor, "More.")
    press(Qt.Key.Key_Escape)
    known.do("new")
    assert editor.source.toPlainText().startswith("## Symptom\n\n## Env")


def test_another_kind_begins_otherwise_as_long_as_nothing_is_written(known: Known) -> None:
    known.do("new")
    editor = known.page.editor
    editor.facts.kind.setFocus()
    press(Qt.Key.Key_End)
    assert editor.facts.values()["kind"] == "decision"
    assert editor.source.toPlainText().startswith("## Context\n\n## Options weighed")
    press(Qt.Key.Key_Escape)
    assert known.drafts.get("article-new") == {}
    known.do("new")
    type_at_end(editor, "Mine.")
    editor.facts.kind.setCurrentIndex(1)
    assert "## Symptom" in editor.source.toPlainText()


def test_the_facts_of_a_kind_are_typed_beside_the_text(known: Known) -> None:
    editor = edit(known)
    fields = {line.accessibleName(): line for line in editor.facts.findChildren(QLineEdit)}
    assert not fields["Decided by"].isVisible()
    fields["Affected versions"].setFocus()
    QTest.keyClicks(fields["Affected versions"], "4.1, 4.2")
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    assert article(known).fields == {"versions": "4.1, 4.2"}
    assert article(known).number == 2
    known.qtbot.waitUntil(lambda: "Affected versions" in known.words())


def test_f7_says_something_of_the_words_whether_or_not_there_is_a_dictionary(known: Known) -> None:
    said: list[str] = []
    known.workspace.said.connect(said.append)
    editor = edit(known)
    type_at_end(editor, " Wrogn")
    known.settle()
    known.do("spelling")
    chosen = editor.source.textCursor().selectedText()
    assert chosen == "Wrogn" or said[-1].startswith("No dictionary is installed here")
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def test_a_case_that_nobody_knows_is_said_where_it_is_named(known: Known) -> None:
    known.page.go_to("KI-1")
    known.settle()
    known.page.pane.words.anchorClicked.emit(QUrl("case:CS-9"))
    known.qtbot.waitUntil(lambda: "There is no such case" in known.words())
    known.page.pane.words.anchorClicked.emit(QUrl("case:CS-1001"))
    known.qtbot.waitUntil(lambda: len(known.cases) == 1)
    known.page.pane.words.anchorClicked.emit(QUrl("article:HT-1"))
    known.settle()
    assert known.page.location() == "HT-1"


def test_a_text_of_a_million_letters_in_a_line_is_refused_and_10_mb_too(known: Known) -> None:
    editor = edit(known)
    for words in ("x" * 1_000_000, "*a*\n" * 2_500_000):
        data = QMimeData()
        data.setText(words)
        editor.source.insertFromMimeData(data)
        assert "Not pasted" in known.words()
    assert editor.source.toPlainText() == EXPORTS


def test_the_pictures_that_are_saved_are_those_of_the_article_that_was_sent(known: Known) -> None:
    editor = edit(known)
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    image.fill(QColor("red"))
    editor.pictures.take_image(image)
    known.settle()
    go = Event()
    known.tasks.write(go.wait, lambda _: None, lambda _: None, known.page)
    press(Qt.Key.Key_Return, CTRL)
    known.page.edit(article(known, "HT-1"))  # before the write's turn came
    go.set()
    known.settle()
    assert len(article(known).files) == 1
    assert article(known, "HT-1").files == ()


def test_esc_in_the_outline_leads_back_to_the_text(known: Known) -> None:
    editor = edit(known)
    known.do("outline")
    assert editor.outline.hasFocus()
    press(Qt.Key.Key_Escape)
    assert known.page.is_editing
    assert editor.source.hasFocus()


class Gate:
    def __init__(self, known: Known) -> None:
        self._known, self.opened = known, Event()

    def shut(self) -> None:
        known = self._known
        known.tasks.write(self.opened.wait, lambda _: None, lambda _: None, known.page)

    def open(self) -> None:
        self.opened.set()
        self._known.settle()


@pytest.fixture
def gate(known: Known) -> Iterator[Gate]:
    """Shut it, and nothing is written before it is opened."""
    made = Gate(known)
    yield made
    made.opened.set()


def test_a_save_that_comes_late_does_not_lead_back(known: Known, gate: Gate) -> None:
    editor = edit(known)
    type_at_end(editor, "More.")
    gate.shut()
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    known.qtbot.waitUntil(lambda: known.page.location() is None)
    gate.open()
    assert article(known).body.endswith("More.")
    assert not known.page.is_editing
    assert known.page.location() is None
    assert not edit(known).banner.isVisible()


def test_why_a_save_failed_is_told_though_the_editor_was_left(known: Known, gate: Gate) -> None:
    failed = list[object]()
    known.workspace.failed.connect(failed.append)
    editor = edit(known)
    editor.facts.title.setText("")
    gate.shut()
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    gate.open()
    assert len(failed) == 1
    assert not known.page.is_editing
    press(Qt.Key.Key_E)
    known.qtbot.waitUntil(editor.facts.title.hasFocus)
    assert editor.facts.title.text() == ""  # what was typed is kept


def test_what_is_saved_already_is_not_saved_twice(known: Known, gate: Gate) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = known.page.editor
    editor.facts.title.setText("Written once")
    editor.source.setFocus()
    gate.shut()
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert editor.facts.title.text() == "Written once"
    press(Qt.Key.Key_Return, CTRL)
    gate.open()
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    assert article(known, "KI-2").title == "Written once"
    with pytest.raises(KnownError):
        article(known, "KI-3")


def test_of_two_that_are_saved_at_once_none_is_saved_twice(known: Known, gate: Gate) -> None:
    gate.shut()
    for key in ("KI-1", "HT-1"):
        known.page.edit(article(known, key))
        type_at_end(known.page.editor, "More.")
        press(Qt.Key.Key_Return, CTRL)
    first = known.database.read(partial(article_detail, key="KI-1"))
    gate.opened.set()
    known.qtbot.waitUntil(lambda: article(known).number > first.number)
    press(Qt.Key.Key_Return, CTRL)
    known.settle()
    assert [article(known, key).number for key in ("KI-1", "HT-1")] == [2, 2]


def test_a_clash_that_is_found_late_is_asked_about_where_it_was_typed(
    known: Known, gate: Gate
) -> None:
    editor = edit(known)
    editor.source.setPlainText("Mine.")
    changed = Edited(1, 1, "Large exports stall", "Theirs.", "suspected", "Billing", {})
    gate.shut()
    known.workspace.write(partial(save_article, edited=changed))
    press(Qt.Key.Key_Return, CTRL)
    known.page.hide()
    gate.open()
    assert not any(one.isVisible() for one in known.page.window().findChildren(ClashSheet))
    known.page.show()
    known.do("save")
    known.qtbot.waitUntil(
        lambda: any(one.isVisible() for one in known.page.window().findChildren(ClashSheet))
    )


def test_what_is_typed_while_a_new_article_is_saved_changes_that_article(
    known: Known, gate: Gate
) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = known.page.editor
    editor.facts.title.setText("Written once")
    editor.source.setFocus()
    gate.shut()
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    type_at_end(editor, "More.")
    gate.open()
    known.settle()
    assert known.page.is_editing
    assert editor.source.toPlainText().endswith("More.")
    editor.source.setFocus()
    save(known)
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    found = article(known, "KI-2")
    assert (found.title, found.number, found.body[-5:]) == ("Written once", 2, "More.")
    with pytest.raises(KnownError):
        article(known, "KI-3")


def test_what_is_typed_after_save_was_pressed_is_a_draft_of_that_article(
    known: Known, gate: Gate
) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = known.page.editor
    editor.facts.title.setText("Written once")
    editor.source.setFocus()
    gate.shut()
    press(Qt.Key.Key_Return, CTRL)
    type_at_end(editor, "More.")
    gate.open()
    known.qtbot.waitUntil(lambda: not known.page.is_editing)
    known.settle()
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert editor.facts.title.text() == ""  # of a new one there is none
    press(Qt.Key.Key_Escape)
    known.page.go_to("KI-2")
    known.settle()
    press(Qt.Key.Key_E)
    known.qtbot.waitUntil(editor.source.hasFocus)
    assert editor.source.toPlainText().endswith("More.")
