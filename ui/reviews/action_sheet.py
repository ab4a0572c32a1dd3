"""What can be done with corrective actions, each asked in a sheet: wherever some are shown."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.action_words import effect_words, reading_words
from models.commands.corrective_actions import ChangedMeanwhile
from models.errors import KnownError
from models.handbook.action_effect import Effect, Reading
from models.queries.action_choices import ActionChoices, action_choices
from models.queries.action_effects import last_reading
from models.queries.corrective_actions import ActionRow
from models.review_words import period_words
from ui.messages import tr
from ui.reviews.action_form import ActionForm, edit_form, new_form
from ui.reviews.action_steps import move_form, step_form
from ui.theme import Theme
from ui.way_back import WayBack
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace


class ActionSheets(QObject):
    """Asks in a sheet over the window of `page`, writes, and has a way back from what was done last
    (`back`). What was typed is kept until it is saved.

    `made` carries the id of a new action; `refused` an error that no sheet shows.
    """

    made = Signal(int)
    refused = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: FormDrafts, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme, self._workspace, self._drafts, self._page = theme, workspace, drafts, page
        self.back = WayBack(workspace, self)

    def new(self, postmortem_id: int | None = None, review: str = "") -> None:
        """Make one, of a postmortem, of a review (“weekly 2026W12”), or of neither."""
        self._with_choices(partial(self._ask_new, postmortem_id, review))

    def edit(self, row: ActionRow) -> None:
        """Change anything of an open one."""
        self._with_choices(partial(self._ask_edit, row))

    def move(self, row: ActionRow) -> None:
        """Another day, with why."""
        self._ask(f"{row.id}-move", move_form(row, self._today()))

    def finish(self, row: ActionRow) -> None:
        """It is done, and what shows it."""
        self._ask(f"{row.id}-finish", step_form(self._theme, row, "finish"))

    def drop(self, row: ActionRow) -> None:
        """It will not be done, and why."""
        self._ask(f"{row.id}-drop", step_form(self._theme, row, "drop"))

    def reopen(self, row: ActionRow) -> None:
        """It is open again, and why."""
        self._ask(f"{row.id}-reopen", step_form(self._theme, row, "reopen"))

    def take_back(self) -> None:
        """Take back what was done last, where nobody did anything since."""
        self.back.take_back(self.refused.emit)

    # ---- the form ----

    def _with_choices(self, then: Callable[[ActionChoices], None]) -> None:
        query = partial(action_choices, now=self._workspace.clock.now())
        self._workspace.read(query, then, self, "action choices", self.refused.emit)

    def _ask_new(self, postmortem_id: int | None, review: str, choices: ActionChoices) -> None:
        form = self._form(choices, None)
        about = f"{postmortem_id or ''} {review}".strip()
        ask = partial(self._ask, "new", new_form(form, postmortem_id, review), form, about)
        once_clear(self._page, ask)

    def _ask_edit(self, row: ActionRow, choices: ActionChoices) -> None:
        form = self._form(choices, row)
        once_clear(self._page, partial(self._ask, f"{row.id}-edit", edit_form(form, row), form))

    def _form(self, choices: ActionChoices, row: ActionRow | None) -> ActionForm:
        def preview(effect: Effect | None) -> None:
            form.below.setText(tr(effect_words(effect)) if effect is not None else "")
            if effect is not None:
                query = partial(last_reading, measure=effect.measure,
                                now=self._workspace.clock.now())  # fmt: skip
                self._workspace.read(query, partial(show, effect), form.below, "effect", ignore)

        def show(effect: Effect, reading: Reading) -> None:
            said = {"effect": tr(effect_words(effect)), "when": period_words(reading.first)}
            was = reading_words(effect.measure, reading)
            form.below.setText(tr("{effect}. In {when} it was: {was}.", **said, was=was))

        def ignore(_error: Exception) -> None:
            """What it was is a help: without it the form is whole."""

        form = ActionForm(self._theme, choices, self._today(), row, preview)
        return form

    def _ask(
        self, name: str, form: Form, fields: ActionForm | None = None, about: str = ""
    ) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            def refused(error: Exception) -> None:
                if isinstance(error, ChangedMeanwhile) and fields is not None:
                    fields.seen = error.version  # who was told may do it again
                sheet.show_error(error)

            def done() -> None:
                saved()
                if fields is not None and fields.made is not None:
                    self.made.emit(fields.made)

            sheet.closed.connect(partial(self._workspace.let_go, self.back))
            self.back.write(asked, done, refused)

        self._drafts.open(
            self._theme, self._page.window(), form, f"action-{name}", submit,
            self._workspace.said.emit, about, failed=self._fail,
        )  # fmt: skip

    def _fail(self, error: KnownError) -> None:
        self.refused.emit(error)

    def _today(self) -> date:
        return self._workspace.clock.now().astimezone(self._drafts.zone).date()
