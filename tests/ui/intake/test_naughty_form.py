"""Naughty strings pasted into every field of a new case: what stands there is what is kept."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.complaint import begins_as_mail, read_text
from models.queries.queue import queue_ids
from models.queries.search import search
from models.queue_filter import QueueFilter
from models.typed_text import one_line
from tests.conftest import FULL, NOW
from tests.models.commands.desk import detail
from tests.naughty import SHORT
from tests.ui.intake.test_new_case_page import CTRL, SHIFT, Shown, shown, stands
from tests.ui.keyboard import press
from ui.widgets.folded import Folded

__all__ = ["shown"]

FACTS = {
    "Impact": "impact", "Steps to reproduce": "steps", "What happens instead": "actual",
    "Expected": "expected", "Category": "category",
}  # fmt: skip
PARTS = {
    "Product": "product", "Version": "version", "Component": "component", "Platform": "platform",
}  # fmt: skip
LINES = ("Title", "Customer", "Contact", "Category", *PARTS, "Anything else of it")
MESSAGE = "The customer's message"
TEXTS = (MESSAGE, "Impact", "Steps to reproduce", "What happens instead",
         "Expected")  # fmt: skip


def paste(shown: Shown, name: str, text: str) -> None:
    """By keys; a title takes several lines as they are by Ctrl+Shift+V."""
    QApplication.clipboard().setText(text)
    control = shown.control(name)
    control.setFocus()
    shown.page.activateWindow()
    shown.qtbot.waitUntil(lambda: QApplication.focusWidget() is control)
    press(Qt.Key.Key_V, CTRL | SHIFT if name == "Title" else CTRL)
    if isinstance(control, QLineEdit) and control.completer() is not None:
        offers = control.completer().popup()
        assert offers is not None
        offers.hide()  # it has the keyboard while it offers anything


def unfold(shown: Shown) -> None:
    for folded in shown.page.findChildren(Folded):
        folded.open()


def pasted(text: str) -> str:
    """As a clipboard gives it: without the mark that says in which order bytes come."""
    return text.removeprefix("\ufeff")


def lined(text: str) -> str:
    """As a field of several lines has it: they are parted by a line feed, and nothing else."""
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\ufdd0"):
        text = text.replace(end, "\n")
    return text


def message_of(text: str) -> str:
    """What stands in the message: of a mail its own words, as they are read, below its subject."""
    if not begins_as_mail(text):
        return lined(text)
    mail = read_text(text)
    return f"{mail.title}\n\n{mail.message}"


def wait_for(shown: Shown, name: str, words: str) -> None:
    shown.qtbot.waitUntil(lambda: stands(shown, name) == words)


def test_every_naughty_string_in_every_field_comes_back_from_the_case(shown: Shown) -> None:
    for text in map(pasted, SHORT if FULL else SHORT[::3]):
        unfold(shown)
        for name in (*LINES, *TEXTS):
            paste(shown, name, text)
            if name == MESSAGE:
                wait_for(shown, MESSAGE, message_of(text))
            else:
                assert stands(shown, name) == (text if name in LINES else lined(text)), name
        press(Qt.Key.Key_Return, CTRL | SHIFT)
        if "once more" in shown.words():
            press(Qt.Key.Key_Return, CTRL | SHIFT)
        shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
        case_id = shown.opened.pop()
        told = detail(shown.database, case_id)
        assert told.row.title == one_line(text)
        assert (told.row.customer, told.contact) == (one_line(text), one_line(text))
        kept = {name: text if label in LINES else lined(text) for label, name in FACTS.items()}
        assert {name: told.fields[name] for name in kept} == {
            name: words.strip() for name, words in kept.items()
        }
        assert set(told.fields["environment"].values()) == {text.strip()}
        assert told.timeline[1].data == {"text": message_of(text).strip()}
        assert case_id in shown.database.read(partial(queue_ids, shown=QueueFilter(), now=NOW))
        shown.database.read(partial(search, typed=text))
        assert stands(shown, "Title") == ""


def test_a_nul_is_refused_at_each_field_it_stands_in_and_nothing_is_lost(shown: Shown) -> None:
    unfold(shown)
    for name in (*LINES, *TEXTS):
        paste(shown, name, "It\0s here")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    said = "■ The text holds a NUL character after “It”."
    shown.qtbot.waitUntil(lambda: shown.words().count(said) == len((*LINES, *TEXTS)))
    for name in (*LINES, *TEXTS):
        assert stands(shown, name) == "It\0s here"
    assert shown.drafts.get("new-case")["title"] == "It\0s here"
    assert shown.opened == []


def test_ten_million_letters_are_refused_at_the_field_and_the_window_lives_on(shown: Shown) -> None:
    unfold(shown)
    for name in (*LINES, *TEXTS):
        shown.type(name, "It")
        paste(shown, name, "x" * 10_000_000)
        shown.qtbot.waitUntil(lambda: "■ Not pasted" in shown.words())
        assert stands(shown, name) == "It"
        QTest.keyClicks(shown.control(name), "!")
        assert "■ Not pasted" not in shown.words()
        assert stands(shown, name) == "It!"
    QApplication.clipboard().clear()
