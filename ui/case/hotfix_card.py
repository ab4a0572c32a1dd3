"""When the hotfix of a case comes, or since when it is out."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from models.handbook.incident import HOTFIX
from models.handbook.instants import from_seconds, maybe_from_seconds
from models.handbook.intake import OPEN
from models.queries.case import CaseDetail
from ui.case.entries import ZoneNow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body


@dataclass(frozen=True)
class Hotfix:
    """For when it is scheduled, what it is, and since when it is out."""

    at: datetime
    what: str
    shipped_at: datetime | None


def hotfix_of(case: CaseDetail) -> Hotfix | None:
    """The hotfix of a case, where one was scheduled."""
    held = case.fields.get(HOTFIX) or {}
    if "at" not in held:
        return None
    return Hotfix(
        from_seconds(held["at"]), str(held.get("what") or ""),
        maybe_from_seconds(held.get("shipped_at")),
    )  # fmt: skip


class HotfixCard(Card):
    """Offered for an open P2; otherwise out of sight until one was scheduled."""

    def __init__(self, theme: Theme, schedule: QAction, shipped: QAction, dropped: QAction) -> None:
        super().__init__(theme, tr("Hotfix"))
        self._schedule = ActionButton(theme, schedule, kind="link")
        self._verbs = [ActionButton(theme, one, kind="link") for one in (shipped, dropped)]
        self.corner.addWidget(self._schedule)
        self._said = body(wrap=True)
        self.content.addWidget(self._said)
        for verb in self._verbs:
            self.content.addWidget(verb, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show what is known of it."""
        found = hotfix_of(case)
        offered = case.row.priority == "P2" and case.row.status in OPEN
        self.setVisible(found is not None or offered)
        self._schedule.setVisible(case.row.status in (*OPEN, "resolved"))
        waits = found is not None and found.shipped_at is None
        for verb in self._verbs:
            verb.setVisible(waits)
        words, ink = _words(found, at)
        self._said.setText(words)
        if self._said.property("ink") != ink:
            self._said.setProperty("ink", ink)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)


def _words(found: Hotfix | None, at: ZoneNow) -> tuple[str, str]:
    if found is None:
        return tr("None is scheduled."), ""
    what = tr(": {what}", what=inline(found.what)) if found.what else ""
    if found.shipped_at is not None:
        return tr("✓ Shipped {when}", when=at.words(found.shipped_at)) + what, ""
    if found.at < at.now:
        return tr("■ Was to ship {when}", when=at.words(found.at)) + what, "breached"
    return tr("● Ships {when}", when=at.words(found.at)) + what, ""
