"""A postmortem being written: kept with each key, saved as its next version."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from models.commands.postmortems import PostmortemClash
from models.errors import KnownError, Problems
from models.handbook.postmortems import Said, missing
from models.queries.corrective_actions import ActionRow, actions
from models.queries.figures import FigureCases
from models.queries.knowledge import case_called
from models.queries.postmortem import PostmortemDetail, suggested_factors
from models.queries.topic_cases import cases_by_id
from ui.actions import Actions, KeyNote
from ui.drafts import Drafts
from ui.messages import tr
from ui.review_actions import POSTMORTEMS
from ui.reviews.case_form import case_form
from ui.reviews.editor_foot import EditorFoot
from ui.reviews.editor_parts import EditorParts
from ui.reviews.own_actions_card import OwnActionsCard
from ui.reviews.own_cases_card import OwnCasesCard
from ui.reviews.postmortem_draft import PostmortemDraft
from ui.reviews.postmortem_saver import PostmortemSaver
from ui.reviews.timeline_editing import TimelineEditing
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.case_forms import Asked, open_form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.spell_check import SpellCheck
from ui.workspace import Workspace

_NOTES = (
    KeyNote("Enter", "Change the row of the timeline, or the action", "Postmortems"),
    KeyNote("Delete", "Take the row, the factor or the case out", "Postmortems"),
)


class PostmortemEditor(QWidget):
    """`begin` edits one. `saved` carries its id; `left`: the person is done here, what was typed is
    kept; `clashed` a `PostmortemClash`; `action_wanted` the `ActionRow` that is to be changed;
    `case_requested` that of a case to be looked at."""

    saved = Signal(int)
    left = Signal()
    clashed = Signal(object)
    action_wanted = Signal(object)
    case_requested = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, registry: Actions, drafts: Drafts, zone: ZoneInfo,
        add_action: QAction,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._workspace, self._drafts = theme, workspace, drafts
        self.draft: PostmortemDraft | None = None
        self._showing = False
        add = partial(registry.add, owner=self)
        save = add(POSTMORTEMS["save"], run=self.save)
        self._discard_action = add(POSTMORTEMS["discard"], run=self._discard)
        add(POSTMORTEMS["factor"], run=self._name_factor)
        self._cases = OwnCasesCard(theme, add(POSTMORTEMS["case"], run=self._add_case))
        self._actions = OwnActionsCard(theme, add_action)
        forms = FormDrafts(drafts, workspace.clock.now, zone)
        self._timeline = TimelineEditing(theme, workspace, registry, zone, self._cases, self, forms)
        registry.note(*_NOTES)
        self.banner = Banner(theme)
        self.parts = EditorParts(theme, zone, self._timeline.card, self._cases, self._actions)
        self.foot = EditorFoot(theme, save, self._discard_action, self.close_editor)
        self._saver = PostmortemSaver(workspace, self)
        spelling = SpellCheck(theme, workspace, self.parts.texts(), self)
        spelling.said.connect(workspace.said)
        add(POSTMORTEMS["spelling"], run=spelling.next)
        self.foot.lay_out(self, self.banner, self.parts)
        self._connect()

    # ---- what is edited ----

    def begin(self, of: PostmortemDetail) -> None:
        """Edit this one; a draft of it comes back."""
        self.draft = draft = PostmortemDraft(self._drafts, of.id, of.number, of.said)
        self._timeline.about = draft.name
        self.banner.hide()
        if draft.is_back:
            self.banner.show_message(
                "note", tr("What you wrote and did not save is back."), "", tr("Discard it")
            )
        self._show(draft)
        self._actions.show_actions(())
        self.read_actions()
        self._read_names()
        self.focus_first()

    def focus_first(self) -> None:
        """What a postmortem that was just begun lacks: its first factor; else its story."""
        none = not self.parts.factors.factors()
        first = self.parts.factors.line if none else self.parts.texts()[1]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """What stands here, by field."""
        return {**self.parts.values(), "note": self.foot.note.text()}

    def read_actions(self) -> None:
        """Those of the postmortem, which are saved each for itself."""
        if self.draft is not None:
            query = partial(actions, now=self._workspace.clock.now(), postmortem_id=self.draft.id)
            self._workspace.read(query, self._show_actions, self, "actions", self._say)

    def rebase(self, number: int, said: Said) -> None:
        """This is to stand here, which takes the version of that number into account."""
        if self.draft is not None:
            self.draft.rebase(number, said)
            self.banner.hide()
            self._show(self.draft)

    def close_editor(self) -> None:
        """Leave; what is not saved is kept."""
        self._keep()
        if self.draft is not None and self.draft.is_typed:
            self._workspace.said.emit(tr("What you typed is kept"))
        self.left.emit()

    def save(self) -> None:
        """As the next version."""
        if self.draft is not None:
            self._keep()
            self._saver.save(self.draft)

    # ---- following what is typed ----

    def _show(self, draft: PostmortemDraft) -> None:
        self._showing = True
        self.parts.show_values(draft.values)
        self.foot.note.setText(draft.values.get("note", ""))
        self._showing = False
        self._discard_action.setEnabled(draft.is_typed)
        self._tell_missing()

    def _keep(self) -> None:
        """Where it is something else than before: an underline alone is no typing."""
        if self.draft is None or self._showing:
            return
        values = self.values()
        if values != self.draft.values:
            self.draft.keep(values)
            self._discard_action.setEnabled(self.draft.is_typed)
            self._tell_missing()

    def _tell_missing(self) -> None:
        """Why it could not leave the draft as it stands here."""
        if self.draft is not None:
            self.foot.show_missing(missing(self.draft.said(), self._actions.owned()))

    def _read_names(self) -> None:
        """What the cases are called, and the factors that are known."""
        called = partial(cases_by_id, ids=self._cases.ids)
        names = partial(suggested_factors, case_ids=self._cases.ids)
        self._workspace.read(called, self._show_called, self, "called", self._say)
        self._workspace.read(names, self.parts.factors.show_known, self, "names", self._say)

    def _show_called(self, found: FigureCases) -> None:
        self._cases.show_called(found.rows)
        self._timeline.card.show_rows(self._timeline.card.rows, self._cases.keys())

    def _show_actions(self, rows: Sequence[ActionRow]) -> None:
        self._actions.show_actions(rows)
        self._tell_missing()

    # ---- what the person does ----

    def _name_factor(self) -> None:
        self.parts.factors.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_case(self) -> None:
        def add(key: str, sheet: FormSheet) -> None:
            def found(case_id: int) -> None:
                sheet.close_sheet()
                self._cases.add_case(case_id)
                self._read_names()

            query = partial(case_called, key=key)
            self._workspace.read(query, found, self, "case", sheet.show_error)

        def submit(sheet: FormSheet, asked: Asked) -> None:
            asked.command(**asked.given, sheet=sheet)

        form = case_form(self._theme, self._workspace, add)
        open_form(self._theme, self.window(), form, submit)

    def _discard(self) -> None:
        if self.draft is not None:
            self.draft.give_up()
            self.banner.hide()
            self._show(self.draft)
            self.focus_first()
            self._workspace.said.emit(tr("Back to what is saved"))

    def _was_saved(self, draft: PostmortemDraft) -> None:
        if draft is self.draft:
            self.draft = None
            self.saved.emit(draft.id)

    def _fail(self, draft: PostmortemDraft, error: Exception) -> None:
        if draft is not self.draft or not isinstance(error, KnownError):
            return
        if isinstance(error, PostmortemClash):
            self.clashed.emit(error)
        elif not (isinstance(error, Problems) and self.parts.show_problem(error.by_field)):
            self.banner.show_error(error)

    def _say(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.banner.show_error(error)

    # ---- Qt's own ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; what is typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.parts.typed.connect(self._keep)
        self._timeline.changed.connect(self._keep)
        self._timeline.failed.connect(self._say)
        self.foot.note.textChanged.connect(self._keep)
        self._cases.case_requested.connect(self.case_requested)
        self._actions.action_requested.connect(self.action_wanted)
        self._saver.saved.connect(self._was_saved)
        self._saver.refused.connect(self._fail)
        self.banner.retry_requested.connect(self._discard)
