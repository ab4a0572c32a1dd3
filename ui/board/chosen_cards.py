"""The cards that an action of the board is about, and what the person saw of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.commands.bulk import Refused
from models.commands.meanwhile import ChangedMeanwhile
from ui.board.card_rows import CardRows
from ui.board.chosen import Chosen
from ui.bulk_edit import Versions, versions_seen
from ui.messages import counted
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard


class ChosenCards(QObject):
    """Those that are selected, or else the one of the keyboard (`at_hand`)."""

    def __init__(
        self, workspace: Workspace, rows: CardRows, chosen: Chosen,
        at_hand: Callable[[], int | None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._rows, self._chosen = workspace, rows, chosen
        self._at_hand = at_hand
        self._told: Versions = {}

    def selected(self) -> list[int]:
        """Their cases, in the order in which they were selected."""
        case_id = self._at_hand()
        return self._chosen.ids or [one for one in (case_id,) if one is not None]

    def cards(self, case_ids: Sequence[int]) -> "list[BoardCard]":
        """Those that were fetched."""
        found = map(self._rows.card, case_ids)
        return [card for card in found if card is not None]

    def words_for(self, case_ids: Sequence[int]) -> str:
        """The key of one case, or how many there are."""
        cards = self.cards(case_ids) if len(case_ids) == 1 else []
        if cards:
            return cards[0].case.key
        return counted(len(case_ids), "1 case", "{count} cases")

    def priority_of(self, case_id: int) -> str:
        """The priority a case has now."""
        card = self._rows.card(case_id)
        return card.case.priority if card is not None else "P2"

    def versions(self, case_ids: Sequence[int]) -> Versions:
        """Which version of each case the person saw, or was told of."""
        seen = {card.id: card.case.version for card in self.cards(case_ids)}
        for case_id, version in self._told.items():
            if case_id in seen:
                seen[case_id] = max(seen[case_id], version)
        return versions_seen(self._workspace, self, case_ids, seen)

    def tell(self, error: Exception) -> None:
        """Who was told that a case was changed may do it again, whether its card is in sight."""
        if isinstance(error, (ChangedMeanwhile, Refused)):
            self._told.update(error.versions)
