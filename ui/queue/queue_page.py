"""The queue page: what breaches next, filters that say what is on, and bulk edit."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.changes import Changes
from ui.actions import Actions, Offer, Reach
from ui.bulk_actions import add_bulk_actions
from ui.messages import tr
from ui.page import Page
from ui.page_actions import QUEUE, SELECTED
from ui.ports import DeskCover, DeskCrossing, Preferences
from ui.queue.assigning import Assigning
from ui.queue.bulk_bar import BulkBar
from ui.queue.chosen_cases import ChosenCases
from ui.queue.filter_bar import FilterBar
from ui.queue.narrowing import Narrowing
from ui.queue.queue_actions import add_queue_actions
from ui.queue.queue_body import QueueBody
from ui.queue.queue_words import subtitle
from ui.queue.selection import count_selected
from ui.queue.shown_cases import ShownCases
from ui.review_actions import POSTMORTEM_OF
from ui.review_place import postmortem_of
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.red_lines import RedLine, RedLines
from ui.widgets.retry_banner import RetryBanner
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.queue import Pulse
    from ui.bulk_edit import BulkEdit
    from ui.widgets.form_draft import FormDrafts


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
        self._pulse: Pulse | None = None
        self._cases = ShownCases(theme, workspace, preferences, self)
        self._table = self._cases.table
        self._banner = RetryBanner(theme)
        self._unwatched, self._crossed = RedLine(theme), RedLines(theme)
        self._unwatched.setObjectName("unwatched")
        own = self._add_actions(actions)
        self._filters = FilterBar(theme, workspace, drafts, own)
        self._narrowing = Narrowing(theme, workspace, self, self._filters, self._cases, walk)
        self._chosen = ChosenCases(self._table, self._cases.model, workspace)
        self._assigning = Assigning(
            theme, workspace, self, self._chosen.selected, self._open_case,
            lambda error: self._banner.show_failure(error, "", None),
        )  # fmt: skip
        bulk = add_bulk_actions(actions, SELECTED, self, self._chosen.selected, lambda: self._bulk)
        write = actions.add(POSTMORTEM_OF["queue"], self, self._write_postmortem)
        write.setIconText(tr("Postmortem"))
        self._bar = BulkBar(theme, [*bulk, write])
        self._body = QueueBody(
            theme, self._table, own["clear"], own["ended"],
            self.way_to("import", tr("Import a log")),
            self.way_to("reviews", tr("Open the reviews")),
        )  # fmt: skip
        self._lay_out()
        self._connect()

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._cases.start()
        if self._pulse is None:
            self._read_again()
            self._filters.read_views()
        else:
            self._cases.look()
        self._follow_walk()

    def left(self) -> None:
        """Out of view: no need to read."""
        self._cases.stop()

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
        return self._cases.at_hand()

    def show_cover(self, cover: DeskCover) -> None:
        """In red, what nobody watches."""
        self._unwatched.say(cover.nobody, cover.why)

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        """In red, what the queue is over, and who was told."""
        self._crossed.show_lines([(one.what, one.told) for one in crossings])

    # ---- bulk edit ----

    @cached_property
    def _bulk(self) -> "BulkEdit":
        from ui.bulk_edit import BulkEdit

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

    def _show_body(self, complete: bool = True) -> None:
        some = bool(self._cases.model.ids)
        self._body.show_cases(some or not complete, self._cases.shown, self._pulse)
        self._bar.setVisible(some)

    def _say(self) -> None:
        chosen = count_selected(self._table)
        if self._pulse is not None:
            self.set_subtitle(subtitle(self._pulse, self._cases.shown))
        self._bar.say(tr("{count} selected", count=f"{chosen:,}"))

    def _read_again(self) -> None:
        self._cases.show(self._cases.shown)
        self._narrowing.read_people()

    # ---- what the person does ----

    def _save_view(self) -> None:
        """Its sheet depends on who is at the window."""
        if self._is_known("save-view"):
            self._filters.save_view()

    def _is_known(self, name: str) -> bool:
        """Whether it is known who is at the window; before that, the window waits to do this."""
        if not self._cases.going:
            self._all_actions.wanted.emit(Offer(QUEUE[name], Reach.ELSEWHERE))
        return self._cases.going

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

    def _write_postmortem(self) -> None:
        """Of the selected cases, on the page of reviews."""
        selected = self._chosen.selected()
        if selected:
            self.place_requested.emit("reviews", postmortem_of(selected))

    def _follow_walk(self) -> None:
        """Back from a walk through the cases: the keyboard is on the one looked at last."""
        case_id, self._walk.case_id = self._walk.case_id, None
        if case_id is not None:
            self._cases.go_to(case_id)

    def _changed(self, changes: Changes) -> None:
        self._filters.changed(changes)
        if "person" in changes.kinds:
            self._narrowing.read_people()
        if self.isVisible():
            self._cases.look()

    # ---- building ----

    def _add_actions(self, actions: Actions) -> dict[str, QAction]:
        run: dict[str, Callable[[], None]] = {
            **{name: partial(self._assign, name) for name in ("next", "propose", "take-back")},
            "words": lambda: self._filters.type_words(),
            "filter": lambda: self._narrowing.ask(),
            "ended": lambda: self._narrowing.show_ended(),
            "views": lambda: self._filters.open_views(),
            "save-view": self._save_view,
            "clear": lambda: self._narrowing.clear(),
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
        self._cases.pulse_read.connect(self._show_pulse)
        self._cases.was_read.connect(lambda: self._banner.settle(self._read_again))
        self._cases.listed.connect(self._show_body)
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().selectionChanged.connect(self._say)
        self._narrowing.narrowed.connect(self._say)
        self._filters.left.connect(self._table.setFocus)
        for part in (self._cases, self._narrowing):
            part.failed.connect(
                lambda error: self._banner.show_failure(error, tr("Try again"), self._read_again)
            )
        self._workspace.changed.connect(self._changed)
