"""Naughty strings on a case page: what is said comes back to the letter, and steers nothing."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from models.commands.contacts import add_note, log_customer_message
from models.commands.facts import edit_facts
from models.handbook.zones import zone
from models.work import Work
from tests.naughty import MARKED_UP, REFUSED, SHORT
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, composer, texts, timeline
from tests.ui.keyboard import press
from ui.case.entries import ZoneNow, entries_of
from ui.widgets.banner import Banner

HANDFUL = (
    MARKED_UP,
    "=HYPERLINK(\"http://127.0.0.1:9\",\"x\")",
    "{{ 7 * 7 }} {% for a in b %} ${7*7}",
    "a\u202eb\u202c \u2066c\u2069 שלום 👩‍👩‍👧‍👦",
    "a\x1b[31mb\u00a0c\u3000d\n\n# head\n* [link](javascript:alert(1)) ![i](file:///etc/passwd)",
)  # fmt: skip


def paste(words: str) -> None:
    QApplication.clipboard().setText(words)
    press(Qt.Key.Key_V, CTRL)


def test_a_reply_a_note_and_a_customer_s_words_come_back_to_the_letter(shown: Shown) -> None:
    for text in HANDFUL:
        for key in (Qt.Key.Key_R, Qt.Key.Key_I):
            press(key)
            paste(text)
            press(Qt.Key.Key_Return, CTRL)
            shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
            timeline(shown).setFocus()
    told = [str(row.data["text"]) for row in shown.case().timeline[1:]]
    assert told == [text for text in HANDFUL for _ in range(2)]
    shown.qtbot.waitUntil(lambda: texts(shown)[1:] == told)
    labels = [label for label in shown.page.window().findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} <= {Qt.TextFormat.PlainText}
    assert len(shown.said) == len(told)  # each with its toast
    QApplication.clipboard().clear()


def test_every_string_of_the_list_stands_in_the_conversation_and_the_facts(shown: Shown) -> None:
    def fill(work: Work) -> None:
        for number, text in enumerate(SHORT):
            (add_note if number % 2 else log_customer_message)(work, shown.case_id, text)

    for text in SHORT:
        facts = {"steps": text, "product": text, "impact": text}
        shown.database.write(partial(edit_facts, case_id=shown.case_id, facts=facts))
        assert shown.case().fields["steps"] == text.strip()
    shown.database.write(fill)
    told = shown.case()
    entries = entries_of(told, ZoneNow(zone("Europe/Berlin"), shown.clock.now()))
    words = [entry.text for entry in entries if entry.look in ("note", "customer")]
    assert words == [text.strip() for text in SHORT]
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: len(texts(shown)) == len(entries))
    timeline(shown).viewport().grab()  # whatever it is, it is drawn


def test_what_cannot_be_kept_of_a_reply_is_refused_with_the_reason_and_stays(shown: Shown) -> None:
    def told(words: str) -> bool:
        banners = shown.page.findChildren(Banner)
        return any(words in one.accessibleName() for one in banners if one.isVisible())

    press(Qt.Key.Key_R)
    paste(REFUSED["nul"])
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: told("The text holds a NUL character after “a”."))
    paste(REFUSED["ten million"])
    shown.qtbot.waitUntil(lambda: told("Not pasted"))
    assert composer(shown).text.toPlainText() == REFUSED["nul"]
    assert len(shown.case().timeline) == 1
    QApplication.clipboard().clear()
