"""A case that was assigned and not touched: who could take it instead, at one key, or leave it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.commands.cases import assign
from models.commands.untouched import leave_with_assignee
from models.queries.case import CaseDetail
from models.queries.untouched import Untouched, untouched_case
from ui.actions import Actions
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.case_forms import Asked
from ui.widgets.labels import body, muted
from ui.workspace import Workspace


class UntouchedCase(QObject):
    """`card` is in sight while there is something to answer; `do` does it to a case at once."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget,
        at: Callable[[], ZoneNow], do: Callable[[CaseDetail, Asked], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace, self._at, self._do = workspace, at, do
        self._case: CaseDetail | None = None
        self._found: Untouched | None = None
        self._hand_over = actions.add(CASE["next-best"], page, self._give)
        self._leave = actions.add(CASE["leave"], page, self._leave_it)
        self.card = Card(theme)
        self._words, self._other = body(wrap=True), muted(wrap=True)
        self._words.setProperty("ink", "soon")
        self._button = ActionButton(theme, self._hand_over)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        for button in (self._button, ActionButton(theme, self._leave)):
            row.addWidget(button)
        row.addStretch(1)
        for part in (self._words, self._other):
            self.card.content.addWidget(part)
        self.card.content.addLayout(row)
        self._show(None)

    def show_case(self, case: CaseDetail) -> None:
        """Look who could take it, where the lead was told that nobody has touched it."""
        another = self._case is None or self._case.row.id != case.row.id
        self._case = case
        if another:
            self._show(None)  # what is offered for one is never given to the other
        if not case.untouched:
            self._show(None)
            return
        query = partial(
            untouched_case, case_id=case.row.id, now=self._at().now,
            asker_id=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, partial(self._show_of, case.row.id), self, "untouched")

    def _show_of(self, case_id: int, found: Untouched | None) -> None:
        if self._case is not None and self._case.row.id == case_id:
            self._show(found)

    def _show(self, found: Untouched | None) -> None:
        self._found = found
        other = found.next_best if found is not None else None
        self._hand_over.setEnabled(other is not None)
        self._leave.setEnabled(found is not None)
        self._button.setVisible(other is not None)
        if found is not None:
            self._words.setText(_words(found, self._at()))
            self._other.setText(_other_words(found))
            self._leave.setText(tr("Leave it with {name}", name=found.assignee))
        if other is not None:
            self._hand_over.setText(tr("Hand over to {name}", name=other.name))
        self.card.setVisible(found is not None)

    def _give(self) -> None:
        found, case = self._found, self._case
        if case is not None and found is not None and found.next_best is not None:
            other = found.next_best
            given = {
                "person_id": other.id, "seen": found.assignee, "why": tuple(map(str, other.kept)),
            }  # fmt: skip
            self._do(case, Asked(assign, given, tr("Assigned to {name}", name=other.name)))

    def _leave_it(self) -> None:
        if self._case is not None and self._found is not None:
            said = tr("Left with {name}: nobody else is told", name=self._found.assignee)
            self._do(self._case, Asked(for_one(leave_with_assignee), {}, said))


def _words(found: Untouched, at: ZoneNow) -> str:
    since = at.words(found.since)
    return tr("▲ With {name} since {when}, and not touched.", name=found.assignee, when=since)


def _other_words(found: Untouched) -> str:
    other = found.next_best
    if other is None:
        return tr("Nobody else can take it just now.")
    why = " · ".join(tr(reason) for reason in other.reasons)
    return tr("Next best: {name} · {why}", name=other.name, why=why)
