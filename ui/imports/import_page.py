"""The import page: choose a log, or a folder of articles, see what would happen, import it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import KnownError
from models.handbook.zones import zone as zone_named
from ui.actions import Actions
from ui.imports.asking import ask_folder, ask_log
from ui.imports.choose_card import ChooseCard
from ui.imports.chosen import Chosen, chosen
from ui.imports.done_card import DoneCard
from ui.imports.folder_part import FolderPart
from ui.imports.import_job import ImportJob
from ui.imports.import_words import start_words, was_done
from ui.imports.log_card import LogCard
from ui.imports.outcome_card import OutcomeCard
from ui.imports.past_card import PastCard, lead_to_past
from ui.messages import tr
from ui.page import Page
from ui.page_actions import IMPORT
from ui.ports import ImportSummary, Ports
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.page_scroll import PageScroll
from ui.widgets.progress_line import ProgressLine
from ui.workspace import Workspace

_WIDTH = 960


@dataclass(frozen=True)
class _Verbs:
    """What a person can do here."""

    choose: QAction
    folder: QAction
    start: QAction
    again: QAction


class ImportPage(Page):
    """Nothing is written before the person has seen what would happen, and said so.

    `go_to(path)` reads a log, or a folder, as if it had been chosen here. The work goes on while
    another page is in view.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, ports: Ports, team_zone: str
    ) -> None:
        super().__init__(tr("Import"))
        self._workspace = workspace
        self._ports = ports
        self._path: Path | None = None
        self._taken: Path | None = None
        self._checked: ImportSummary | None = None
        self._job = ImportJob(workspace, self)
        self._verbs = self._add_actions(actions)
        self._banner = Banner(theme)
        self._first = ChooseCard(theme, self._verbs.choose, self._verbs.folder)
        self._log = LogCard(theme, team_zone, self._verbs.choose)
        self._running = Card(theme)
        self._line = ProgressLine(theme)
        self._running.content.addWidget(self._line)
        self._outcome = OutcomeCard(theme, self._verbs.start, self._verbs.again)
        self._done = DoneCard(theme, self._verbs.choose)
        verbs = self._verbs
        self._folder = FolderPart(theme, workspace, ports, verbs.start, verbs.again, verbs.folder)
        self._past = PastCard(theme, zone_named(team_zone))
        self._parts: tuple[QWidget, ...] = (
            self._first, self._log, self._running, self._outcome, self._done, self._past,
            self._folder,
        )  # fmt: skip
        self._lay_out(theme)
        self._connect()
        self._show(self._first)

    # ---- what the window asks ----

    def go_to(self, location: object) -> None:
        """Read the log, or the folder, at this path."""
        if isinstance(location, Path):
            self._take(location)

    def focus_first(self) -> None:
        """Where the next step is."""
        if not self._folder.isHidden():
            self._folder.focus_first()
        elif not self._running.isHidden():
            self._line.focus_cancel()
        elif not self._outcome.isHidden():
            if not self._outcome.focus_first():
                self._log.choose.setFocus()
        elif not self._done.isHidden():
            self._done.queue.setFocus()
        else:
            self._first.button.setFocus()

    # ---- choosing ----

    def _take(self, path: Path) -> None:
        if self._writing:
            words = tr("Let it end, or cancel it; then choose {name} again.", name=path.name)
            self._banner.show_message("note", tr("An import is running"), words)
            return
        self._banner.hide()
        self._job.drop()
        self._folder.drop()
        self._taken = path
        looked = partial(self._begin, path)
        self._workspace.run(partial(chosen, path), looked, self)  # its drive may be asleep

    def _begin(self, path: Path, found: Chosen) -> None:
        """It is known what it is, unless something else was chosen meanwhile."""
        if path is not self._taken:
            return
        if found.is_folder:
            self._folder.take(path)
            self._show(self._folder)
            return
        self._path = path
        self._log.begin(path, found.size)
        self._check()

    # ---- looking first ----

    @property
    def _writing(self) -> bool:
        return self._job.writing or self._folder.writing

    def _check_again(self) -> None:
        self._banner.hide()
        if self._folder.isHidden():
            self._check()
        else:
            self._folder.check()

    def _check(self) -> None:
        if self._path is not None and not self._job.writing:
            self._banner.hide()
            progress = self._job.check(self._reads(self._path))
            self._watch(progress, tr("Reading {name}", name=self._path.name))

    def _show_check(self, summary: ImportSummary) -> None:
        if summary.cancelled or summary.log is None or self._path is None:
            self._show(self._first)
            return
        self._checked = summary
        self._log.show_log(self._path, summary.log, scores=summary.scores)
        self._outcome.show_summary(summary)
        self._verbs.start.setText(start_words(summary))
        self._show(self._log, self._outcome)

    def _reads(self, path: Path) -> Callable[..., ImportSummary]:
        return partial(self._ports.import_log, path, self._log.zone)

    # ---- doing it ----

    def _import(self) -> None:
        self._banner.hide()
        if not self._folder.isHidden():
            self._folder.start()
            return
        summary = self._checked
        if not self._log.settle_zone():
            return
        if self._path is not None and summary is not None and summary.cases:
            keep_good = bool(summary.problems)
            progress = self._job.start(self._reads(self._path), keep_good=keep_good)
            self._watch(progress, tr("Importing {name}", name=self._path.name))

    def _show_import(self, summary: ImportSummary) -> None:
        if summary.cancelled:
            self._banner.show_message("note", tr("Cancelled"), tr("Nothing of the log was kept."))
            self._show(self._log, self._outcome)
            return
        self._workspace.said.emit(was_done(summary))
        self._done.show_summary(summary)
        self._show(self._done, self._past)
        self._past.offer(summary.log)

    def _fail(self, error: Exception) -> None:
        if self._checked is None:
            self._show(self._first)
        else:
            self._show(self._log, self._outcome)
        if isinstance(error, KnownError):
            self._banner.show_error(error)

    # ---- showing ----

    def _watch(self, progress: Progress, words: str) -> None:
        self._line.finish()
        self._line.watch(progress, words)
        self._show(self._log, self._running)

    def _show(self, *parts: QWidget) -> None:
        """Only these parts; the keyboard goes on to the next step if it was on this page."""
        here = self.isAncestorOf(self.window().focusWidget())
        if self._running not in parts:
            self._line.finish()
            if self._outcome not in parts:
                self._checked = None
        for part in self._parts:
            part.setVisible(part in parts)
        again = self._first not in parts
        self._verbs.choose.setText(tr("Choose another log") if again else tr("Choose a log"))
        words = tr("Choose another folder") if again else tr("Choose a folder of articles")
        self._verbs.folder.setText(words)
        self._enable()
        if here:
            self.focus_first()

    def _follow_folder(self) -> None:
        """It shows something else, perhaps while another page is in view."""
        self._enable()
        if self._folder.isVisible() and self.isAncestorOf(self.window().focusWidget()):
            self._folder.focus_first()

    def _enable(self, zone_problem: bool = False) -> None:
        """What can be done just now."""
        ready = not self._outcome.isHidden() and not zone_problem
        some = self._checked is not None and self._checked.cases > 0
        if not self._folder.isHidden():
            ready, some = self._folder.checked is not None, self._folder.ready
        self._verbs.start.setEnabled(ready and some and not self._writing)
        self._verbs.again.setEnabled(ready and not self._writing)
        for verb in (self._verbs.choose, self._verbs.folder):
            verb.setEnabled(not self._writing)
        self._log.lock_zone(self._job.writing)

    # ---- building ----

    def _add_actions(self, actions: Actions) -> _Verbs:
        return _Verbs(
            actions.add(IMPORT["choose"], self, partial(ask_log, self, self._take)),
            actions.add(IMPORT["folder"], self, partial(ask_folder, self, self._take)),
            actions.add(IMPORT["start"], self, self._import),
            actions.add(IMPORT["again"], self, self._check_again),
        )

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        scroll = PageScroll(tr("Import"), shrinks=False)
        scroll.fill(self)
        column = QVBoxLayout(scroll.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        for part in (self._banner, *self._parts):
            if part is not self._first:
                part.setMaximumWidth(_WIDTH)
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self._log.zone_chosen.connect(self._check)
        self._log.zone_problem_changed.connect(self._enable)
        self._job.checked.connect(self._show_check)
        self._job.imported.connect(self._show_import)
        self._job.failed.connect(self._fail)
        self._folder.changed.connect(self._follow_folder)
        self._folder.failed.connect(self._banner.show_error)
        self._folder.stopped.connect(lambda: self._show(self._first))
        self._folder.knowledge_requested.connect(
            lambda: self.place_requested.emit("knowledge", None)
        )
        self._done.queue_requested.connect(lambda: self.place_requested.emit("queue", None))
        lead_to_past(self._past, self._ports, self._workspace, self._banner)
