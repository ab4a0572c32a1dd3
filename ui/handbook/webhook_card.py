"""Where the team's pager or chat hears of what should be seen to, and whether it takes it."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction

from models.queries.webhook import ESCALATED, QUEUE
from models.queries.webhook_now import WebhookNow
from models.wording import instant_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_POSTED: Final = {
    (ESCALATED, QUEUE):
        "What nobody has seen, and the thresholds above, are posted to {host}{how}.",
    (ESCALATED,): "What nobody has seen is posted to {host}{how}; the thresholds above are not.",
    (QUEUE,): "The thresholds above are posted to {host}{how}; what nobody has seen is not.",
}  # fmt: skip
_HOW: Final = {"generic": "", "chat": ", as a sentence", "pager": ", as incidents of a pager"}


class WebhookCard(Card):
    """Says how it is set; `set_it` opens the sheet for whoever may."""

    def __init__(self, theme: Theme, set_it: QAction) -> None:
        super().__init__(theme, tr("Webhook"), tr("the team's pager or chat; no part of the draft"))
        self.button = ActionButton(theme, set_it, kind="quiet")
        self.corner.addWidget(self.button)
        self._set, self._became = body(wrap=True), muted(wrap=True)
        self.content.addWidget(self._set)
        self.content.addWidget(self._became)

    def show_webhook(self, found: WebhookNow, now: datetime, zone: ZoneInfo) -> None:
        """As it is set, and what became of the last post."""
        if not found.host:
            self._set.setText(tr("Nothing is posted: whoever is told is told by Leadline alone."))
            told, wrong = "", False
        else:
            how = tr(_HOW[found.shape])
            self._set.setText(tr(_POSTED[found.posts], host=found.host, how=how))
            told, wrong = _became(found, now, zone)
        if not found.may_set:
            told = " ".join(filter(None, [told, tr("The lead says where.")]))
        self._became.setText(told)
        self._became.setVisible(bool(told))
        self._became.setProperty("ink", "error" if wrong else "")
        self._became.style().unpolish(self._became)
        self._became.style().polish(self._became)


def _became(found: WebhookNow, now: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    if found.failure:
        return tr("■ The last was not taken. {failure}", failure=found.failure), True
    if not found.running:
        return tr("■ No desk posts to it: run “leadline watch” on one that stays on."), True
    if found.taken_at is None:
        return tr("Nothing was posted in the last day."), False
    return tr("The last was taken {when}.", when=instant_words(found.taken_at, now, zone)), False
