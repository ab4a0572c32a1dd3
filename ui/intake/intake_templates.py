"""Templates of new cases on the page: choose one, keep the form as one, delete, take back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.commands.intake_templates import (
    delete_intake_template,
    keep_intake_template,
    take_back_intake_template,
)
from models.errors import KnownError
from models.intake_texts import begun_with
from models.queries.intake_templates import IntakeTemplateRow, intake_templates
from ui.intake.template_list import TemplateList
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_FIELD: Final = "template"


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
        self.texts: Mapping[str, str] = {}
        """What the chosen template put into the form, by field."""
        self._back = WayBack(workspace, self)
        self._back.changed.connect(self._offer)
        self._sheet: TemplateList | None = None
        workspace.changed.connect(self._changed)

    def open(self) -> None:
        """Let a template be chosen: those of the form's category stand first."""
        if self._sheet is None:
            self._read()

    def values(self) -> dict[str, str]:
        """What the draft keeps of the template: another that is chosen takes its place."""
        return {_FIELD: json.dumps(self.texts)} if self.texts else {}

    def show_values(self, values: Mapping[str, str]) -> None:
        """A draft, or another form: what is in it was typed, but for what its template says."""
        self.texts = json.loads(values.get(_FIELD) or "{}")

    def _read(self) -> None:
        query = partial(intake_templates, category=self._typed().get("category", ""))
        self._workspace.read(query, self._show, self, "intake-templates")

    def _show(self, rows: list[IntakeTemplateRow]) -> None:
        if self._sheet is not None:
            self._sheet.show_rows(rows)
            self._offer()
        elif self._page.isVisible():
            sheet = self._sheet = TemplateList(self._theme, self._page.window())
            sheet.show_rows(rows)
            self._offer()
            sheet.chosen.connect(self._begin)
            sheet.asked.connect(self._ask)
            sheet.closed.connect(self._closed)
            sheet.open()

    def _closed(self) -> None:
        self._sheet = None

    def _begin(self, row: IntakeTemplateRow) -> None:
        form = begun_with(row.texts, self._typed(), self.texts)
        self.texts = {name: words for name, words in row.texts.items() if form[name] == words}
        self.begun.emit(form)

    # ---- keeping, deleting, taking back ----

    def _ask(self, what: str, row: IntakeTemplateRow | None) -> None:
        if what == "undo":
            self._back.take_back(self._told)
            return
        form = _deletion(row) if what == "delete" and row is not None else self._keeping(row)
        self._drafts.open(
            self._theme, self._page.window(), form, f"intake-template-{what}",
            partial(self._submit, row), self._workspace.said.emit, failed=self._told,
        )  # fmt: skip

    def _submit(
        self, row: IntakeTemplateRow | None, sheet: FormSheet, asked: Asked,
        saved: Callable[[], None],
    ) -> None:  # fmt: skip
        command = with_way_back(asked.command, lambda _: _undone(row, asked))
        self._back.write_from(sheet, replace(asked, command=command), saved)

    def _told(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._workspace.failed.emit(error)

    def _offer(self) -> None:
        if self._sheet is not None:
            self._sheet.offer("undo", self._back.is_there)

    def _keeping(self, row: IntakeTemplateRow | None) -> Form:
        """A name for what is in the form; under that of the one in view it takes its place."""
        name = named(TextLine(), "name")
        typed = dict(self._typed())

        def read() -> Asked:
            same = row is not None and name.text().strip() == row.name
            seen = row.version if same and row is not None else None
            given = {"name": name.text(), "typed": typed, "seen": seen}
            return Asked(keep_intake_template, given, tr("Template kept. Ctrl Z takes it back."))

        hint = tr("Not kept: the customer, their message, the priority, the files. Under the name "
                  "of the template in view it takes its place.")  # fmt: skip
        return Form(tr("Keep this form as a template"), tr("Keep it"), [(tr("Name"), name)], read,
                    hint)  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if self._sheet is not None and "template" in changes.kinds:
            self._read()


def _deletion(row: IntakeTemplateRow) -> Form:
    saying = tr("Template deleted. Ctrl Z brings it back.")
    delete = partial(Asked, delete_intake_template, {"template_id": row.id}, saying)
    title = tr("Delete “{name}”?", name=row.name)
    return Form(title, tr("Delete"), [], delete, tr("Cases begun with it stay as they are."))


def _undone(row: IntakeTemplateRow | None, asked: Asked) -> Callable[..., object]:
    """The command that takes back what was done to a template."""
    if asked.command is delete_intake_template:
        assert row is not None
        return partial(take_back_intake_template, name=row.name, before=row.texts, after=None)
    replaced = row.texts if row is not None and asked.given["seen"] is not None else None
    return partial(
        take_back_intake_template, name=asked.given["name"], before=replaced,
        after=asked.given["typed"],
    )  # fmt: skip
