"""Saved views: a button that says which is on, its menu, and the sheets to keep and rename."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu

from models.commands.views import LONGEST_NAME, delete_view, rename_view, save_view
from models.queries.queue import QueueFilter
from models.queries.views import ViewRow, saved_views
from ui.actions import shown_keys
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

_SHORT = 20


class ViewMenu(Button):
    """`filter_chosen` carries the filter of the view that was chosen."""

    filter_chosen = Signal(object)

    def __init__(self, theme: Theme, workspace: Workspace, action: QAction) -> None:
        super().__init__(theme, tr("Views"), keys=shown_keys(action))
        self._keys_shown = shown_keys(action)
        self._workspace = workspace
        self._shown = QueueFilter()
        self._views: list[ViewRow] = []
        self.menu_of_views = QMenu(self)
        self.menu_of_views.setAccessibleName(tr("Saved views"))
        self.clicked.connect(self.open)
        self.read()

    def read(self) -> None:
        """Read the views again."""
        query = partial(saved_views, me=self._workspace.person_id)
        self._workspace.read(query, self._show_views, self, "views")

    def show_filter(self, shown: QueueFilter) -> None:
        """Say which view this filter is, if any."""
        self._shown = shown
        view = self._current()
        words = tr("Views") if view is None else tr("View: {name}", name=_cut(view.name))
        self.set_words(words, self._keys_shown if view is None else "")

    def open(self) -> None:
        """Open the menu below the button."""
        menu = self.menu_of_views
        menu.clear()
        for view in self._views:
            action = menu.addAction(self._title(view), partial(self._choose, view))
            action.setCheckable(True)
            action.setChecked(view.shown == self._shown)
        if not self._views:
            menu.addAction(tr("No views saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("Save this view…"), self.ask_name)
        now = self._current()
        if now is not None:
            name = _plain(_cut(now.name))
            menu.addAction(tr("Rename “{name}”…", name=name), partial(self._ask_new_name, now))
            menu.addAction(tr("Delete “{name}”", name=name), partial(self._delete, now))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def ask_name(self) -> None:
        """The sheet that keeps the present filter under a name."""
        name, shared = _name_field(""), QCheckBox(tr("For the whole team"))
        known = self._workspace.person_id is not None
        shared.setChecked(not known)
        shared.setEnabled(known)

        def submit() -> None:
            self._workspace.write(
                partial(save_view, name=name.text(), shown=self._shown, shared=shared.isChecked()),
                lambda _: sheet.close_sheet(), sheet, tr("View saved"), sheet.show_error,
            )  # fmt: skip

        sheet = FormSheet(self._theme, self.window(), tr("Save this view"), tr("Save"), submit)
        sheet.say(tr("The filter as it is now, under a name."))
        sheet.add(tr("Name"), name)
        sheet.content.addWidget(shared)
        name.returnPressed.connect(sheet.submit)
        sheet.finish(name)

    def changed(self, kinds: frozenset[str]) -> None:
        """Something was written: read the views again if they are concerned."""
        if "view" in kinds:
            self.read()

    def _ask_new_name(self, view: ViewRow) -> None:
        name = _name_field(view.name)

        def submit() -> None:
            self._workspace.write(
                partial(rename_view, view_id=view.id, name=name.text()),
                lambda _: sheet.close_sheet(), sheet, tr("View renamed"), sheet.show_error,
            )  # fmt: skip

        words = tr("Rename “{name}”", name=view.name)
        sheet = FormSheet(self._theme, self.window(), words, tr("Rename"), submit)
        sheet.add(tr("Name"), name)
        name.returnPressed.connect(sheet.submit)
        sheet.finish(name)

    def _delete(self, view: ViewRow) -> None:
        said = tr("View “{name}” deleted", name=view.name)
        self._workspace.write(partial(delete_view, view_id=view.id), saying=said)

    def _choose(self, view: ViewRow) -> None:
        self.filter_chosen.emit(view.shown)

    def _show_views(self, views: list[ViewRow]) -> None:
        self._views = views
        self.show_filter(self._shown)

    def _current(self) -> ViewRow | None:
        return next((view for view in self._views if view.shown == self._shown), None)

    def _title(self, view: ViewRow) -> str:
        name = _plain(view.name)
        return tr("{name}  ·  team", name=name) if view.shared else name


def _cut(name: str) -> str:
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"


def _plain(words: str) -> str:
    """Words for a menu, where a single & would underline a letter."""
    return words.replace("&", "&&")


def _name_field(name: str) -> QLineEdit:
    field = QLineEdit(name)
    field.setMaxLength(LONGEST_NAME)
    field.setAccessibleName(tr("Name"))
    field.selectAll()
    return field
