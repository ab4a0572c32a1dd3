"""Articles that may answer a case, by keyboard: read, answered with, judged, and one written."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from models.queries.article import article_detail
from models.queries.known_here import KnownHere, known_here
from tests.ui.articles import article_read, write_known_issue
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import SHIFT, type_words
from tests.ui.case.test_links import ALT, card, lines
from tests.ui.keyboard import press
from ui.case.suggested_card import SuggestedCard
from ui.to_edit import ToEdit

CTRL = Qt.KeyboardModifier.ControlModifier
HELPED = "Large exports stall, Workaround from · KI-1 · ✓ It helped, you said"


def suggested(shown: Shown) -> SuggestedCard:
    [found] = shown.page.findChildren(SuggestedCard)
    return found


def offered(shown: Shown) -> None:
    """Write what is known, and look at the case anew."""
    write_known_issue(shown.database)
    shown.page.left()
    shown.page._belonging._alike.look_again()
    shown.qtbot.waitUntil(suggested(shown).isVisible)


def reply(shown: Shown) -> QPlainTextEdit:
    return shown.page._composer.text


def known(shown: Shown) -> KnownHere:
    now, me = shown.clock.now(), shown.database.person_id
    return shown.database.read(partial(known_here, case_id=shown.case_id, now=now, me=me))


def test_one_key_puts_the_workaround_into_the_reply_and_links_its_article(shown: Shown) -> None:
    assert not suggested(shown).isVisible()
    offered(shown)
    words = [label.text() for label in suggested(shown).findChildren(QLabel)]
    assert "The words Exports, stall, Export" in words
    press(Qt.Key.Key_R, SHIFT)
    shown.wait(lambda case: [(one.key, one.why) for one in case.links] == [("KI-1", "answer")])
    linked = "KI-1 is linked: its workaround is in the reply"
    shown.qtbot.waitUntil(lambda: linked in shown.said)
    assert reply(shown).toPlainText() == "Export month by month."
    assert reply(shown).hasFocus()
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: not suggested(shown).isVisible())
    shown.qtbot.waitUntil(lambda: bool(lines(shown)))
    shown.page.focus_first()
    press(Qt.Key.Key_H)
    shown.qtbot.waitUntil(lambda: lines(shown) == [HELPED])
    assert "H it helped" in "\n".join(w.text() for w in card(shown).findChildren(QLabel))


def test_what_is_wrong_here_is_said_why_and_suggested_no_more(shown: Shown) -> None:
    offered(shown)
    press(Qt.Key.Key_S, ALT)
    assert suggested(shown).list.hasFocus()
    press(Qt.Key.Key_Z, SHIFT)
    words = shown.sheet().findChild(QPlainTextEdit, "words")
    assert words is not None
    shown.qtbot.waitUntil(words.hasFocus)
    type_words("Only for 4.1")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: known(shown).mine == {"KI-1": "wrong"})
    shown.qtbot.waitUntil(lambda: not suggested(shown).isVisible())


def test_an_article_is_read_and_answered_with_from_its_sheet(shown: Shown) -> None:
    offered(shown)
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    article_read(shown.qtbot, shown.page.window())
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: [one.why for one in case.links] == ["answer"])
    assert reply(shown).toPlainText() == "Export month by month."


def test_a_known_issue_is_written_from_the_case_in_one_step(shown: Shown) -> None:
    with shown.qtbot.waitSignal(shown.page.place_requested) as wished:
        press(Qt.Key.Key_W, ALT)
    assert wished.args == ["knowledge", ToEdit("KI-1")]
    one = shown.database.read(partial(article_detail, key="KI-1"))
    assert (one.title, one.status) == ("Exports stall at 90 %", "draft")
    assert "Export everything" in one.body
    assert "KI-1 is a draft, linked with this case" in shown.said
    shown.wait(lambda case: [one.key for one in case.links] == ["KI-1"])


def test_without_anything_known_the_keys_say_so(shown: Shown) -> None:
    press(Qt.Key.Key_R, SHIFT)
    press(Qt.Key.Key_H)
    press(Qt.Key.Key_Z, SHIFT)
    assert shown.said == [
        "No article is known that may answer it", *["No article is linked or suggested here"] * 2,
    ]  # fmt: skip
