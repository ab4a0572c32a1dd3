"""The queue page: what breaches next, filters that say what is on, and bulk edit."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.changes import Changes
from models.handbook.intake import ENDED
from models.queue_filter import QueueFilter
from ui.actions import Actions, Offer, Reach
from ui.messages import tr
from ui.page import Page
from ui.page_actions import QUEUE
from ui.ports import DeskCover, DeskCrossing, Preferences
from ui.queue.assigning import Assigning
from ui.queue.bulk_actions import add_bulk_actions
from ui.queue.bulk_bar import BulkBar
from ui.queue.chosen_cases import ChosenCases
from ui.queue.filter_bar import FilterBar
from ui.queue.queue_actions import add_queue_actions
from ui.queue.queue_body import QueueBody
from ui.queue.queue_model import QueueModel
from ui.queue.queue_reader import QueueReader
from ui.queue.queue_table import QueueTable
from ui.queue.queue_words import subtitle
from ui.queue.red_lines import RedLine, RedLines
from ui.queue.selection import count_selected, keep, restore
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.filter_words import cleared
from ui.widgets.retry_banner import RetryBanner
from ui.widgets.row_times import RowTimes
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.queue import Pulse, QueueRow
    from ui.queue.bulk_edit import BulkEdit
    from ui.widgets.form_draft import FormDrafts

_PULSE_MS = 15_000


class QueuePage(Page):
    """Cases, next to breach first. Times are right, news comes every ten seconds."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        actions: Actions,
        walk: Walk,
        preferences: Preferences,
        drafts: "Callable[[], FormDrafts]",
    ) -> None:
        super().__init__(tr("Queue"))
        self._theme = theme
        self._workspace = workspace
        self._walk = walk
        self._drafts = drafts
        self._all_actions = actions
        self._people: dict[int, str] = {}
        self._pulse: Pulse | None = None
        self._reader = QueueReader(workspace, self)
        self._model = QueueModel(self)
        self._table = QueueTable(theme, self._model, preferences)
        self._banner = RetryBanner(theme)
        self._unwatched, self._crossed = RedLine(theme), RedLines(theme)
        self._unwatched.setObjectName("unwatched")
        own = self._add_actions(actions)
        self._filters = FilterBar(theme, workspace, drafts, own)
        self._chosen = ChosenCases(self._table, self._model, workspace)
        self._assigning = Assigning(
            theme, workspace, self, self._chosen.selected, self._open_case,
            lambda error: self._banner.show_failure(error, "", None),
        )  # fmt: skip
        bulk = add_bulk_actions(actions, self, self._chosen.selected, lambda: self._bulk)
        self._bar = BulkBar(theme, bulk)
        self._body = QueueBody(
            theme, self._table, own["clear"], own["ended"],
            self._to_place("import", tr("Import a log")),
            self._to_place("reviews", tr("Open the reviews")),
        )  # fmt: skip
        self._lay_out()
        self._connect()

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._times.start()
        self._look_again.start()
        if self._pulse is None:
            self._reader.show(self._reader.shown)
            self._read_people()
            self._filters.read_views()
        else:
            self._reader.look()
            self._tick()
        self._follow_walk()

    def left(self) -> None:
        """Out of view: no need to read."""
        self._times.stop()
        self._look_again.stop()

    def buttons(self) -> list[QAction]:
        """The way to a new case, where the window has one; it has the key."""
        return [action for spec, action in self._all_actions if spec.id == "go.new"]

    def main_button(self) -> QAction | None:
        """What a queue is filled by."""
        return next(iter(self.buttons()), None)

    def focus_first(self) -> None:
        """Work begins in the table."""
        self._table.setFocus()

    def case_at_hand(self) -> int | None:
        """The case of the keyboard."""
        row = self._table.current_row()
        return self._model.ids[row] if row is not None else None

    def show_cover(self, cover: DeskCover) -> None:
        """In red, what nobody watches."""
        self._unwatched.say(cover.nobody, cover.why)

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        """In red, what the queue is over, and who was told."""
        self._crossed.show_lines([(one.what, one.told) for one in crossings])

    # ---- bulk edit ----

    @cached_property
    def _bulk(self) -> "BulkEdit":
        from ui.queue.bulk_edit import BulkEdit

        return BulkEdit(
            self._theme, self._workspace, self, self._chosen, self._banner.show_failure,
            self._drafts(),
        )  # fmt: skip

    # ---- what was read ----

    def _show_pulse(self, pulse: "Pulse") -> None:
        self._pulse = pulse
        self._filters.show_counts(pulse.counts)
        self.count_changed.emit(pulse.open_cases)
        self._say()
        self._show_body()

    def _show_ids(self, ids: "array[int]", complete: bool) -> None:
        same = ids == self._model.ids
        kept = keep(self._table, self._model.ids)
        if self._model.show_ids(ids):
            restore(self._table, ids, kept)
        self._banner.settle(self._read_again)
        self._show_body(complete)
        if not same:
            self._table.viewport().repaint()  # before more is read: that would take its time
        self._tick()

    def _show_body(self, complete: bool = True) -> None:
        shown, pulse = self._reader.shown, self._pulse
        self._body.show_cases(bool(self._model.ids) or not complete, shown, pulse)
        self._bar.setVisible(bool(self._model.ids))

    def _tick(self) -> None:
        """The times in sight, read again."""
        self._reader.fetch(self._table.in_sight()[:200])

    def _show_rows(self, rows: "list[QueueRow]") -> None:
        self._banner.settle(self._read_again)
        self._model.show_rows(rows)
        self._rest()

    def _rest(self) -> None:
        """Until a row in sight looks another."""
        in_sight = map(self._model.row_of, self._table.in_sight())
        changes = (row.changes_at for row in in_sight if row is not None)
        self._times.shown(changes, self._workspace.clock)

    def _read_people(self) -> None:
        from models.queries.people import people_names

        self._workspace.read(people_names, self._know, self, "people", self._read_failed)

    def _know(self, people: list[tuple[int, str]]) -> None:
        self._people = dict(people)
        self._filters.show_filter(self._reader.shown, self._people)

    def _say(self) -> None:
        chosen = count_selected(self._table)
        if self._pulse is not None:
            self.set_subtitle(subtitle(self._pulse, self._reader.shown))
        self._bar.say(tr("{count} selected", count=f"{chosen:,}"))

    # ---- what goes wrong ----

    def _read_failed(self, error: Exception) -> None:
        self._model.ask_again()
        self._times.failed()
        self._banner.show_failure(error, tr("Try again"), self._read_again)

    def _read_again(self) -> None:
        self._reader.show(self._reader.shown)
        self._read_people()

    # ---- what the person does ----

    def _choose(self, shown: QueueFilter) -> None:
        if shown != self._reader.shown:
            self._table.forget_widths()
            self._walk.shown = shown
            self._reader.show(shown)
        self._filters.show_filter(shown, self._people)
        self._say()

    def _clear(self) -> None:
        self._choose_whole(cleared(replace(self._reader.shown, chip="open")))
        self.focus_first()

    def _choose_whole(self, shown: QueueFilter) -> None:
        """Another filter, and nothing of the one before: not words that are not on yet either."""
        self._choose(shown)
        self._filters.show_words(shown.text)

    def _ask_filter(self) -> None:
        from ui.widgets.filter_sheet import FilterSheet

        people = sorted(self._people.items(), key=lambda item: item[1])
        words = tr("Filter the queue")
        sheet = FilterSheet(self._theme, self.window(), self._reader.shown, people, words)
        sheet.filter_chosen.connect(self._choose)
        sheet.show_sheet()

    def _save_view(self) -> None:
        """Its sheet depends on who is at the window."""
        if self._is_known("save-view"):
            self._filters.save_view()

    def _is_known(self, name: str) -> bool:
        """Whether it is known who is at the window; before that, the window waits to do this."""
        if not self._times.going:
            self._all_actions.wanted.emit(Offer(QUEUE[name], Reach.ELSEWHERE))
        return self._times.going

    def _open_row(self) -> None:
        case_id = self.case_at_hand()
        if case_id is not None:
            self._open_case(case_id)

    def _open_case(self, case_id: int) -> None:
        self._walk.case_id = None
        self.open_case_requested.emit(case_id)

    def _assign(self, name: str) -> None:
        if self._is_known(name):
            does = self._assigning
            run = {"next": does.take_next, "propose": does.propose, "take-back": does.take_back}
            run[name]()

    def _follow_walk(self) -> None:
        """Back from a walk through the cases: the keyboard is on the one looked at last."""
        case_id, self._walk.case_id = self._walk.case_id, None
        if case_id is not None and case_id in self._model.ids:
            self._table.go_to_row(self._model.ids.index(case_id))

    def _changed(self, changes: Changes) -> None:
        self._filters.changed(changes)
        if "person" in changes.kinds:
            self._read_people()
        if self.isVisible():
            self._reader.look()
            self._tick()

    def _to_place(self, place_id: str, words: str) -> QAction:
        """What an empty queue offers; the place itself has the shortcut."""
        action = QAction(words, self)
        action.triggered.connect(lambda: self.place_requested.emit(place_id, None))
        return action

    # ---- building ----

    def _add_actions(self, actions: Actions) -> dict[str, QAction]:
        run: dict[str, Callable[[], None]] = {
            **{name: partial(self._assign, name) for name in ("next", "propose", "take-back")},
            "words": lambda: self._filters.type_words(),
            "filter": self._ask_filter,
            "ended": lambda: self._choose_whole(QueueFilter(statuses=ENDED)),
            "views": lambda: self._filters.open_views(),
            "save-view": self._save_view,
            "clear": self._clear,
        }
        return add_queue_actions(actions, self, run)

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.small)
        column.setSpacing(sizes.medium)
        parts: tuple[QWidget, ...] = (self._banner, self._unwatched, self._crossed, self._filters)
        for part in parts:
            column.addWidget(part)
        column.addWidget(self._body, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self._reader.pulse_read.connect(self._show_pulse)
        self._reader.ids_read.connect(self._show_ids)
        self._reader.rows_read.connect(self._show_rows)
        self._reader.failed.connect(self._read_failed)
        self._model.rows_wanted.connect(self._reader.fetch)
        self._table.row_opened.connect(self._open_row)
        self._table.settled.connect(self._rest)
        self._table.selectionModel().selectionChanged.connect(self._say)
        self._filters.filter_chosen.connect(self._choose)
        self._filters.left.connect(self._table.setFocus)
        self._workspace.changed.connect(self._changed)
        self._times = RowTimes(self)
        self._times.due.connect(self._tick)
        self._look_again = QTimer(self, interval=_PULSE_MS)
        self._look_again.timeout.connect(self._reader.look)
