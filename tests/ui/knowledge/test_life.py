"""An article from a draft to the archive by keys alone, with who did what and why beside it."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.commands.article_life import ask_review
from models.commands.articles import NewArticle, write_article
from models.commands.people import add_person
from models.database import Database
from models.queries.article import ArticleDetail, article_detail
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known
from ui.knowledge.life_card import LifeCard
from ui.widgets.form_sheet import FormSheet
from ui.widgets.growing_text import GrowingText
from ui.widgets.wheel_free import WheelFreeBox

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEY = "KI-2"


@pytest.fixture
def draft(known: Known) -> Known:
    """A draft of Ana's, who is at the window, in view; Ben is on the team too."""
    ana = known.database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    known.database.write(partial(add_person, name="Ben Okafor"))
    known.database.person_id = known.workspace.person_id = ana
    new = NewArticle("known_issue", "Sign-in comes back", "Always.")
    known.database.write(partial(write_article, new=new))
    known.page.go_to(KEY)
    known.settle()
    return known


def article(known: Known) -> ArticleDetail:
    return known.database.read(partial(article_detail, key=KEY))


def sheet(known: Known) -> FormSheet:
    known.qtbot.waitUntil(lambda: bool(_open(known)))
    return _open(known)[0]


def _open(known: Known) -> list[FormSheet]:
    return [one for one in known.page.window().findChildren(FormSheet) if one.isVisible()]


def answered(known: Known) -> None:
    press(Qt.Key.Key_Return, CTRL)
    known.settle()
    known.qtbot.waitUntil(lambda: not _open(known))


def type_in(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def say_why(known: Known, key: Qt.Key, why: str) -> None:
    press(key, SHIFT)
    known.settle()
    sheet(known)
    type_in(why)
    answered(known)


def life(known: Known) -> list[str]:
    (card,) = known.page.findChildren(LifeCard)
    return [words.text() for words in card.findChildren(type(card._note)) if words.isVisible()]


def offered(known: Known) -> set[str]:
    names = ("review", "publish", "verify", "doubt", "send_back", "archive")
    return {name for name in names if known.actions.action(f"knowledge.{name}").isEnabled()}


def test_it_is_reviewed_published_verified_and_retired_without_a_mouse(draft: Known) -> None:
    assert offered(draft) == {"review", "publish", "archive"}
    press(Qt.Key.Key_Q, SHIFT)
    draft.settle()
    asked = sheet(draft)
    (who,) = asked.findChildren(WheelFreeBox)
    assert [who.itemText(at) for at in range(who.count())] == ["Ben Okafor"]
    answered(draft)
    now = article(draft)
    assert (now.status, now.reviewer, now.due_on) == ("in_review", "Ben Okafor", "2026-05-19")
    press(Qt.Key.Key_P, SHIFT)  # she leads
    draft.settle()
    assert article(draft).status == "published"
    say_why(draft, Qt.Key.Key_D, "4.2 is out")
    assert article(draft).status == "needs_verification"
    assert offered(draft) == {"publish", "verify", "send_back", "archive"} - {"publish"}
    press(Qt.Key.Key_V, SHIFT)
    draft.settle()
    assert article(draft).status == "published"
    say_why(draft, Qt.Key.Key_X, "Fixed in 4.3")
    assert article(draft).status == "archived"
    draft.qtbot.waitUntil(lambda: "Fixed in 4.3" in "\n".join(life(draft)))
    told = "\n".join(life(draft))
    for words in ("Archived", "It still holds", "4.2 is out", "Ana Ruiz · "):
        assert words in told


def test_a_release_has_what_is_published_about_the_product_verified(draft: Known) -> None:
    press(Qt.Key.Key_P, SHIFT)
    draft.settle()
    press(Qt.Key.Key_Y, SHIFT)
    draft.settle()
    sheet(draft)
    press(Qt.Key.Key_Return, CTRL)
    draft.settle()
    draft.qtbot.waitUntil(lambda: bool(_open(draft)))  # which product is not said yet
    press(Qt.Key.Key_Escape)
    draft.page.go_to("HT-1")
    draft.settle()
    press(Qt.Key.Key_Y, SHIFT)
    draft.settle()
    sheet(draft)
    type_in("4.3")
    answered(draft)
    found = draft.database.read(partial(article_detail, key="HT-1"))
    assert found.status == "needs_verification"


def test_who_may_not_publish_is_told_who_does(draft: Known, database: Database) -> None:
    ben = 2
    one = article(draft)
    database.person_id = draft.workspace.person_id = ben
    database.write(partial(ask_review, article_id=one.id, reviewer_id=1, due_on=None))
    draft.page.pane.read()
    draft.settle()
    press(Qt.Key.Key_P, SHIFT)
    draft.settle()
    draft.qtbot.waitUntil(lambda: "KI-2 waits for Ana Ruiz." in draft.words())
    assert article(draft).status == "in_review"


def test_a_reason_typed_and_left_is_there_when_the_sheet_opens_again(
    draft: Known, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_X, SHIFT)
    draft.settle()
    sheet(draft)
    type_in("Nobody asks")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _open(draft))
    press(Qt.Key.Key_X, SHIFT)
    draft.settle()
    (why,) = sheet(draft).findChildren(GrowingText)
    assert why.toPlainText() == "Nobody asks"


def test_a_step_is_never_of_the_article_before(draft: Known) -> None:
    """Another is chosen, and a key comes before it was read."""
    draft.page.pane.show_key("HT-1")
    press(Qt.Key.Key_P, SHIFT)
    draft.settle()
    assert article(draft).status == "draft"


def test_nothing_is_done_to_an_article_that_is_out_of_sight(draft: Known) -> None:
    press(Qt.Key.Key_Escape)
    draft.settle()
    press(Qt.Key.Key_Slash)
    type_in("zebra")
    draft.qtbot.waitUntil(lambda: not draft.page.pane.isVisible())
    draft.settle()
    for name in ("publish", "edit", "archive"):
        assert not draft.actions.action(f"knowledge.{name}").isEnabled()


@pytest.mark.parametrize("verb", ["review", "owner"])
def test_who_is_on_the_team_is_not_asked_over_another_page(draft: Known, verb: str) -> None:
    draft.actions.action(f"knowledge.{verb}").trigger()
    draft.page.hide()
    draft.settle()
    assert not draft.page.window().findChildren(FormSheet)
