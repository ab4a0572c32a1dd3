"""Templates of new cases on the page: choose one, keep the form as one, delete one."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.changes import Changes
from models.commands.intake_templates import (
    LONGEST_NAME,
    delete_intake_template,
    keep_intake_template,
)
from models.intake_texts import begun_with
from models.queries.intake_templates import IntakeTemplateRow, intake_templates
from ui.intake.template_list import TemplateList
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


class IntakeTemplates(QObject):
    """`begun` carries the form's texts once a template was chosen: what was typed is in them."""

    begun = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: FormDrafts, page: QWidget,
        typed: Callable[[], Mapping[str, str]],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._drafts = drafts
        self._page = page
        self._typed = typed
        self._before: Mapping[str, str] = {}
        self._sheet: TemplateList | None = None
        workspace.changed.connect(self._changed)

    def open(self) -> None:
        """Let a template be chosen: those of the form's category stand first."""
        if self._sheet is None:
            self._read()

    def forget(self) -> None:
        """Another form: what is in it was typed, whatever a template said."""
        self._before = {}

    def _read(self) -> None:
        query = partial(intake_templates, category=self._typed().get("category", ""))
        self._workspace.read(query, self._show, self, "intake-templates")

    def _show(self, rows: list[IntakeTemplateRow]) -> None:
        if self._sheet is not None:
            self._sheet.show_templates(rows)
        elif self._page.isVisible():
            sheet = self._sheet = TemplateList(self._theme, self._page.window())
            sheet.show_templates(rows)
            sheet.chosen.connect(self._begin)
            sheet.asked.connect(self._ask)
            sheet.closed.connect(self._closed)
            sheet.open()

    def _closed(self) -> None:
        self._sheet = None

    def _begin(self, row: IntakeTemplateRow) -> None:
        form = begun_with(row.texts, self._typed(), self._before)
        self._before = {name: words for name, words in row.texts.items() if form[name] == words}
        self.begun.emit(form)

    def _ask(self, what: str, row: IntakeTemplateRow | None) -> None:
        form = _deletion(row) if what == "delete" and row is not None else self._keeping(row)
        self._drafts.open(
            self._theme, self._page.window(), form, f"intake-template-{what}", self._submit,
            self._workspace.said.emit,
        )  # fmt: skip

    def _submit(self, sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        command = partial(asked.command, **asked.given)
        self._workspace.write(command, lambda _: saved(), sheet, asked.saying, sheet.show_error)

    def _keeping(self, row: IntakeTemplateRow | None) -> Form:
        """A name for what is in the form; under that of the one in view it takes its place."""
        name = named(QLineEdit(), "name")
        name.setMaxLength(LONGEST_NAME)
        typed = dict(self._typed())

        def read() -> Asked:
            same = row is not None and name.text().strip() == row.name
            seen = row.version if same and row is not None else None
            given = {"name": name.text(), "typed": typed, "seen": seen}
            return Asked(keep_intake_template, given, tr("Template kept"))

        hint = tr("Not kept: the customer, their message, the priority, the files. Under the name "
                  "of the template in view it takes its place.")  # fmt: skip
        return Form(tr("Keep this form as a template"), tr("Keep it"), [(tr("Name"), name)], read,
                    hint)  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if self._sheet is not None and "template" in changes.kinds:
            self._read()


def _deletion(row: IntakeTemplateRow) -> Form:
    delete = partial(Asked, delete_intake_template, {"template_id": row.id}, tr("Template deleted"))
    title = tr("Delete “{name}”?", name=row.name)
    return Form(title, tr("Delete"), [], delete, tr("Cases begun with it stay as they are."))
