"""Saved views: a button that says which is on, its menu, and what may be done with them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.queue_filter import LEFT_UNCLOSED, QueueFilter
from ui.actions import shown_keys
from ui.messages import tr, unmarked
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.views import ViewRow
    from ui.widgets.form_draft import FormDrafts

_SHORT = 20


class ViewMenu(Button):
    """`filter_chosen` carries the filter of the view that was chosen."""

    filter_chosen = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: "Callable[[], FormDrafts]",
        action: QAction, save: QAction,
    ) -> None:  # fmt: skip
        super().__init__(theme, tr("Views"), keys=shown_keys(action))
        self._save = save
        self._keys_shown = shown_keys(action)
        self._workspace = workspace
        self._drafts = drafts
        self._shown = QueueFilter()
        self._views: list[ViewRow] = []
        self.menu_of_views = QMenu(self)
        self.menu_of_views.setAccessibleName(tr("Saved views"))
        self.clicked.connect(self.open)

    def read(self) -> None:
        """Read the views again."""
        from models.queries.views import saved_views

        query = partial(saved_views, me=self._workspace.person_id)
        self._workspace.read(query, self._show_views, self, "views")

    def show_filter(self, shown: QueueFilter) -> None:
        """Say which view this filter is, if any."""
        self._shown = shown
        view = self._current()
        left = shown == LEFT_UNCLOSED
        name = _left_words() if left else view.name if view else ""
        short = _left_in_short() if left else _cut(name)
        words = tr("View: {name}", name=short) if name else tr("Views")
        self.set_words(words, "" if name else self._keys_shown)
        self.setToolTip(tool_tip(name) if name else "")

    def open(self) -> None:
        """Open the menu below the button."""
        menu = self.menu_of_views
        menu.clear()
        for view in self._views:
            action = menu.addAction(self._title(view), partial(self._choose, view))
            action.setCheckable(True)
            action.setChecked(view.shown == self._shown)
        left = menu.addAction(_left_words(), partial(self.filter_chosen.emit, LEFT_UNCLOSED))
        left.setCheckable(True)
        left.setChecked(self._shown == LEFT_UNCLOSED)
        menu.addSeparator()
        menu.addAction(tr("Save this view…"), self._save.trigger)
        now = self._current()
        if now is not None:
            name = unmarked(_cut(now.name))
            menu.addAction(tr("Rename “{name}”…", name=name), partial(self._ask_new_name, now))
            menu.addAction(tr("Delete “{name}”", name=name), partial(self._delete, now))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def ask_name(self) -> None:
        """The sheet that keeps the present filter under a name."""
        from ui.queue.view_sheets import ask_name

        ask_name(self._theme, self.window(), self._workspace, self._drafts(), self._shown)

    def changed(self, kinds: frozenset[str]) -> None:
        """Something was written: read the views again if they are concerned."""
        if "view" in kinds:
            self.read()

    def _ask_new_name(self, view: "ViewRow") -> None:
        from ui.queue.view_sheets import ask_new_name

        ask_new_name(self._theme, self.window(), self._workspace, self._drafts(), view)

    def _delete(self, view: "ViewRow") -> None:
        from models.commands.views import delete_view

        said = tr("View “{name}” deleted", name=view.name)
        self._workspace.write(partial(delete_view, view_id=view.id), saying=said)

    def _choose(self, view: "ViewRow") -> None:
        self.filter_chosen.emit(view.shown)

    def _show_views(self, views: "list[ViewRow]") -> None:
        self._views = views
        self.show_filter(self._shown)

    def _current(self) -> "ViewRow | None":
        return next((view for view in self._views if view.shown == self._shown), None)

    def _title(self, view: "ViewRow") -> str:
        name = unmarked(view.name)
        return tr("{name}  ·  team", name=name) if view.shared else name


def _left_words() -> str:
    """The view that every desk has: what the weekly review asks for."""
    days = LEFT_UNCLOSED.resolved_days
    return tr("Resolved, not closed for {count} days", count=days)


def _left_in_short() -> str:
    """The same in the button, which has no room for all of it."""
    return tr("Unclosed for {count} days", count=LEFT_UNCLOSED.resolved_days)


def _cut(name: str) -> str:
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"
