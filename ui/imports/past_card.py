"""An imported log is over: the offer to see the desk as it was while it went on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import KnownError
from models.wording import full_words
from ui.messages import tr
from ui.ports import LogDescription, Ports
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.instant_field import InstantField
from ui.widgets.labels import muted
from ui.workspace import Workspace


class PastCard(Card):
    """An instant of the log, and what shows it; the signals carry it, in the team's zone."""

    past_requested = Signal(object)
    command_requested = Signal(object)

    def __init__(self, theme: Theme, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("See the desk as it was"), parent=parent)
        self._zone = zone
        self._why = muted(wrap=True)
        self._when = InstantField(tr("The instant to look at"), zone)
        show = Button(theme, tr("Show the desk at this time"))
        show.clicked.connect(lambda: self.past_requested.emit(self._when.instant))
        copy = Button(theme, tr("Copy the command"), kind="quiet")
        copy.clicked.connect(lambda: self.command_requested.emit(self._when.instant))
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        for widget in (self._when, show, copy):
            row.addWidget(widget)
        row.addStretch(1)
        self.content.addWidget(self._why)
        self.content.addLayout(row)

    def offer(self, log: LogDescription | None) -> None:
        """Offer the log's busiest instant; hidden where it has none."""
        self.setVisible(log is not None and log.busiest_at is not None)
        if log and log.busiest_at and log.first_at and log.last_at:
            self._when.set_bounds(log.first_at, log.last_at)
            self._when.show_instant(log.busiest_at)
            self._why.setText(
                tr("The log ends on {end}. Most of its cases were open at the time below. A window "
                   "of its own opens; its clocks go on from there, and nothing is written.",
                   end=full_words(log.last_at, self._zone))
            )  # fmt: skip


def lead_to_past(card: PastCard, ports: Ports, workspace: Workspace, banner: Banner) -> None:
    """Have the card open the past desk, or copy the command that does."""

    def opened(instant: datetime) -> None:
        try:
            ports.open_past(instant)
        except KnownError as error:
            banner.show_error(error)
        else:
            workspace.said.emit(tr("The past desk opens in a window of its own"))

    def copied(instant: datetime) -> None:
        ports.copy(ports.past_command(instant))
        workspace.said.emit(tr("Copied"))

    card.past_requested.connect(opened)
    card.command_requested.connect(copied)
