"""On the page of reviews stands what of the team's knowledge waits, for whom, and since when."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.commands.article_life import ask_review, have_verified, own_article, send_back
from models.queries.article_life import all_waiting
from models.queries.people import team
from tests.ui.reviews.conftest import Shown
from ui.reviews.waiting_card import WaitingCard


def test_what_waits_is_listed_the_longest_due_first_and_enter_opens_it(
    shown: Shown, qtbot: QtBot
) -> None:
    (card,) = shown.page.findChildren(WaitingCard)
    assert card.isHidden()
    places: list[tuple[str, object]] = []
    shown.page.place_requested.connect(lambda place, where: places.append((place, where)))
    database, now = shown.database, shown.database.clock.now()
    people = {one.name: one.id for one in database.read(team)}
    ana, ben = people["Ana Ruiz"], people["Ben Okafor"]
    database.write(partial(own_article, article_id=1, owner_id=ana))
    database.write(partial(have_verified, article_id=1, why="4.2 is out."))
    database.write(partial(have_verified, article_id=2, why="Wrong."))
    database.write(partial(send_back, article_id=2, why="Say more."))
    database.write(partial(ask_review, article_id=2, reviewer_id=ben, due_on=date(2026, 5, 1)))
    shown.page.activated()
    qtbot.waitUntil(lambda: not card.isHidden())
    told = [card.list.item(row) for row in range(card.list.count())]
    review, verify = database.read(partial(all_waiting, now=now))
    assert [item.text().split()[0] for item in told] == [review.key, verify.key]
    assert (review.who, review.late, verify.who) == ("Ben Okafor", True, "Ana Ruiz")
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    assert places == [("knowledge", review.key)]
