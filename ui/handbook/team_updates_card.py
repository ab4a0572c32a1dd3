"""How often the team owes itself a word, by priority: beside what it owes its customers."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from models.handbook.lengths import seconds_words
from models.handbook.policy import PRIORITIES
from models.handbook.priority_times import time_path, with_time
from models.handbook.toml_source import key_words
from models.queries.handbook_draft import DraftReading
from ui.handbook.draft_field import DraftField
from ui.handbook.handbook_draft import HandbookDraft
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import muted

_TABLE: Final = "internal_updates"


class TeamUpdatesCard(Card):
    """A field for each priority; an empty one is never."""

    def __init__(self, theme: Theme, draft: HandbookDraft) -> None:
        super().__init__(theme, tr("Updates among ourselves"),
                         tr("a note in the case, so often while it is open"))  # fmt: skip
        self.fields = {priority: _field(priority, draft) for priority in PRIORITIES}
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.wide)
        for field in self.fields.values():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row)
        self.content.addWidget(muted(
            tr("It runs round the clock from the last note. Whoever leads the case by hand is told "
               "when three quarters of it are over and when a note is owed; else whoever has the "
               "case, or the role of its priority."), wrap=True,
        ))  # fmt: skip

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's times."""
        for priority, field in self.fields.items():
            seconds = reading.policy.internal_updates.get(priority)
            before = reading.before.internal_updates.get(priority)
            field.show_words(_words(seconds), tr("never"))
            told = "" if seconds == before else _words(before) or tr("never")
            field.typed.show_change(told)


def _field(priority: str, draft: HandbookDraft) -> DraftField:
    place = key_words(time_path(_TABLE, priority))
    field = DraftField(
        priority, draft, lambda: place,
        lambda words: partial(with_time, table=_TABLE, priority=priority, words=words),
    )  # fmt: skip
    field.typed.setAccessibleName(tr("Updates among ourselves, {priority}", priority=priority))
    field.typed.setMaximumWidth(160)
    return field


def _words(seconds: int | None) -> str:
    return "" if seconds is None else seconds_words(seconds)
