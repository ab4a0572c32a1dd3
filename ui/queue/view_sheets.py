"""The sheets that keep a filter as a view, and give a view another name."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from models.commands.views import rename_view, save_view
from models.queries.views import ViewRow
from models.queue_filter import QueueFilter
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace


def ask_name(theme: Theme, window: QWidget, workspace: Workspace, shown: QueueFilter) -> None:
    """Keep a filter under a name."""
    name, shared = _name_field(""), QCheckBox(tr("For the whole team"))
    known = workspace.person_id is not None
    shared.setChecked(not known)
    shared.setEnabled(known)

    def submit() -> None:
        workspace.write(
            partial(save_view, name=name.text(), shown=shown, shared=shared.isChecked()),
            lambda _: sheet.close_sheet(), sheet, tr("View saved"), sheet.show_error,
        )  # fmt: skip

    sheet = FormSheet(theme, window, tr("Save this view"), tr("Save"), submit)
    sheet.say(tr("The filter as it is now, under a name."))
    sheet.add(tr("Name"), name)
    sheet.content.addWidget(shared)
    name.returnPressed.connect(sheet.submit)
    sheet.finish(name)


def ask_new_name(theme: Theme, window: QWidget, workspace: Workspace, view: ViewRow) -> None:
    """Give a view another name."""
    name = _name_field(view.name)

    def submit() -> None:
        workspace.write(
            partial(rename_view, view_id=view.id, name=name.text()),
            lambda _: sheet.close_sheet(), sheet, tr("View renamed"), sheet.show_error,
        )  # fmt: skip

    words = tr("Rename “{name}”", name=view.name)
    sheet = FormSheet(theme, window, words, tr("Rename"), submit)
    sheet.add(tr("Name"), name)
    name.returnPressed.connect(sheet.submit)
    sheet.finish(name)


def _name_field(name: str) -> TextLine:
    field = TextLine()
    field.setText(name)
    field.setAccessibleName(tr("Name"))
    field.selectAll()
    return field
