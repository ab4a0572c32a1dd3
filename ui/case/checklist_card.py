"""The playbooks of a case as checklists: how far it has come, and what is left to do."""

from collections.abc import Mapping
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.intake import may
from models.queries.case import CaseDetail
from models.queries.playbooks import Checklist, Step
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import caption
from ui.widgets.step_row import StepRow


class ChecklistCard(Card):
    """`ticked` carries a playbook's key, the words of a step, and whether it is done now."""

    ticked = Signal(str, str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Checklist"))
        self._lists: list[_List] = []
        self._theme = theme
        self.content.setSpacing(theme.sizes.small)
        self.hide()

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show the case's checklists; the step that the keyboard is on stays."""
        shown = case.checklists
        while len(self._lists) < len(shown):
            self._add()
        may_tick = may("tick", case.row.status)
        for view, told in zip_longest(self._lists, shown):
            view.show_list(told, case.people, at, alone=len(shown) == 1, may_tick=may_tick)
        if len(shown) == 1:
            self.set_title(shown[0].title, progress_words(shown[0]))
        elif shown:
            self.set_title(tr("Checklists"))
        self.setVisible(bool(shown))

    def first_to_do(self) -> QWidget | None:
        """Where the keyboard begins: at the first step that is not done, or the first of all."""
        rows = [row for one in self._lists if not one.isHidden() for row in one.rows_shown()]
        return next((row for row in rows if not row.done), rows[0] if rows else None)

    def _add(self) -> None:
        made = _List(self._theme)
        made.ticked.connect(self.ticked)
        self._lists.append(made)
        self.content.addWidget(made)


class _List(QWidget):
    """One playbook; its title stands above where there are several."""

    ticked = Signal(str, str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._key = ""
        self._rows: list[StepRow] = []
        self._head = caption(wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)

    def show_list(
        self, told: Checklist | None, people: Mapping[int, str], at: ZoneNow, *, alone: bool,
        may_tick: bool,
    ) -> None:  # fmt: skip
        """Its steps; out of sight where there is none."""
        self.setVisible(told is not None)
        if told is None:
            return
        self._key = told.key
        self._head.setText(tr("{title} · {progress}", title=told.title,
                              progress=progress_words(told)))  # fmt: skip
        self._head.setVisible(not alone)
        while len(self._rows) < len(told.steps):
            self._add()
        for row, step in zip_longest(self._rows, told.steps):
            row.setVisible(step is not None)
            if step is not None:
                row.show_step(step.words, _said(step, people, at), done=step.done)
                row.setEnabled(may_tick)

    def rows_shown(self) -> list[StepRow]:
        """The rows of its steps."""
        return [row for row in self._rows if not row.isHidden()]

    def _add(self) -> None:
        row = StepRow(self._theme)
        row.clicked.connect(lambda: self.ticked.emit(self._key, row.words, not row.done))
        self._rows.append(row)
        self._column.addWidget(row)


def progress_words(told: Checklist) -> str:
    """“4 of 9”."""
    return tr("{done} of {all}", done=told.done, all=len(told.steps))


def _said(step: Step, people: Mapping[int, str], at: ZoneNow) -> str:
    if step.at is None:
        return ""
    who = people.get(step.by or 0, "")
    return " · ".join(part for part in (who, at.words(step.at)) if part)
