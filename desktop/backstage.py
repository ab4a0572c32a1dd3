"""What works behind a desk's window once the desk is open."""

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
from desktop.this_computer import ThisComputer
from desktop.tray import Tray
from desktop.window_ports import WindowPorts
from ui.actions import ActionSpec


class Backstage:
    """Ports, drafts, watch, tray and bus of one open desk."""

    def __init__(self, opened: OpenDesk, stage: Stage, ways: Ways | None) -> None:
        window = stage.window
        self.opened = opened
        self.drafts = FileDrafts(drafts_folder(opened.address))
        if ways is not None:
            self._lead_on(stage, ways)
        self.tray = Tray(stage.theme, window, stage.actions)
        self.bus = BusNotifier(self.tray.open_from_outside, window)
        self.presence = None if opened.past else LivePresence(
            DeskPresence(
                opened.database, has_window=True,
                can_notify=self.bus.reachable or self.tray.reachable,
            ),
            stage.tasks, window,
        )  # fmt: skip
        self.ports = WindowPorts(opened, self.presence)
        self.watch = LiveWatch(opened, stage.tasks, stage.workspace, window, self, self.tray)
        self.closing = Closing(stage.theme, window, stage.actions, stage.preferences, self.tray)
        self.computer = ThisComputer(opened, self.tray, lambda: self.watch.swept_at)
        self.coverage = LiveCoverage(
            opened.database, stage.tasks, window, self, self.watch.show_unwatched
        )
        self.watch.when_unwatched_is_away(self.coverage.put_away)
        if self.presence is not None:
            self.coverage.follow(self.presence)

    def start(self) -> None:
        """Look for what is due, and say that this desk is there."""
        self.watch.start()
        if self.presence is not None:
            self.presence.start()

    def close(self) -> None:
        """Look no more, leave bus and tray, keep what is on its way to the drafts."""
        if self.presence is not None:
            self.presence.end()
        self.closing.end()
        self.drafts.close()
        self.bus.close()
        self.tray.close()

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Tell the person outside the window: by the bus, or else by the tray."""
        return self.bus.notify(title, body, case_id) or self.tray.notify(title, body, case_id)

    def _lead_on(self, stage: Stage, ways: Ways) -> None:
        person = PersonChange(
            stage.theme, stage.window, stage.workspace, stage.tasks, self.opened, ways.become,
            ways.remember,
        )  # fmt: skip
        for spec, go in (
            (ActionSpec("desk.person", "Change who I am", (), "person", "Desk"), person.ask),
            (ActionSpec("desk.another", "Open another desk", ("Ctrl+Shift+O",), "folder", "Desk"),
             ways.open_another),
        ):  # fmt: skip
            stage.actions.add(spec, stage.window, go)
