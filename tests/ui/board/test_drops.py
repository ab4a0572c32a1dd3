"""What a drop says and does where cards come from several columns."""

from dataclasses import dataclass
from typing import cast

from models.queries.board import BoardColumn
from models.queries.board_cards import BoardCard
from ui.board.drops import Carried, drop_on
from ui.theme import Theme


@dataclass(frozen=True)
class Row:
    """As much of a case as a drop looks at."""

    priority: str
    provisional: bool = False


@dataclass(frozen=True)
class Card:
    """As much of a card."""

    case: Row


def carried(*priorities: str) -> Carried:
    cards = [cast("BoardCard", Card(Row(one))) for one in priorities]
    return Carried(cards, f"{len(cards)} cases", None)


def test_of_cards_of_several_skills_it_is_not_known_which_is_needed_no_more(theme: Theme) -> None:
    drop = drop_on(theme, "skill", BoardColumn("", ""), carried("P2", "P3"))
    assert not drop.possible
    assert drop.words == ("Of which skill? Take cards up from one column.",)


def test_a_card_that_has_the_priority_is_not_said_to_be_lowered(theme: Theme) -> None:
    raised = drop_on(theme, "priority", BoardColumn("P2", "P2"), carried("P2", "P3"))
    assert raised.words[0].startswith("Raised")
    lowered = drop_on(theme, "priority", BoardColumn("P2", "P2"), carried("P2", "P1"))
    assert lowered.words[0].startswith("Lowered")
