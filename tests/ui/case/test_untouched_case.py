"""A case that who has it has not touched: the page says so, and who could take it instead."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.watch import sweep
from models.commands.cases import assign
from models.commands.people import add_person
from tests.models.commands.desk import detail, opened
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.case_in_view import CaseInView
from ui.case.untouched import UntouchedCase

SHIFT = Qt.KeyboardModifier.ShiftModifier
SAID = "▲ With Ben Okafor since 14:28, and not touched.\nNext best: Cem Kaya · "


@pytest.fixture
def untouched(shown: Shown) -> Shown:
    """Ana leads, is at the window and gave the case to Ben; Cem could take it."""
    ben = shown.database.write(partial(add_person, name="Ben Okafor")).result
    shown.database.write(partial(add_person, name="Cem Kaya"))
    shown.database.write(partial(assign, case_ids=[shown.case_id], person_id=ben))
    shown.clock.instant += timedelta(minutes=61)
    sweep(shown.database)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: SAID in shown.words())
    return shown


def test_one_key_hands_it_over_to_the_next_best(untouched: Shown) -> None:
    assert "Hand over to Cem Kaya" in untouched.actions.action("case.next-best").text()
    press(Qt.Key.Key_B, SHIFT)
    untouched.wait(lambda case: case.row.assignee == "Cem Kaya")
    untouched.qtbot.waitUntil(lambda: SAID not in untouched.words())
    [given] = [row for row in untouched.case().timeline if row.kind == "assigned"][1:]
    assert given.data["why"]
    assert untouched.said[-1] == "Assigned to Cem Kaya"


def test_one_key_leaves_it_and_the_line_is_gone_at_once(untouched: Shown) -> None:
    assert "Leave it with Ben Okafor" in untouched.actions.action("case.leave").text()
    untouched.page.findChildren(CaseInView)[0].stop()  # it would see it in ten seconds
    press(Qt.Key.Key_K, SHIFT)
    untouched.qtbot.waitUntil(lambda: SAID not in untouched.words())
    assert untouched.case().row.assignee == "Ben Okafor"
    assert not untouched.case().untouched
    assert not untouched.actions.action("case.next-best").isEnabled()


def test_what_is_offered_for_one_case_is_not_given_to_the_next(untouched: Shown) -> None:
    another = detail(untouched.database, opened(untouched.database))
    part = untouched.page.findChild(UntouchedCase)
    assert part is not None
    part.show_case(replace(another, untouched=True))
    assert not untouched.actions.action("case.next-best").isEnabled()  # until it was looked up
    part.show_case(untouched.case())
    untouched.qtbot.waitUntil(untouched.actions.action("case.next-best").isEnabled)


def test_in_a_narrow_window_every_word_of_it_is_in_sight(untouched: Shown) -> None:
    untouched.page.resize(900, 560)
    (line,) = untouched.page.findChildren(UntouchedCase)
    untouched.qtbot.waitUntil(lambda: line.card.width() < 600)
    for label in line.card.findChildren(QLabel):
        if label.isVisible():
            assert label.width() > 300
            assert label.height() >= label.heightForWidth(label.width())
