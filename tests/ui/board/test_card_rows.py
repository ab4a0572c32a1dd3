"""Cards fetched for the board: what is older never takes the place of what is newer."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QCoreApplication

from models.queries.board_cards import BoardCard
from ui.board.card_rows import CardRows


@dataclass(frozen=True)
class Card:
    """As much of a card as is looked at here."""

    id: int
    title: str


def card(case_id: int, title: str) -> BoardCard:
    return cast("BoardCard", Card(case_id, title))


def asked(rows: CardRows, *ids: int) -> list[list[int]]:
    found: list[list[int]] = []
    rows.wanted.connect(found.append)
    rows.want(ids)
    QCoreApplication.processEvents()
    rows.wanted.disconnect(found.append)
    return found


def test_an_answer_that_was_overtaken_changes_nothing(qapp: QCoreApplication) -> None:
    rows = CardRows()
    rows.show_cards([card(1, "new"), card(2, "b")], turn=2)
    rows.show_cards([card(1, "old"), card(3, "c")], turn=1)
    assert [rows.card(one) for one in (1, 2, 3)] == [card(1, "new"), card(2, "b"), card(3, "c")]


def test_what_is_out_of_sight_is_read_again_once_something_happened(
    qapp: QCoreApplication,
) -> None:
    rows = CardRows()
    rows.show_cards([card(1, "a"), card(2, "b")], turn=1)
    assert asked(rows, 1, 2) == []
    rows.age([1], turn=1)
    assert rows.card(2) == card(2, "b")  # it stays in view until the other is here
    assert asked(rows, 1, 2) == [[2]]
    assert asked(rows, 1, 2) == []
    rows.show_cards([card(2, "other")], turn=2)
    assert (rows.card(2), rows.is_missing(2)) == (card(2, "other"), False)


def test_what_was_on_its_way_when_something_happened_is_read_again_too(
    qapp: QCoreApplication,
) -> None:
    rows = CardRows()
    rows.show_cards([card(1, "a"), card(2, "b")], turn=1)
    rows.age([1], turn=2)
    rows.show_cards([card(2, "b"), card(3, "c")], turn=2)  # read before it happened
    assert asked(rows, 2, 3) == [[2, 3]]
    rows.show_cards([card(2, "other"), card(3, "other")], turn=3)
    assert asked(rows, 1, 2, 3) == []
