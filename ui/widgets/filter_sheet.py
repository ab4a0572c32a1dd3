"""The filter's sheet: what is ticked or typed in it is applied at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QWidget

from models.handbook.intake import STATUSES
from models.queue_filter import QueueFilter
from models.wording import PRIORITIES
from models.wording import STATUSES as STATUS_WORDS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.environment_filter import EnvironmentFilter
from ui.widgets.field import Field
from ui.widgets.filter_words import cleared
from ui.widgets.labels import caption, title
from ui.widgets.language_list import LanguageBox
from ui.widgets.sheet import Sheet

_ANYBODY, _NOBODY = "anybody", "nobody"
_COLUMNS = 2


class FilterSheet(Sheet):
    """`filter_chosen` carries the whole filter each time something is ticked or unticked."""

    filter_chosen = Signal(object)

    def __init__(
        self, theme: Theme, over: QWidget, shown: QueueFilter, people: Sequence[tuple[int, str]],
        words: str, statuses: Sequence[str] = STATUSES,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, words, width=520)
        sizes = theme.sizes
        self._shown = shown
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(words))
        self._priorities = self._boxes(tr("Priority"), {name: name for name in PRIORITIES}, 4)
        named = {name: tr(STATUS_WORDS[name]) for name in statuses}
        self._statuses = self._boxes(tr("Status"), named, _COLUMNS)
        self._agents, self._language = self._agent_field(people), LanguageBox()
        self._language.activated.connect(self._choose)
        self._add_choices()
        self._environment = self._environment_fields()
        self._buttons(theme)
        self._show()
        self.closed.connect(self._environment.settle)
        self.closed.connect(self.deleteLater)
        self.accepted.connect(self.close_sheet)

    def _boxes(self, words: str, names: Mapping[str, str], columns: int) -> dict[str, QCheckBox]:
        self.content.addWidget(caption(words))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        boxes = {}
        for place, (name, said) in enumerate(names.items()):
            box = QCheckBox(said)
            box.setAccessibleName(f"{words}: {said}")
            box.clicked.connect(self._choose)
            grid.addWidget(box, place // columns, place % columns)
            boxes[name] = box
        self.content.addLayout(grid)
        self.content.addSpacing(8)
        return boxes

    def _agent_field(self, people: Sequence[tuple[int, str]]) -> QComboBox:
        field = QComboBox()
        field.setAccessibleName(tr("Agent"))
        field.addItem(tr("Anybody"), _ANYBODY)
        field.addItem(tr("Nobody: unassigned"), _NOBODY)
        for person_id, name in people:
            field.addItem(name, person_id)
        field.activated.connect(self._choose)
        return field

    def _add_choices(self) -> None:
        """Who has it beside what it is in."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.sizes.small)
        row.addWidget(Field(tr("Agent"), self._agents), 1)
        row.addWidget(Field(tr("Language"), self._language), 1)
        self.content.addLayout(row)

    def know_languages(self, of_desk: Sequence[str]) -> None:
        """What the desk's cases are in is offered first."""
        self._language.offer(of_desk)

    def _environment_fields(self) -> EnvironmentFilter:
        fields = EnvironmentFilter()
        fields.chosen.connect(self._choose)
        self.content.addSpacing(8)
        self.content.addWidget(fields)
        return fields

    def _buttons(self, theme: Theme) -> None:
        row = QHBoxLayout()
        buttons: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (tr("Clear"), "", self._clear),
            (tr("Done"), "Esc", self.close_sheet),
        )
        row.addStretch(1)
        for words, keys, run in buttons:
            button = Button(theme, words, keys=keys)
            button.clicked.connect(run)
            row.addWidget(button)
        self.content.addSpacing(8)
        self.content.addLayout(row)

    def _show(self) -> None:
        for name, box in self._priorities.items():
            box.setChecked(name in self._shown.priorities)
        for name, box in self._statuses.items():
            box.setChecked(name in self._shown.statuses)
        agent = _NOBODY if self._shown.unassigned else self._shown.assignee_id or _ANYBODY
        self._agents.setCurrentIndex(max(self._agents.findData(agent), 0))
        self._language.choose(self._shown.language)
        self._environment.show_filter(self._shown)

    def _choose(self) -> None:
        agent = self._agents.currentData()
        self._shown = replace(
            self._environment.applied_to(self._shown),
            priorities=tuple(n for n, box in self._priorities.items() if box.isChecked()),
            statuses=tuple(n for n, box in self._statuses.items() if box.isChecked()),
            assignee_id=agent if isinstance(agent, int) else None,
            unassigned=agent == _NOBODY,
            language=self._language.code,
        )
        self.filter_chosen.emit(self._shown)

    def _clear(self) -> None:
        self._shown = replace(cleared(self._shown), text=self._shown.text)
        self._show()
        self.filter_chosen.emit(self._shown)
