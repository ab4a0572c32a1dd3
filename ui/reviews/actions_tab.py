"""Corrective actions: what is open and overdue first, then what was done and whether it worked."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.action_words import KIND_WORDS, VERDICT_WORDS, due_words
from models.changes import Changes
from models.errors import KnownError
from models.handbook.action_effect import DID_NOT, WORKED
from models.handbook.corrective_actions import CASE_KEY, DONE, DROPPED, OPEN
from models.queries.action_history import ActionStep, action_history
from models.queries.case import case_id_of
from models.queries.corrective_actions import ActionRow, actions
from models.search_words import folded
from models.text import counted, text
from models.wording import capitalised, day_words
from ui.actions import Actions
from ui.messages import inline, tr
from ui.ports import Ports
from ui.review_actions import ACTIONS
from ui.reviews.action_card import ActionCard
from ui.reviews.action_sheet import ActionSheets
from ui.reviews.review_tab import ReviewTab, Verbs
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.column_table import Column, give_columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_draft import FormDrafts
from ui.widgets.printing import Paper
from ui.widgets.search_field import SearchField
from ui.widgets.table_cells import Tone
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

_OVERDUE, _ALL = "overdue", "all"
_SHOWN: Final[dict[str, tuple[str, Callable[[ActionRow], bool]]]] = {
    OPEN: ("Open", lambda row: row.status == OPEN),
    _OVERDUE: ("Overdue", lambda row: row.overdue),
    WORKED: ("Worked", lambda row: row.verdict == WORKED),
    DID_NOT: ("Did not work", lambda row: row.verdict == DID_NOT),
    DONE: ("Done", lambda row: row.status == DONE),
    DROPPED: ("Dropped", lambda row: row.status == DROPPED),
    _ALL: ("All", lambda _: True),
}


def _due(row: ActionRow) -> str:
    return tr(due_words(row.due_on, row.first_due_on, row.moved))


def _short_due(row: ActionRow) -> str:
    if row.ended_on is not None:
        done = "done {day}" if row.status == DONE else "dropped {day}"
        return tr(done, day=day_words(row.ended_on, year=True))
    day = day_words(row.due_on, year=True)
    return tr("{day}, carried {count}×", day=day, count=row.moved) if row.moved else day


def _due_tone(row: ActionRow) -> Tone:
    return "breached" if row.overdue else "text"


def _state(row: ActionRow) -> str:
    """Overdue is said in words, too: no state is colour alone."""
    if row.overdue:
        return tr(counted(row.days_over, "1 day overdue", "{count} days overdue"))
    if row.status == DONE and row.judgement is not None:
        return tr(VERDICT_WORDS[row.verdict])
    return tr({OPEN: "Open", DONE: "Done", DROPPED: "Dropped"}[row.status])


def _state_tone(row: ActionRow) -> Tone:
    if row.overdue:
        return "breached"
    tones: dict[str, Tone] = {WORKED: "calm", DID_NOT: "missed"}
    return tones.get(row.verdict, "muted") if row.status != OPEN else "text"


COLUMNS: Final = (
    Column("Priority", 70, lambda row: str(row.priority), figures=True),
    Column("What is to be done", 0, lambda row: inline(row.title), "strong"),
    Column("Kind", 86, lambda row: tr(KIND_WORDS[row.kind]), "muted", least=760),
    Column("Whose", 168, lambda row: inline(capitalised(tr(row.role)))),
    Column("Due", 176, _short_due, _due_tone, _due),
    Column("Expected", 250, lambda row: tr(row.effect_words), "muted", least=1_060),
    Column("State", 136, _state, _state_tone, lambda row: tr(row.judgement_words)),
)  # fmt: skip


class ActionsTab(ReviewTab):
    """Read at each visit and after each change. `go_to(id)` shows an action."""

    name = "actions"

    def __init__(
        self, theme: Theme, workspace: Workspace, registry: Actions, ports: Ports,
        drafts: FormDrafts, verbs: Verbs,
    ) -> None:  # fmt: skip
        super().__init__({"print": tr("Actions PDF")})
        self._verbs = verbs
        self._theme, self._workspace, self._ports = theme, workspace, ports
        self._rows: Sequence[ActionRow] = ()
        self._wanted: int | None = None
        self._banner = Banner(theme)
        self.sheets = ActionSheets(theme, workspace, drafts, self)
        specs = [ChipSpec(name, tr(words)) for name, (words, _) in _SHOWN.items()]
        self._chips = ChipRow(theme, tr("Which actions"), specs)
        self._field = SearchField(theme, tr("Find an action"))
        self._table = TableView(theme, tr("Corrective actions"))
        self._model = give_columns(self._table, COLUMNS, self)
        self._card = ActionCard(theme, drafts.zone)
        self._actions = self._add_actions(registry)
        self._none = EmptyState(
            theme, "check", tr("There is no corrective action yet."),
            tr("Make one, or let one come of a postmortem or a review: with an owner, a day and a"
               " number that tells whether it worked."), self._actions["action_new"],
        )  # fmt: skip
        self._nothing = EmptyState(
            theme, "search", tr("No action is so."), tr("Choose others above, or other words."),
        )  # fmt: skip
        self._buttons: dict[str, ActionButton] = {}
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_rows()

    # ---- what the page asks ----

    def buttons(self) -> list[QAction]:
        """The published list, and a new one."""
        return [self._verbs.print, self._actions["action_new"]]

    def main_button(self) -> QAction | None:
        """A new one is what somebody comes for who does not come to look."""
        return self._actions["action_new"]

    def shown(self) -> None:
        """Quarters end, and days pass: it is read at each visit."""
        self.read()

    def focus_first(self) -> None:
        """The list."""
        if self._body.currentWidget() is self._none:
            self._none.setFocus()
        else:
            self._table.setFocus()

    def location(self) -> object:
        """The action of the keyboard."""
        row = self._row()
        return None if row is None else row.id

    def go_to(self, location: object) -> None:
        """Show this action."""
        if isinstance(location, int):
            self._wanted = location
            self._chips.choose(_ALL)
            self._field.clear()
            self.read()

    def paper(self) -> Paper | None:
        """The published list, all of it whatever is in view."""
        return Paper(
            tr("Save the published actions"), tr("Corrective actions.pdf"),
            tr("The list is written"), self._ports.actions_pdf,
        )  # fmt: skip

    # ---- reading ----

    def read(self) -> None:
        """Read all of them: there are as many as a team makes."""
        query = partial(actions, now=self._workspace.clock.now())
        self._workspace.read(query, self._show, self, "actions", self._fail)

    def _show(self, rows: Sequence[ActionRow]) -> None:
        self._rows = rows
        self._banner.hide()
        counts = {name: sum(map(fits, rows)) for name, (_, fits) in _SHOWN.items()}
        self._chips.show_counts(counts)
        self.set_subtitle(tr(text(
            "{open}, {over}", open=counted(counts[OPEN], "1 open", "{count} open"),
            over=counted(counts[_OVERDUE], "1 overdue", "{count} overdue"),
        )))  # fmt: skip
        self._show_rows()

    def _show_rows(self) -> None:
        fits = _SHOWN[self._chips.chosen()[0]][1]
        words = folded(self._field.text()).split()
        shown = [row for row in self._rows if fits(row) and _says(row, words)]
        before, at = self._row(), self._table.current_row() or 0
        self._model.show(shown)
        self._table.end_after_rows()
        wanted = self._wanted if self._wanted is not None else before.id if before else None
        same = [place for place, row in enumerate(shown) if row.id == wanted]
        if shown:
            self._table.go_to_row(same[0] if same else min(at, len(shown) - 1))
        if same or not self._rows:
            self._wanted = None
        parts = self._none if not self._rows else self._nothing if not shown else self._listed
        self._body.setCurrentWidget(parts)
        self._chosen()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & {"action", "postmortem", "person"}:
            self.read()

    # ---- the action of the keyboard ----

    def _row(self) -> ActionRow | None:
        at, rows = self._table.current_row(), self._model.rows
        return rows[at] if at is not None and at < len(rows) else None

    def _chosen(self) -> None:
        row = self._row()
        self._offer(row)
        self._card.show_action(row)
        if row is not None:
            query = partial(action_history, action_id=row.id)
            self._workspace.read(query, partial(self._show_history, row.id), self, "history")

    def _show_history(self, action_id: int, steps: tuple[ActionStep, ...]) -> None:
        row = self._row()
        if row is not None and row.id == action_id:
            self._card.show_history(steps)

    def _offer(self, row: ActionRow | None) -> None:
        is_open = row is not None and row.status == OPEN
        for name in ("action_edit", "action_done", "action_move", "action_drop"):
            self._actions[name].setEnabled(is_open)
        ended = row is not None and not is_open
        self._actions["action_reopen"].setEnabled(ended)
        for name, button in self._buttons.items():
            button.setVisible(self._actions[name].isEnabled())
        self._actions["action_undo"].setEnabled(self.sheets.back.is_there)

    def _about(self, ask: Callable[[ActionRow], None]) -> None:
        row = self._row()
        if row is not None:
            ask(row)

    def _show_evidence(self, key: str) -> None:
        if not key.startswith(CASE_KEY):
            self.place_requested.emit("knowledge", key)
            return
        query, then = partial(case_id_of, key=key), self.open_case_requested.emit
        self._workspace.read(query, then, self, "evidence", self._fail)

    def _made(self, action_id: int) -> None:
        """A new one is in sight, whatever was looked for."""
        self._wanted = action_id
        self._field.clear()
        self._chips.choose(OPEN)

    # ---- building ----

    def _add_actions(self, registry: Actions) -> dict[str, QAction]:
        sheets = self.sheets
        run: dict[str, Callable[[], object]] = {
            "action_new": sheets.new, "action_edit": partial(self._about, sheets.edit),
            "action_done": partial(self._about, sheets.finish),
            "action_move": partial(self._about, sheets.move),
            "action_drop": partial(self._about, sheets.drop),
            "action_reopen": partial(self._about, sheets.reopen),
            "action_undo": sheets.take_back, "action_find": self._field.focus_and_select,
        }  # fmt: skip
        return {name: registry.add(spec, self, run[name]) for name, spec in ACTIONS.items()}

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.medium, sizes.page, sizes.wide)
        column.setSpacing(sizes.medium)
        above = QHBoxLayout()
        above.setSpacing(sizes.small)
        above.addWidget(self._chips, 1)
        self._field.setMaximumWidth(240)
        above.addWidget(self._field)
        self._listed = QWidget()
        parts = QVBoxLayout(self._listed)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(sizes.medium)
        parts.addWidget(self._table, 3)
        for name in ("action_edit", "action_done", "action_move", "action_drop", "action_reopen"):
            self._buttons[name] = ActionButton(self._theme, self._actions[name])
            self._card.add_button(self._buttons[name])
        parts.addWidget(self._card, 2)
        parts.addStretch()
        column.addWidget(self._banner)
        column.addLayout(above)
        for part in (self._listed, self._none, self._nothing):
            self._body.addWidget(part)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._chips.chosen_changed.connect(lambda *_: self._show_rows())
        self._field.search_changed.connect(lambda *_: self._show_rows())
        self._field.left.connect(self.focus_first)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self._table.row_opened.connect(lambda *_: self._open())
        self._banner.retry_requested.connect(self.read)
        self._card.origin_asked.connect(partial(self.place_requested.emit, "reviews"))
        self._card.evidence_asked.connect(self._show_evidence)
        self.sheets.refused.connect(self._fail)
        self.sheets.made.connect(self._made)
        self.sheets.back.changed.connect(lambda: self._offer(self._row()))
        self._workspace.changed.connect(self._changed)

    def _open(self) -> None:
        """Enter edits what is open."""
        if self._actions["action_edit"].isEnabled():
            self._about(self.sheets.edit)


def _says(row: ActionRow, words: Sequence[str]) -> bool:
    """Whether an action has all of these words, or beginnings of them."""
    held = folded(" ".join((row.title, row.role, row.owner, str(row.effect_words), row.postmortem,
                            row.evidence)))  # fmt: skip
    return all(word in held for word in words)
