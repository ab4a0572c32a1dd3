"""A postmortem to be read: measured impact, timeline, detection, factors, actions, texts; beside
it cases, comments, life and versions."""

from functools import partial
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from models.errors import KnownError
from models.handbook.postmortems import DRAFT
from models.queries.corrective_actions import ActionRow, actions
from models.queries.knowledge import case_called
from models.queries.postmortem import PostmortemDetail, postmortem_detail
from ui.messages import inline, tr
from ui.reviews.actions_card import ActionsCard
from ui.reviews.fact_cells import FactCells
from ui.reviews.factor_bars import FactorBars
from ui.reviews.postmortem_words import figures_of, head_line
from ui.reviews.response_card import ResponseCard
from ui.reviews.side_cards import SideCards
from ui.reviews.texts_view import TextsView
from ui.reviews.timeline_list import TimelineList, entries_of
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.flow_row import FlowRow
from ui.widgets.labels import muted, title
from ui.widgets.page_scroll import PageScroll
from ui.workspace import Workspace

_BESIDE: Final = 1_060
"""Pixels from which on the side cards stand beside."""

_SIDE: Final = 320


class _Read(NamedTuple):
    one: PostmortemDetail
    rows: tuple[ActionRow, ...]


class PostmortemView(QWidget):
    """`show_id` reads one; `add_action` hangs a button in. `shown` carries the `PostmortemDetail`
    each time it was read; `gone`: none is in view any more."""

    shown = Signal(object)
    gone = Signal()
    left = Signal()
    case_requested = Signal(int)
    article_named = Signal(str)
    action_wanted = Signal(object)
    version_requested = Signal(int)

    def __init__(self, theme: Theme, workspace: Workspace, zone: ZoneInfo, add: QAction) -> None:
        super().__init__()
        self._theme, self._workspace, self._zone = theme, workspace, zone
        self.id = 0
        self.one: PostmortemDetail | None = None
        self.banner = Banner(theme)
        self._title, self._head = title(), muted(wrap=True)
        self._missing, self._kept = muted(wrap=True), muted(wrap=True)
        self._buttons = FlowRow(theme.sizes.small)
        self._impact = FactCells(theme)
        self._story = TextsView(theme, "scope", "body")
        self.timeline = TimelineList(theme)
        self._response = ResponseCard(theme, zone)
        self.bars = FactorBars(theme)
        self.decided = ActionsCard(theme, add)
        self._learnt = TextsView(
            theme, "went_well", "went_badly", "lucky", "surprised", "no_action"
        )
        self.side = SideCards(theme, zone)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(theme)
        self._connect()

    def add_action(self, action: QAction, kind: str = "plain") -> None:
        """A button above it; one that cannot be done just now is out of sight."""
        button = ActionButton(self._theme, action, kind=kind)
        self._buttons.addWidget(button)
        action.changed.connect(lambda: button.setVisible(action.isVisible()))
        button.setVisible(action.isVisible())

    def say_draft(self, is_kept: bool) -> None:
        """Whether words of the reader's own wait in its editor."""
        words = tr("✎ What you wrote of it is not saved yet: E goes on with it.")
        self._kept.setText(words if is_kept else "")
        self._kept.setVisible(is_kept)

    # ---- reading ----

    def show_id(self, postmortem_id: int) -> None:
        """Read this one, from its beginning."""
        if postmortem_id != self.id:
            self.clear()
            self.id = postmortem_id
            self._scroll.verticalScrollBar().setValue(0)
        self.read()

    def clear(self) -> None:
        """None is in view."""
        self.id, self.one = 0, None
        self.banner.hide()
        self._scroll.hide()
        self.gone.emit()

    def read(self) -> None:
        """Read it again."""
        if self.id:
            query = partial(_read, postmortem_id=self.id, now=self._workspace.clock.now(),
                            me=self._workspace.person_id)  # fmt: skip
            self._workspace.read(query, self._show, self, "postmortem", self._fail)

    def focus_first(self) -> None:
        """The timeline, by whose arrows it is read on."""
        first = self.timeline if self.timeline.count() else self.side
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, read: _Read) -> None:
        one, now = read.one, self._workspace.clock.now()
        if one.id != self.id:
            return
        again, self.one = self.one is not None, one
        self.banner.hide()
        self._title.setText(inline(one.said.title))
        self._head.setText(head_line(one, self._zone))
        said = " ".join(tr(words) for words in one.missing) if one.status == DRAFT else ""
        self._missing.setText(tr("Before it can be reviewed: {said}", said=said) if said else "")
        self._missing.setVisible(bool(said))
        self._impact.show_facts(figures_of(one))
        for texts in (self._story, self._learnt):
            texts.show_said(one.said)
        for card, part in ((self._story_card, self._story), (self._learnt_card, self._learnt)):
            card.setVisible(not part.isHidden())
        self.timeline.show_entries(entries_of(one.timeline, one.pauses, now, self._zone))
        self._timeline_card.set_title(tr("Timeline"), tr("waits shaded"))
        self._response.show_postmortem(one)
        self.bars.show_recurrences(one.recurrence)
        self._bars_card.setVisible(bool(self.bars.rows))
        self.decided.show_actions(read.rows)
        self.side.show_postmortem(one)
        self._scroll.show()
        self.shown.emit(one)
        if not again and self.isVisible():
            self.focus_first()
            bar = self._scroll.verticalScrollBar()
            QTimer.singleShot(0, bar, lambda: bar.setValue(0))  # it is read from its beginning

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.one = None
            self._scroll.hide()
            self.gone.emit()
            self.banner.show_error(error, tr("Try again"))

    def _find_case(self, key: str) -> None:
        query = partial(case_called, key=key)
        self._workspace.read(query, self.case_requested.emit, self, "case", self._say)

    def _say(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.banner.show_error(error)

    # ---- building ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window the side cards stand beside."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.side.setMaximumWidth(_SIDE if beside else 16_777_215)
        self.side.setMinimumWidth(_SIDE if beside else 0)

    def _card(self, words: str, *parts: QWidget) -> Card:
        card = Card(self._theme, words)
        for part in parts:
            card.content.addWidget(part)
        return card

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self._title.setWordWrap(True)
        self._scroll = PageScroll(tr("The postmortem"), shrinks=False)
        self._impact_card = self._card(tr("Measured impact"), self._impact)
        self._story_card = self._card(tr("What it is about"), self._story)
        self._timeline_card = self._card(tr("Timeline"), self.timeline)
        self._bars_card = self._card(tr("Contributing factors"), self.bars)
        self._learnt_card = self._card(tr("What was learnt"), self._learnt)
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        main = QVBoxLayout()
        main.setSpacing(sizes.medium)
        for card in (
            self._impact_card, self._story_card, self._timeline_card, self._response,
            self._bars_card, self.decided, self._learnt_card,
        ):  # fmt: skip
            main.addWidget(card)
        main.addStretch(1)
        self._row.setSpacing(sizes.medium)
        self._row.addLayout(main, 1)
        self._row.addWidget(self.side)
        whole = QVBoxLayout(self._scroll.body)
        whole.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        whole.setSpacing(sizes.small)
        for part in (self._head, self._title, buttons, self._missing, self._kept):
            whole.addWidget(part)
        whole.addSpacing(sizes.tiny)
        whole.addLayout(self._row)
        whole.addStretch(1)
        above = QVBoxLayout()
        above.setContentsMargins(sizes.page, 0, sizes.page, 0)
        above.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._scroll, 1)
        self._scroll.hide()

    def _connect(self) -> None:
        self.banner.retry_requested.connect(self.read)
        for part in (self._story, self._learnt, self._response.text):
            part.case_named.connect(self._find_case)
            part.article_named.connect(self.article_named)
        for cases in (self.side, self._response):
            cases.case_requested.connect(self.case_requested)
        self.side.version_requested.connect(self.version_requested)
        self.decided.action_requested.connect(self.action_wanted)
        self.timeline.itemActivated.connect(
            lambda item: self._open_row(self.timeline.entry_of(item).case_id)
        )
        self.timeline.currentRowChanged.connect(self._follow_row)

    def _open_row(self, case_id: int | None) -> None:
        if case_id is not None:
            self.case_requested.emit(case_id)

    def _follow_row(self, row: int) -> None:
        """The row of the keyboard stays in sight: the list is as high as it is long."""
        if row >= 0 and self.timeline.hasFocus():
            rect = self.timeline.visualItemRect(self.timeline.item(row))
            at = self.timeline.viewport().mapTo(self._scroll.body, QPoint(0, rect.center().y()))
            self._scroll.ensureVisible(0, at.y(), 0, 3 * rect.height())


def _read(session: Any, postmortem_id: int, now: Any, me: int | None) -> _Read:
    """It and its actions, as of one instant."""
    return _Read(
        postmortem_detail(session, postmortem_id, now, me),
        actions(session, now, postmortem_id=postmortem_id),
    )
