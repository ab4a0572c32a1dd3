"""The steps of a postmortem's life, by keys: each is there only while it can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.commands.postmortems import move_postmortem
from models.handbook.postmortems import CLOSED, DRAFT, IN_REVIEW, REVIEWED, STATUSES
from models.queries.people import PersonRow, team
from models.queries.postmortem import PostmortemDetail
from ui.actions import Actions
from ui.messages import tr
from ui.review_actions import POSTMORTEMS
from ui.reviews.postmortem_forms import back_form, comment_form, owner_form, review_form
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_WHEN: Final = {
    "review": (DRAFT, IN_REVIEW), "reviewed": (IN_REVIEW,), "close": (REVIEWED,),
    "send_back": (IN_REVIEW, REVIEWED, CLOSED), "owner": STATUSES, "comment": STATUSES,
}  # fmt: skip
"""At which point of its life each step can be done."""


class PostmortemLife(QObject):
    """`actions` by name; `refused` carries why something was not done."""

    refused = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, registry: Actions, page: QWidget,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._drafts = drafts
        self._one: PostmortemDetail | None = None
        run: dict[str, Callable[[], object]] = {
            "review": partial(self._with_team, self._review),
            "reviewed": partial(self._move, REVIEWED, tr("It is reviewed")),
            "close": partial(self._move, CLOSED, tr("It is closed")),
            "send_back": partial(self._about, "back", back_form),
            "owner": partial(self._with_team, self._owner),
            "comment": partial(self._about, "comment", comment_form),
        }
        self.actions: dict[str, QAction] = {
            name: registry.add(POSTMORTEMS[name], page, does) for name, does in run.items()
        }
        self.forget()

    def show_postmortem(self, one: PostmortemDetail) -> None:
        """The one in view."""
        self._one = one
        self._offer()

    def forget(self) -> None:
        """None is in view."""
        self._one = None
        self._offer()

    def _offer(self) -> None:
        """Out of sight where it is no step from here; off while something is missing for it."""
        one = self._one
        status = one.status if one is not None and not one.left_out else ""
        for name, action in self.actions.items():
            action.setVisible(status in _WHEN[name])
            held = name == "review" and one is not None and bool(one.missing)
            action.setEnabled(status in _WHEN[name] and not held)

    def _move(self, to: str, saying: str) -> None:
        if self._one is not None:
            command = partial(
                move_postmortem, postmortem_id=self._one.id, to=to, seen=self._one.number
            )
            self._workspace.write(command, lambda _: None, self, saying, self.refused.emit)

    def _with_team(self, ask: Callable[[PostmortemDetail, Sequence[PersonRow]], None]) -> None:
        if self._one is not None:
            self._workspace.read(team, partial(ask, self._one), self, "team", self.refused.emit)

    def _review(self, one: PostmortemDetail, people: Sequence[PersonRow]) -> None:
        today = self._workspace.clock.now().astimezone(self._drafts.zone).date()
        form = review_form(self._theme, one, people, today, self._workspace.person_id)
        once_clear(self._page, partial(self._ask, "review", one, form))

    def _owner(self, one: PostmortemDetail, people: Sequence[PersonRow]) -> None:
        once_clear(self._page, partial(self._ask, "owner", one, owner_form(one, people)))

    def _about(self, name: str, make: Callable[[Theme, PostmortemDetail], Form]) -> None:
        if self._one is not None:
            self._ask(name, self._one, make(self._theme, self._one))

    def _ask(self, name: str, one: PostmortemDetail, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command: Callable[[Any], object] = partial(asked.command, **asked.given)
            sheet.closed.connect(partial(self._workspace.let_go, self))
            self._workspace.write(command, lambda _: saved(), self, asked.saying, sheet.show_error)

        self._drafts.open(
            self._theme, self._page.window(), form, f"postmortem-{name}-{one.id}", submit,
            self._workspace.said.emit, failed=self.refused.emit,
        )  # fmt: skip
