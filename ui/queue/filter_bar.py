"""Everything that narrows the queue, in one place: chips, words, filter, views, what is on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.changes import Changes
from models.handbook.intake import OPEN
from models.queue_filter import QueueFilter
from ui.messages import tr
from ui.queue.view_menu import ViewMenu
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.filter_strip import FilterStrip
from ui.widgets.filter_words import parts
from ui.widgets.search_field import SearchField
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.widgets.form_draft import FormDrafts

_ROOMY, _WIDE, _NARROW = 1040, 240, 116
_CHIPS = (
    ("open", "All open"),
    ("breached", "Breached"),
    ("at_risk", "At risk"),
    ("unassigned", "Unassigned"),
    ("mine", "Mine"),
    ("paused", "Paused"),
    ("urgent", "P1–P2"),
)
_HINTS = {
    "breached": "What binds is over: the SLA, or the SLO of what has no SLA, such as updates by "
    "default",
    "at_risk": "A first warning has passed, or the SLO beside an SLA; not breached",
}


def _specs() -> list[ChipSpec]:
    return [ChipSpec(one, tr(words), hint=tr(_HINTS.get(one, ""))) for one, words in _CHIPS]


class _Chips(QScrollArea):
    """Chips that are cut rather than push the window wider, and come into view by keyboard."""

    def __init__(self, row: ChipRow) -> None:
        super().__init__()
        self._row = row
        self.setWidget(row)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(row.sizeHint().height())

    def sizeHint(self) -> QSize:
        """All of the chips, where there is room."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Two of them."""
        return QSize(200, self.height())


class FilterBar(QWidget):
    """Shows a filter and lets it be changed. `filter_chosen` carries the new one; `left`: done."""

    filter_chosen = Signal(object)
    left = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: "Callable[[], FormDrafts]",
        own: Mapping[str, QAction],
    ) -> None:  # fmt: skip
        super().__init__()
        self._shown = QueueFilter()
        self._chips = ChipRow(theme, tr("Which cases"), _specs())
        self._search = SearchField(theme, tr("Filter by words"))
        self._views = ViewMenu(theme, workspace, drafts, own["views"], own["save-view"])
        self._strip = FilterStrip(theme, own["clear"])
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(_Chips(self._chips), 1)
        row.addWidget(self._search)
        self._buttons = (ActionButton(theme, own["filter"]), self._views)
        for button in self._buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        column.addLayout(row)
        column.addWidget(self._strip)
        self._chips.chosen_changed.connect(self._choose_chip)
        self._search.search_changed.connect(self._choose_words)
        self._search.left.connect(self.left)
        self._views.filter_chosen.connect(self._choose_view)
        self._strip.filter_chosen.connect(self.filter_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the field and the buttons' keys give way to the chips."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOMY
        self._search.setFixedWidth(_WIDE if roomy else _NARROW)
        self._search.setPlaceholderText(tr("Filter by words") if roomy else tr("Words"))
        self._chips.set_narrow(not roomy)
        for button in self._buttons:
            button.set_narrow(not roomy)

    def show_filter(self, shown: QueueFilter, people: Mapping[int, str]) -> None:
        """Say what is on; the words of a saved view stand in the field.

        Words in it that were typed a moment ago, and are not on yet, stay.
        """
        other_words = shown.text != self._shown.text
        self._shown = shown
        self._chips.choose(shown.chip)
        only_open = set(shown.statuses) <= set(OPEN)
        self._chips.show_words("open", tr("All open") if only_open else tr("All"))
        if other_words and self._search.text().strip() != shown.text:
            self._search.setText(shown.text)
        self._strip.show_parts(parts(shown, people))
        self._views.show_filter(shown)

    def show_words(self, words: str) -> None:
        """These stand in the field, and not what is being typed there."""
        self._search.setText(words)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many cases each chip would show."""
        self._chips.show_counts(dict(counts))

    def type_words(self) -> None:
        """To the field."""
        self._search.focus_and_select()

    def open_views(self) -> None:
        """The menu of saved views."""
        self._views.open()

    def read_views(self) -> None:
        """Which views there are."""
        self._views.read()

    def save_view(self) -> None:
        """The sheet that keeps this filter under a name."""
        self._views.ask_name()

    def changed(self, changes: Changes) -> None:
        """Something was written."""
        self._views.changed(changes.kinds)

    def _choose_chip(self, chosen: tuple[str, ...]) -> None:
        self.filter_chosen.emit(replace(self._shown, chip=chosen[0] if chosen else "open"))

    def _choose_view(self, shown: QueueFilter) -> None:
        self.filter_chosen.emit(shown)
        self.show_words(shown.text)

    def _choose_words(self, words: str) -> None:
        self.filter_chosen.emit(replace(self._shown, text=words))
