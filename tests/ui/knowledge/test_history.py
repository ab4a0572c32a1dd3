"""Every save of an article: what it changed, and bringing one back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from models.commands.articles import Edited, save_article
from models.queries.article import article_detail
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import EXPORTS, Known
from ui.knowledge.history_card import HistoryCard
from ui.knowledge.history_sheet import HistorySheet
from ui.knowledge_actions import COMPARING

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SECOND = EXPORTS.replace("over 2 GB", "over 3 GB") + "More.\n"


@pytest.fixture
def history(known: Known) -> HistoryCard:
    """The saves of KI-1, which has two."""
    told = Edited(1, 1, "Exports stall", SECOND, "confirmed", "Billing", {}, "larger now")
    known.database.write(partial(save_article, edited=told))
    known.page.go_to("KI-1")
    card = known.page.findChild(HistoryCard)
    assert card is not None
    known.qtbot.waitUntil(lambda: card.isVisible() and card.list.count() == 2)
    return card


def opened(known: Known, card: HistoryCard, row: int) -> HistorySheet:
    press(Qt.Key.Key_H)
    assert card.list.hasFocus()
    card.list.setCurrentRow(row)
    press(Qt.Key.Key_Return)
    sheet = next(one for one in known.page.window().findChildren(HistorySheet) if one.isVisible())
    known.qtbot.waitUntil(lambda: bool(sheet.texts.after.toPlainText()))
    return sheet


def test_a_version_says_who_when_and_why_and_shows_what_it_changed(
    known: Known, history: HistoryCard
) -> None:
    assert history.list.item(0).text() == "larger now"
    sheet = opened(known, history, 0)
    assert sheet.texts.after.toPlainText().startswith("~ Exports over 3 GB stall.\n  \n")
    assert "+ More." in sheet.texts.after.toPlainText().split("\n")
    assert sheet.texts.before.toPlainText().startswith("~ Exports over 2 GB stall.")
    assert "Title: Large exports stall → Exports stall" in known.words()
    assert "State: Suspected → Confirmed" in known.words()
    assert not sheet.restore.isVisible()
    press(Qt.Key.Key_Escape)
    assert history.list.hasFocus()


def test_an_earlier_version_comes_back_as_the_next_one(known: Known, history: HistoryCard) -> None:
    opened(known, history, 1)
    press(Qt.Key.Key_Return, CTRL)
    known.qtbot.waitUntil(lambda: history.list.count() == 3)
    found = known.database.read(partial(article_detail, key="KI-1"))
    assert (found.title, found.body, found.number) == ("Large exports stall", EXPORTS, 3)
    assert history.list.item(0).text() == "Version 1 restored"


def test_a_save_that_changed_a_fact_alone_says_which(known: Known, history: HistoryCard) -> None:
    told = Edited(1, 2, "Exports stall", SECOND, "confirmed", "Billing", {"fixed_in": "4.3"})
    known.workspace.write(partial(save_article, edited=told))
    known.qtbot.waitUntil(lambda: history.list.count() == 3)
    opened(known, history, 0)
    assert "Fixed in: – → 4.3" in known.words()
    assert "The text is the same" in known.words()


def test_a_version_is_compared_with_any_other_by_keys(known: Known, history: HistoryCard) -> None:
    third = SECOND.replace("More.", "More of it.")
    told = Edited(1, 2, "Exports stop", third, "confirmed", "Billing", {}, "made plain")
    known.workspace.write(partial(save_article, edited=told))
    known.qtbot.waitUntil(lambda: history.list.count() == 3)
    sheet = opened(known, history, 1)  # the second version
    assert sheet.texts.before.accessibleName() == "Version 1"
    assert [sheet.other.itemText(at) for at in range(sheet.other.count())] == [
        "Version 3 · made plain", "Version 1",
    ]  # fmt: skip
    press(Qt.Key.Key_C, ALT)
    assert sheet.other.hasFocus()
    press(Qt.Key.Key_Up)
    known.qtbot.waitUntil(lambda: sheet.texts.after.accessibleName() == "Version 3")
    assert sheet.texts.before.accessibleName() == "Version 2"  # the earlier one at the left
    assert "+ More of it." in sheet.texts.after.toPlainText().split("\n")
    assert "Title: Exports stall → Exports stop" in known.words()
    press(Qt.Key.Key_Down)
    known.qtbot.waitUntil(lambda: sheet.texts.before.accessibleName() == "Version 1")
    press(Qt.Key.Key_Return, CTRL)  # it is the second one still that is restored
    known.qtbot.waitUntil(lambda: history.list.count() == 4)
    assert known.database.read(partial(article_detail, key="KI-1")).body == SECOND


def test_the_first_version_is_compared_with_nothing(known: Known, history: HistoryCard) -> None:
    sheet = opened(known, history, 1)
    assert sheet.texts.before.accessibleName() == "Nothing before it"
    assert [sheet.other.itemText(at) for at in range(sheet.other.count())] == [
        "Version 2 · larger now", "Nothing: it is the first one",
    ]  # fmt: skip
    assert sheet.texts.after.toPlainText().startswith("+ Exports over 2 GB stall.")


def test_the_keys_of_a_comparison_are_actions_alive_while_one_is_open(
    known: Known, history: HistoryCard
) -> None:
    actions = [known.actions.action(spec.id) for spec in COMPARING.values()]
    assert not any(action.isEnabled() for action in actions)
    sheet = opened(known, history, 0)
    assert all(action.isEnabled() for action in actions)
    told = sheet.texts.told.text()
    sheet.choose_other()
    press(Qt.Key.Key_Tab)  # wherever the keyboard is in the sheet
    press(Qt.Key.Key_Down, ALT)
    assert (told, sheet.texts.told.text()) == ("Change 1 of 2", "Change 2 of 2")
    known.do("next_change")
    assert sheet.texts.told.text() == "Change 1 of 2"
    press(Qt.Key.Key_Escape)
    assert not any(action.isEnabled() for action in actions)
