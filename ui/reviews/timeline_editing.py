"""What is done with the rows of a timeline: chosen from the log, written, changed, taken out."""

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.instants import from_seconds
from models.queries.curated_timeline import curated_timeline
from ui.actions import Actions
from ui.review_actions import POSTMORTEMS
from ui.reviews.own_cases_card import OwnCasesCard
from ui.reviews.timeline_card import Row, TimelineCard, TimelineVerbs
from ui.reviews.timeline_chooser import TimelineChooser
from ui.reviews.timeline_forms import row_form
from ui.theme import Theme
from ui.widgets.case_forms import Asked
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


class TimelineEditing(QObject):
    """`card` shows them, of the postmortem that `about` names. `changed`: others than before;
    `failed` carries an error. What is typed of a row is kept until it stands among them."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo,
        cases: OwnCasesCard, editor: QWidget, drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(editor)
        self._theme, self._workspace, self._zone = theme, workspace, zone
        self._cases, self._editor, self._drafts = cases, editor, drafts
        self.about = ""
        verbs = TimelineVerbs(
            actions.add(POSTMORTEMS["rows"], editor, self._choose),
            actions.add(POSTMORTEMS["row"], editor, partial(self._write, None)),
        )
        self.card = TimelineCard(theme, zone, verbs)
        self.card.row_opened.connect(self._write)
        self.card.removed.connect(self._remove)

    def _choose(self) -> None:
        """Among what the log tells of the cases by now."""
        query = partial(curated_timeline, case_ids=self._cases.ids, now=self._workspace.clock.now())
        self._workspace.read(query, self._offer, self, "curated", self.failed.emit)

    def _offer(self, proposed: Sequence[Row]) -> None:
        if self._editor.isVisible():
            TimelineChooser(
                self._theme, self._editor.window(), self._zone, self._cases.keys(), proposed,
                self.card.rows, self._put,
            )  # fmt: skip

    def _write(self, at: int | None) -> None:
        """A new row, or the one at this place."""
        row = self.card.rows[at] if at is not None else None
        beside = self.card.chosen()
        near = self._workspace.clock.now(), self._cases.ids[0] if self._cases.ids else 0
        if beside is not None:
            there = self.card.rows[beside]
            near = from_seconds(there["at"]), there.get("case_id") or 0

        def done(row: Row) -> None:
            rows = list(self.card.rows)
            if at is not None:
                del rows[at]
            rows.append(row)
            self._put(sorted(rows, key=lambda one: one["at"]))

        form = row_form(self._theme, self._zone, self._cases.titles(), row, near, done)
        said = self._workspace.said.emit
        link = f"{row['at']} {row['event_id']}" if row is not None else ""
        self._drafts.open(
            self._theme, self._editor.window(), form, "postmortem-row", _take, said,
            f"{self.about} {link}".strip(),
        )  # fmt: skip

    def _remove(self) -> None:
        gone = set(self.card.selected())
        self._put([row for at, row in enumerate(self.card.rows) if at not in gone])

    def _put(self, rows: Sequence[Row]) -> None:
        self.card.show_rows(rows, self._cases.keys())
        self.changed.emit()


def _take(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
    """Nothing is written: the row goes into the draft."""
    run: Callable[..., object] = asked.command
    run(**asked.given)
    saved()
