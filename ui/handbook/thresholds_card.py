"""What of the queue is watched, as the draft says it (rule 24); its file is where it is changed."""

from collections.abc import Sequence

from models.handbook.policy import Policy
from models.handbook.threshold_words import back_words, over_words, subject_words
from models.handbook.thresholds import Threshold
from models.queries.handbook_draft import DraftReading
from models.wording import capitalised, role_name
from ui.handbook.notes import finding_words, findings_at
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable

_MOST = 12
_HOW = (
    "They are changed in a file: “Save as a file” writes the handbook where you say. Change its "
    "[[threshold]] parts, bring it back by “Open a file”, and “Publish”."
)


class ThresholdsCard(Card):
    """A row per threshold: what is looked at, over what it is told, and until when."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Queue thresholds"))
        self._sizes = theme.sizes
        self._policy: Policy | None = None
        self.table = QuietTable(theme, tr("Queue thresholds"))
        self._model = give_columns(self.table, self._columns(), self)
        self._none = muted(
            tr("Nothing of the queue is watched: the commented example in the handbook's file "
               "shows how it is."), wrap=True,
        )  # fmt: skip
        self._said = muted(wrap=True)
        self._said.setProperty("ink", "soon")
        for part in (self._none, self.table, self._said, muted(tr(_HOW), wrap=True)):
            self.content.addWidget(part)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's thresholds, and what the linter finds about them."""
        rows = reading.policy.thresholds
        self._policy = reading.policy
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if list(rows) != list(self._model.rows):
            self._model.show(rows)
            shown = min(max(len(rows), 1), _MOST)
            self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        found = findings_at(reading.findings, "threshold")
        self._said.setText("\n".join(map(finding_words, found)))
        self._said.setVisible(bool(found))

    def _columns(self) -> Sequence[Column]:
        return (
            Column("Watched", 0, lambda row: capitalised(tr(subject_words(row)))),
            Column("Told when over", 150, self._over),
            Column("Until", 170, lambda row: tr(back_words(row))),
            Column("Told to", 170, lambda row: capitalised(role_name(row.role)), "muted"),
        )

    def _over(self, row: Threshold) -> str:
        return tr(over_words(row, self._policy.calendars)) if self._policy is not None else ""
