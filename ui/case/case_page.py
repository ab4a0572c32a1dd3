"""The case page: facts, clocks and why, timeline; actions under the same rules as everywhere."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QScrollArea, QVBoxLayout, QWidget

from models.changes import Changes
from models.commands.cases import pause, resume
from models.commands.closing import resolve
from models.commands.contacts import add_note, log_contact
from models.queries.case import CaseDetail, case_detail
from models.queries.case_clocks import CaseClockRow
from models.wording import PRIORITIES
from ui.actions import Actions, ActionSpec
from ui.case.case_words import ZoneNow, clock_title, clock_why, event_words, facts_of
from ui.case.walking import Walking
from ui.messages import tr
from ui.page import Page
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.card import Card
from ui.widgets.clock_gauge import ClockGauge
from ui.widgets.labels import body, caption, large, muted
from ui.workspace import Workspace


class CasePage(Page):
    """One case. `go_to(case_id)` shows it; it is read again whenever it changes."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, walk: Walk
    ) -> None:
        super().__init__(tr("Case"))
        self._theme = theme
        self._zone = zone
        self._workspace = workspace
        self._case_id: int | None = None
        self._walk = Walking(workspace, walk, self)
        self._walk.placed.connect(self.set_subtitle)
        self._walk.case_chosen.connect(self.go_to)
        self._content = QScrollArea()
        self._content.setWidgetResizable(True)
        self._content.setFrameShape(QScrollArea.Shape.NoFrame)
        self._content.setAccessibleName(tr("The case"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._content)
        self._buttons = self._add_actions(actions)
        workspace.changed.connect(self._changed)

    def go_to(self, location: object) -> None:
        """Show the case with this id."""
        if isinstance(location, int):
            self._case_id = location
            self._read()

    def location(self) -> object:
        """The case in view."""
        return self._case_id

    def buttons(self) -> list[QAction]:
        """What may be done with the case."""
        return self._buttons

    def activated(self) -> None:
        """Read the case again."""
        self._read()

    def focus_first(self) -> None:
        """Arrows scroll the case."""
        self._content.setFocus()

    def _read(self) -> None:
        if self._case_id is not None:
            now = self._workspace.clock.now()
            query = partial(case_detail, case_id=self._case_id, now=now)
            self._workspace.read(query, self._show, self, "case")
            self._walk.look(self._case_id)

    def _changed(self, changes: Changes) -> None:
        if self._case_id in changes.cases:
            self._read()

    # ---- what is shown ----

    def _show(self, case: CaseDetail) -> None:
        self.set_title(case.row.key)
        scroll = self._content.verticalScrollBar().value()
        sizes = self._theme.sizes
        ground = QWidget()
        ground.setProperty("role", "ground")
        row = QHBoxLayout(ground)
        row.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        row.setSpacing(sizes.wide)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(sizes.medium)
        left.addWidget(self._head(case))
        left.addWidget(self._timeline(case))
        left.addStretch(1)
        right.addWidget(self._clocks(case))
        right.addStretch(1)
        row.addLayout(left, 5)
        row.addLayout(right, 2)
        self._content.setWidget(ground)
        self._content.verticalScrollBar().setValue(scroll)

    def _head(self, case: CaseDetail) -> Card:
        card = Card(self._theme)
        row = case.row
        facts = [row.key, row.customer, str(case.fields.get("environment") or "")]
        card.content.addWidget(caption(" · ".join(fact for fact in facts if fact)))
        title = large(row.title)
        title.setWordWrap(True)
        card.content.addWidget(title)
        agent = row.assignee or tr("unassigned")
        card.content.addWidget(
            muted(f"{row.priority} · {tr(PRIORITIES[row.priority])} · {agent}", wrap=True)
        )
        if row.missing:
            words = ", ".join(tr(name) for name in row.missing)
            card.content.addWidget(body(tr("▲ Incomplete: {names} missing", names=words)))
        facts_row = QHBoxLayout()
        for name, value in facts_of(case):
            column = QVBoxLayout()
            column.addWidget(caption(tr(name)))
            column.addWidget(body(value, wrap=True))
            facts_row.addLayout(column, 1)
        card.content.addLayout(facts_row)
        return card

    def _timeline(self, case: CaseDetail) -> Card:
        card = Card(self._theme, tr("Timeline"))
        for event in case.timeline:
            head, text = event_words(event, case, self._zone_now())
            card.content.addWidget(caption(head))
            if text:
                card.content.addWidget(body(text, wrap=True))
        return card

    def _clocks(self, case: CaseDetail) -> Card:
        card = Card(self._theme, tr("Clocks"))
        for clock in case.clocks:
            if clock.objective == "SLO" and _has_sla(case, clock):
                continue
            title = caption(clock_title(clock, self._zone_now()))
            title.setWordWrap(True)
            card.content.addWidget(title)
            if clock.verdict == "running" or clock.state in ("breached", "paused"):
                gauge = ClockGauge(self._theme)
                gauge.show_gauge(clock.gauge)
                card.content.addWidget(gauge)
            card.content.addWidget(muted(clock_why(clock), wrap=True))
        return card

    def _zone_now(self) -> ZoneNow:
        return ZoneNow(self._zone, self._workspace.clock.now())

    # ---- what the person does ----

    def _ask(self, title: str, question: str) -> str:
        words, sure = QInputDialog.getMultiLineText(self, title, question)
        return words.strip() if sure else ""

    def _reply(self) -> None:
        words = self._ask(tr("Log a reply"), tr("What did you tell the customer?"))
        if words and self._case_id is not None:
            self._workspace.write(
                partial(log_contact, case_id=self._case_id, type="reply", text=words)
            )

    def _note(self) -> None:
        words = self._ask(tr("Internal note"), tr("Only the team sees this."))
        if words and self._case_id is not None:
            self._workspace.write(partial(add_note, case_id=self._case_id, text=words))

    def _pause(self) -> None:
        whom, sure = QInputDialog.getText(self, tr("Pause"), tr("Whom do we wait for?"))
        if sure and self._case_id is not None:
            self._workspace.write(
                partial(pause, case_ids=[self._case_id], status="waiting_customer",
                        waiting_for=whom)
            )  # fmt: skip

    def _resume(self) -> None:
        if self._case_id is not None:
            self._workspace.write(partial(resume, case_ids=[self._case_id]))

    def _resolve(self) -> None:
        if self._case_id is not None:
            self._workspace.write(partial(resolve, case_ids=[self._case_id]))

    def _add_actions(self, actions: Actions) -> list[QAction]:
        group = tr("Case")
        specs = (
            (ActionSpec("case.reply", tr("Reply"), ("R",), "reply", group, "case"), self._reply),
            (ActionSpec("case.note", tr("Note"), ("I",), "note", group, "case"), self._note),
            (ActionSpec("case.pause", tr("Pause"), ("P",), "pause", group, "case"), self._pause),
            (ActionSpec("case.resume", tr("Resume"), ("U",), "play", group, "case"), self._resume),
            (ActionSpec("case.resolve", tr("Resolve"), ("E",), "check", group, "case"),
             self._resolve),
        )  # fmt: skip
        self._walk.add_actions(actions, self)
        return [actions.add(spec, self, run) for spec, run in specs]


def _has_sla(case: CaseDetail, clock: CaseClockRow) -> bool:
    """Whether the same clock is shown under its SLA, where the notch stands for the SLO."""
    same = (clock.commitment, clock.cycle, "SLA")
    return any((c.commitment, c.cycle, c.objective) == same for c in case.clocks)
