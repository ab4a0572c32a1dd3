"""How many cases like this one there were lately: it may be one trouble of many customers."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from models.queries.case import CaseDetail
from models.queries.similar import CASE, Similar, similar_to
from ui.case.links_card import LinksCard
from ui.messages import tr
from ui.widgets.similar_words import heading_of
from ui.workspace import Workspace


class Alike(QObject):
    """Looks once for each case that comes into view, and says it above the links."""

    def __init__(self, workspace: Workspace, zone: ZoneInfo, card: LinksCard) -> None:
        super().__init__(card)
        self._workspace = workspace
        self._zone = zone
        self._card = card
        self._case_id = 0

    def look(self, case: CaseDetail) -> None:
        """Another case is in view."""
        self._case_id = case.row.id
        self._card.show_similar("")
        now = self._workspace.clock.now()
        query = partial(similar_to, case_id=case.row.id, now=now)
        told = partial(self._show, case.row.id)
        self._workspace.read(query, told, self, "alike", lambda error: None)

    def _show(self, case_id: int, found: Similar) -> None:
        if case_id == self._case_id and found.since is not None:
            words = heading_of(found, self._workspace.clock.now(), self._zone)
            keys = ", ".join(seen.key for seen in found.seen if seen.kind == CASE)
            said = tr("▲ {count}, such as {keys}. Is it one trouble?", count=words, keys=keys)
            self._card.show_similar(said)
