"""What works behind a desk's window once the desk is open."""

from typing import Final

from PySide6.QtCore import QTimer

from desktop.alert_buttons import AlertButtons
from desktop.bar_snooze import offer_snooze
from desktop.case_glance import CaseGlance
from desktop.closing import Closing
from desktop.draft_files import drafts_folder
from desktop.drafts import FileDrafts
from desktop.live_coverage import LiveCoverage
from desktop.live_presence import LivePresence
from desktop.live_watch import LiveWatch
from desktop.notifier import BusNotifier
from desktop.open_desk import OpenDesk
from desktop.person_change import PersonChange
from desktop.presence import DeskPresence
from desktop.stage import Stage, Ways
from desktop.telling import Telling
from desktop.this_computer import ThisComputer
from desktop.tray import Tray
from desktop.window_ports import WindowPorts
from desktop.wishes import read_wishes
from ui.actions import ActionSpec
from ui.widgets.form_draft import FormDrafts

_KNOWN_MS: Final = 2_500
"""By then a notification service has answered, or counts as none."""


class Backstage:
    """Ports, drafts, watch, tray and bus of one open desk."""

    def __init__(self, opened: OpenDesk, stage: Stage, ways: Ways | None) -> None:
        window = stage.window
        self.opened = opened
        self._closed = self._tells = False
        folder = drafts_folder(opened.address)
        self.drafts = FileDrafts(folder / "past" if opened.past else folder)  # one window each
        if ways is not None:
            self._lead_on(stage, ways)
        self.tray = Tray(stage.theme, window, stage.actions)
        buttons = AlertButtons(window, stage.workspace)
        self.tray.pressed.connect(buttons.press)
        self.bus = BusNotifier(buttons.press, window)
        self.telling = Telling(
            self.bus, self.tray, lambda: read_wishes(stage.preferences, self.opened.whose)
        )
        self.presence = None if opened.past else LivePresence(
            DeskPresence(opened.database, has_window=True, can_notify=self.telling.can_notify),
            stage.tasks, window, self.telling,
        )  # fmt: skip
        self.bus.state_changed.connect(self._can_notify)
        self.ports = WindowPorts(opened, self.presence)
        self.watch = LiveWatch(
            opened, stage.tasks, stage.workspace, window, self.telling, self.tray
        )
        forms = FormDrafts(self.drafts, stage.workspace.clock.now, opened.zone)
        offer_snooze(stage.theme, window, stage.workspace, forms, self.watch.bar.ids_of)
        self.closing = Closing(stage.theme, window, stage.actions, stage.preferences, self.tray)
        self.computer = ThisComputer(
            lambda: self.opened, self.tray, lambda: self.watch.swept_at, stage.preferences
        )
        self.coverage = LiveCoverage(
            opened.database, stage.tasks, window, self.telling, self.watch.bar.show_unwatched
        )
        self.watch.bar.when_unwatched_is_away(self.coverage.put_away)
        if self.presence is not None:
            self.coverage.follow(self.presence)
            self._watch_glances(stage, self.presence)

    def _watch_glances(self, stage: Stage, presence: LivePresence) -> None:
        """In a replay nobody sees anything: what is noted there is gone with it."""
        glance = CaseGlance(
            self.opened.database, stage.tasks, lambda: presence.case_id, stage.window
        )
        self.watch.due_found.connect(glance.show_due)
        presence.used.connect(glance.used)
        presence.case_changed.connect(glance.look)

    def start(self) -> None:
        """Look for what is due, and say that this desk is there."""
        self._tells = self.telling.known and not self.bus.state.inhibited
        self.watch.start()
        self.bus.state_changed.connect(self._be_there)
        self.bus.state_changed.connect(self._tell_now)
        QTimer.singleShot(_KNOWN_MS, self.bus, self._be_there)

    def _be_there(self) -> None:
        """Among the running desks, from when it is known whether its person can be told there."""
        if self.presence is not None and not self._closed and not self.presence.started:
            self.presence.start()

    def _tell_now(self) -> None:
        """What waited until it was known what may be told, or until the quiet was over."""
        told, self._tells = self._tells, self.telling.known and not self.bus.state.inhibited
        if self._tells and not told and not self._closed:
            self.watch.look()

    def close(self) -> None:
        """Look no more, leave bus and tray, keep what is on its way to the drafts."""
        self._closed = True
        if self.presence is not None:
            self.presence.end()
        self.closing.end()
        self.drafts.close()
        self.bus.close()
        self.tray.close()

    def _can_notify(self) -> None:
        """The service came or went, or is to be quiet: who looks for somebody who watches is to
        know."""
        if self.presence is not None:
            self.presence.look()

    def _lead_on(self, stage: Stage, ways: Ways) -> None:
        def remember(opened: OpenDesk) -> None:
            self.opened = opened  # who is at it may be new to its team
            ways.remember(opened)

        person = PersonChange(
            stage.theme, stage.window, stage.workspace, stage.tasks, self.opened, ways.become,
            remember,
        )  # fmt: skip
        for spec, go in (
            (ActionSpec("desk.person", "Change who I am", (), "person", "Desk"), person.ask),
            (ActionSpec("desk.another", "Open another desk", ("Ctrl+Shift+O",), "folder", "Desk"),
             ways.open_another),
        ):  # fmt: skip
            stage.actions.add(spec, stage.window, go)
