"""The sheets that keep a filter as a view, and give a view another name."""

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from models.commands.views import rename_view, save_view
from models.queries.views import ViewRow, as_data
from models.queue_filter import QueueFilter
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts, Submit
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace


def ask_name(
    theme: Theme, window: QWidget, workspace: Workspace, drafts: FormDrafts, shown: QueueFilter
) -> None:
    """Keep a filter under a name; what is typed is kept until it is saved, for this filter."""
    name, shared = named(TextLine(), "name"), named(QCheckBox(tr("For the whole team")), "shared")
    known = workspace.person_id is not None
    shared.setChecked(not known)
    shared.setEnabled(known)

    def read() -> Asked:
        given = {"name": name.text(), "shown": shown, "shared": shared.isChecked()}
        return Asked(save_view, given, tr("View saved"))

    form = Form(
        tr("Save this view"), tr("Save"), [(tr("Name"), name), ("", shared)], read,
        tr("The filter as it is now, under a name."),
    )  # fmt: skip
    about = json.dumps(as_data(shown))
    drafts.open(
        theme, window, form, "view", _submit(workspace), workspace.said.emit, about,
        workspace.failed.emit,
    )  # fmt: skip


def ask_new_name(
    theme: Theme, window: QWidget, workspace: Workspace, drafts: FormDrafts, view: ViewRow
) -> None:
    """Give a view another name."""
    name = named(TextLine(), "name")
    name.setText(view.name)
    name.selectAll()

    def read() -> Asked:
        given = {"view_id": view.id, "name": name.text()}
        return Asked(rename_view, given, tr("View renamed"))

    title = tr("Rename “{name}”", name=view.name)
    form = Form(title, tr("Rename"), [(tr("Name"), name)], read, saved={"name": view.name})
    drafts.open(
        theme, window, form, f"view-{view.id}", _submit(workspace), workspace.said.emit,
        failed=workspace.failed.emit,
    )  # fmt: skip


def _submit(workspace: Workspace) -> Submit:
    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        command = partial(asked.command, **asked.given)
        workspace.write(command, lambda _: saved(), sheet, asked.saying, sheet.show_error)

    return submit
