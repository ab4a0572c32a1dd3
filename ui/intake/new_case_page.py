"""The New case page: a form that asks for what is required, keeps what is typed, opens the case."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from models.commands.cases import NewCase, open_case
from models.errors import KnownError, Problems
from models.queries.case import customer_names
from models.typed_instant import read_instant
from ui.actions import Actions
from ui.drafts import Drafts
from ui.intake.new_case_form import NewCaseForm
from ui.messages import tr
from ui.page import Page
from ui.page_actions import NEW
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.page_scroll import PageScroll
from ui.workspace import Workspace

_DRAFT: Final = "new-case"
_TEXTS: Final = ("customer", "impact", "environment", "steps", "category", "message")
_WIDTH = 1240


class NewCasePage(Page):
    """What is typed is kept on this computer until the case is open or the form is cleared."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts
    ) -> None:
        super().__init__(tr("New case"))
        self._workspace = workspace
        self._zone = zone
        self._drafts = drafts
        self._cleared: dict[str, str] = {}
        self._saving = False
        self._banner = Banner(theme)
        self._form = NewCaseForm(theme)
        self._open, self._half = self._add_actions(actions)
        self._lay_out(theme)
        self._form.show_values(drafts.get(_DRAFT))
        self._form.changed.connect(self._keep)
        drafts.kept.connect(self._kept)
        self._banner.retry_requested.connect(self._put_back)
        self._say_kept()

    # ---- what the window asks ----

    def buttons(self) -> list[QAction]:
        """Open it as it is, or whole."""
        return [self._half, self._open]

    def main_button(self) -> QAction | None:
        """Open the case."""
        return self._open

    def activated(self) -> None:
        """Customers may have come."""
        self._workspace.read(customer_names, self._form.show_customers, self, "customers")

    def focus_first(self) -> None:
        """The first field that is empty."""
        self._form.focus_first()

    # ---- saving ----

    def _save(self, *, incomplete: bool) -> None:
        if self._saving:
            return
        try:
            new = self._new_case(self._form.values(), incomplete=incomplete)
        except KnownError as error:
            self._form.show_problems({"received_at": f"{error.sentence} {error.what_next}"})
            return
        self._saving = True
        self._banner.hide()
        self._workspace.write(
            partial(open_case, new=new), self._opened, self, tr("The case is open"), self._refused
        )

    def _new_case(self, typed: Mapping[str, str], *, incomplete: bool) -> NewCase:
        """Raises `KnownError` where the time is none."""
        now = self._workspace.clock.now()
        new = NewCase(
            typed.get("title", ""), priority=typed.get("priority"), incomplete=incomplete,
            received_at=read_instant(typed.get("received_at", ""), now, self._zone),
        )  # fmt: skip
        texts: dict[str, Any] = {name: typed.get(name, "") for name in _TEXTS}
        return replace(new, **texts)

    def _opened(self, case_id: int) -> None:
        self._saving = False
        self._drafts.forget(_DRAFT)
        self._form.show_values({})
        self._say_kept()
        self.case_made.emit(case_id)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, Problems):
            self._form.show_problems(error.by_field)
        elif isinstance(error, KnownError):
            self._banner.show_error(error)

    # ---- the draft ----

    def _keep(self) -> None:
        self.set_subtitle("")
        self._drafts.keep(_DRAFT, self._form.values())

    def _kept(self, name: str) -> None:
        if name == _DRAFT:
            self._say_kept()

    def _say_kept(self) -> None:
        kept = bool(self._drafts.get(_DRAFT))
        self.set_subtitle(tr("draft kept on this computer") if kept else "")

    def _clear_form(self) -> None:
        """Empty the form; what was in it can be put back."""
        typed = self._form.values()
        if typed:
            self._cleared = typed
            self._form.show_values({})
            self._drafts.forget(_DRAFT)
            self._banner.show_message("note", tr("Cleared"), "", tr("Put it back"))
        self._form.focus_first()

    def _put_back(self) -> None:
        self._banner.hide()
        self._form.show_values({**self._cleared, **self._form.values()})
        self._keep()
        self._form.focus_first()

    # ---- building ----

    def _add_actions(self, actions: Actions) -> tuple[QAction, QAction]:
        actions.add(NEW["clear"], self, self._clear_form)
        return (
            actions.add(NEW["open"], self, partial(self._save, incomplete=False)),
            actions.add(NEW["incomplete"], self, partial(self._save, incomplete=True)),
        )

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        scroll = PageScroll(tr("The new case"))
        column = QVBoxLayout(scroll.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        for part in (self._banner, self._form):
            part.setMaximumWidth(_WIDTH)
            column.addWidget(part)
        column.addStretch(1)
        scroll.fill(self)
