"""The plain questions: an answer is a click, and what follows stands beside it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.promise_field import PromiseField
from ui.handbook.question_card import QuestionCard
from ui.widgets.page_scroll import PageScroll


def open_questions(shown: Shown) -> dict[str, QuestionCard]:
    shown.actions.action("handbook.questions").trigger()
    return shown.page.sections.questions.cards


def button(card: QuestionCard, words: str) -> QRadioButton:
    return next(one for one in card.findChildren(QRadioButton) if one.text().startswith(words))


def test_each_answer_says_what_follows(shown: Shown) -> None:
    cards = open_questions(shown)
    assert {"p3_hours", "edge", "raise_from", "cadence", "reopen"} < set(cards)
    closing = button(cards["edge"], "At closing time")
    assert closing.isChecked()
    assert closing.accessibleDescription().endswith("due Monday 17:00.")
    assert "due Tuesday 09:00." in shown.words(cards["edge"])


def test_an_answer_changes_the_handbook(shown: Shown) -> None:
    cards = open_questions(shown)
    QTest.mouseClick(button(cards["edge"], "At the next opening"), Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.draft.edge == "opening"
    QTest.mouseClick(button(cards["cadence"], "Yes"), Qt.MouseButton.LeftButton)
    shown.settle()
    target = shown.draft.target("P3", "next_update")
    assert target is not None
    assert target.sla == target.slo
    shown.actions.action("handbook.targets").trigger()
    assert shown.row("P3", "next_update").fields["sla"].text() == "1 business day"


def test_the_arrows_choose_an_answer(shown: Shown) -> None:
    cards = open_questions(shown)
    business = button(cards["p3_hours"], "Business hours")
    assert business.hasFocus()
    press(Qt.Key.Key_Down)
    shown.settle()
    target = shown.draft.target("P3", "first_response")
    assert target is not None
    assert target.calendar == "round_the_clock"


def test_the_window_of_a_reopened_case_is_typed_where_it_is_asked(shown: Shown) -> None:
    card = open_questions(shown)["reopen"]
    field = card.findChild(PromiseField)
    assert field is not None
    assert not field.isVisible()
    QTest.mouseClick(button(card, "It goes on when"), Qt.MouseButton.LeftButton)
    shown.settle()
    assert field.text() == "24 h"
    shown.type_at(field, "36 h")
    assert shown.draft.reopen_grace_seconds == 36 * 3600
    assert "Within 36 h" in shown.words(card)
    shown.type_at(field, "a while")
    assert "“a while” is not a time" in shown.words(card)
    assert field.text() == "a while"


def test_in_a_small_window_they_stand_below_each_other(shown: Shown) -> None:
    open_questions(shown)
    scroll = next(one for one in shown.page.findChildren(PageScroll) if one.isVisible())
    for width, columns in ((1_200, 2), (900, 1), (1_200, 2)):
        shown.page.resize(width, 560)
        shown.qtbot.waitUntil(
            lambda many=columns: (
                many  # type: ignore[misc]
                == len({card.x() for card in shown.page.sections.questions.cards.values()})
            )
        )
        assert scroll.horizontalScrollBar().maximum() == 0
