"""What is known at a case: how many were like it lately, and which articles may answer it."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from models.queries.case import CaseDetail
from models.queries.known_here import KnownHere, known_here
from models.queries.likeness import CASE
from models.queries.similar import Similar
from ui.case.links_card import LinksCard
from ui.case.suggested_card import SuggestedCard
from ui.messages import tr
from ui.widgets.similar_words import heading_of
from ui.workspace import Workspace


class Alike(QObject):
    """Looks once for each case that comes into view, and again where its articles changed."""

    def __init__(
        self, workspace: Workspace, zone: ZoneInfo, card: LinksCard, suggested: SuggestedCard
    ) -> None:
        super().__init__(card)
        self._workspace = workspace
        self._zone = zone
        self._card = card
        self._suggested = suggested
        self._case_id = 0

    def look(self, case: CaseDetail) -> None:
        """Another case is in view."""
        self._case_id = case.row.id
        self._card.show_similar("")
        self._card.show_verdicts({})
        self._suggested.show_suggested(())
        self.look_again()

    def look_again(self) -> None:
        """Something was linked with it, or said of an article."""
        query = partial(
            known_here, case_id=self._case_id, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        told = partial(self._show, self._case_id)
        self._workspace.read(query, told, self, "alike", lambda error: None)

    def _show(self, case_id: int, known: KnownHere) -> None:
        if case_id != self._case_id:
            return
        self._card.show_similar(self._many(known.similar))
        self._card.show_verdicts(known.mine)
        self._suggested.show_suggested(known.articles)

    def _many(self, found: Similar) -> str:
        if found.since is None:
            return ""
        words = heading_of(found, self._workspace.clock.now(), self._zone)
        keys = ", ".join(seen.key for seen in found.seen if seen.kind == CASE)
        return tr("▲ {count}, such as {keys}. Is it one trouble?", count=words, keys=keys)
