"""What cases are about: what to write next, what rises, and every topic with its figures."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.commands.articles import NewArticle
from models.commands.topics import NameGiven, name_topic
from models.errors import KnownError
from models.handbook.articles import KNOWN_ISSUE
from models.queries.radar import Radar, RadarRow, radar
from models.queries.topic_article import symptom_of
from models.stopping import unless_stopped
from ui.actions import Actions
from ui.knowledge.radar_parts import RadarParts
from ui.knowledge.topic_columns import name_of
from ui.knowledge_actions import TOPICS
from ui.messages import tr
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.behind_cases import BehindCases
from ui.workspace import Workspace


class RadarTab(QWidget):
    """Read at each visit, and after a name or an article changed.

    `case_requested` carries a case's id, `article_begun` a `NewArticle` for the editor.
    """

    case_requested = Signal(int)
    article_begun = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._progress: Progress | None = None
        self._came = False
        self._late: Radar | None = None
        self._last: NameGiven | None = None
        self._rename = actions.add(TOPICS["rename_topic"], self, lambda: self._parts.type_name())
        self._undo = actions.add(TOPICS["undo_topic"], self, self._take_back)
        self._write = actions.add(TOPICS["write_topic"], self, self._start_article)
        again = actions.add(TOPICS["topics_again"], self, self.read)
        self._parts = RadarParts(theme, self._rename, self._write, self._undo, again)
        self._parts.fill(self)
        self._behind = BehindCases(theme, workspace, self, zone, self._parts.banner_error)
        self._behind.case_requested.connect(self.case_requested)
        self._undo.setEnabled(False)
        self._choose(None)
        self._connect()

    # ---- reading ----

    def shown(self) -> None:
        """In view: read once for each visit."""
        if self._came:
            self._came = False
            self.read()

    def read(self) -> None:
        """Put cases into topics; what is shown stays until it is done."""
        if self._progress is not None:
            return
        self._progress = progress = Progress(self)
        self._parts.line.watch(progress, tr("Putting cases into topics"))
        now = self._workspace.clock.now()

        def job(session: Any) -> Radar | None:
            return unless_stopped(partial(radar, session, now), progress)

        self._workspace.read(job, self._show, self, "", self._fail, progress=progress)

    def focus_first(self) -> None:
        """The topics."""
        self._parts.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """A visit begins."""
        super().showEvent(event)
        self._came = True

    def _show(self, found: Radar | None) -> None:
        """Not while a name is typed: it would be lost."""
        self._finish()
        if self._parts.is_naming:
            self._late = found
            return
        self._late = None
        self._parts.show_radar(found)
        self._choose(self._parts.row)

    def _show_late(self) -> None:
        """What was read while a name was typed."""
        if self._late is not None:
            self._show(self._late)

    def _finish(self) -> None:
        self._progress = None
        self._parts.line.finish()

    def _fail(self, error: Exception) -> None:
        self._finish()
        if isinstance(error, KnownError):
            self._parts.banner.show_error(error, tr("Try again"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and {"topic", "article"} & changes.kinds:
            self.read()

    # ---- the topic that has the keyboard ----

    def _choose(self, row: RadarRow | None) -> None:
        self._parts.strip.show_row(row)
        self._rename.setEnabled(row is not None)
        self._write.setEnabled(row is not None)

    def _name(self, row: RadarRow, name: str) -> None:
        before = row.name if row.name_id is not None else ""
        then = partial(self._keep, row, before)
        self._give(_given(row, name), then, partial(self._type_again, row, name))

    def _type_again(self, row: RadarRow, name: str, error: Exception) -> None:
        """It was refused: what was typed stands there still."""
        self._parts.banner_error(error)
        self._parts.go_to(row)
        self._parts.type_name(name)

    def _keep(self, row: RadarRow, before: str, name_id: int | None) -> None:
        self._last = _given(row, before, name_id)
        self._undo.setEnabled(True)

    def _take_back(self) -> None:
        if self._last is not None:
            self._give(self._last, lambda _: self._forget_last(), self._parts.banner_error)

    def _forget_last(self) -> None:
        self._last = None
        self._undo.setEnabled(False)

    def _give(
        self, given: NameGiven, then: Callable[[int | None], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        name = " ".join(given.name.split())
        saying = tr("The topic is called “{name}”", name=name)
        if not name:
            saying = tr("The topic is called by its words again")
        command = partial(name_topic, given=given)
        self._workspace.write(command, then, self, saying, failed)

    def _start_article(self) -> None:
        row = self._parts.row
        if row is not None:
            query = partial(symptom_of, case_ids=row.topic.cases)
            then = partial(self._begin_article, row)
            self._workspace.read(query, then, self, "article", self._parts.banner_error)

    def _begin_article(self, row: RadarRow, body: str) -> None:
        title = row.name if row.name_id is not None else row.example
        product = row.topic.product or None
        self.article_begun.emit(NewArticle(KNOWN_ISSUE, title, body, product=product))

    # ---- the cases behind a figure ----

    def _open_row(self, index: QModelIndex) -> None:
        row: RadarRow = self._parts.rows[index.row()]
        week = not row.in_quarter
        ids = row.this_week if week else row.in_quarter
        self._behind.ask(
            tr("{topic}, last seven days", topic=name_of(row)) if week else name_of(row), ids
        )

    def _open_rising(self, row: RadarRow) -> None:
        self._behind.ask(tr("{topic}, last seven days", topic=name_of(row)), row.this_week)

    def _connect(self) -> None:
        parts = self._parts
        parts.row_changed.connect(self._choose)
        parts.table.itemDelegate().closeEditor.connect(
            lambda *_: QTimer.singleShot(0, self, self._show_late)  # once it is closed
        )
        parts.model.named.connect(self._name)
        parts.table.row_opened.connect(self._open_row)
        parts.next.chosen.connect(parts.go_to)
        parts.rising.chosen.connect(self._open_rising)
        for part in (parts.strip.figure_asked, parts.coverage.cases_asked):
            part.connect(self._behind.ask)
        parts.banner.retry_requested.connect(self.read)
        self._workspace.changed.connect(self._changed)


def _given(row: RadarRow, name: str, name_id: int | None = None) -> NameGiven:
    topic = row.topic
    known = name_id if name_id is not None else row.name_id
    return NameGiven(topic.product, topic.category, topic.words, name, known)
