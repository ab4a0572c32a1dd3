"""Bulk edit: actions on the selected cases, under the same rules as everywhere, all or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.bulk import Refused, together
from models.commands.cases import assign, resume, start_work
from models.commands.meanwhile import ChangedMeanwhile
from models.errors import KnownError
from models.queries.people import people_names
from models.queries.queue import queue_versions
from models.queue_filter import MOST_AT_ONCE
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import (
    Asked,
    Form,
    assign_form,
    close_many_form,
    exclude_form,
    pause_form,
    priority_form,
    resolve_form,
)
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

ShowError = Callable[[Exception, str, Callable[[], None] | None], None]
Versions = dict[int, int]
Write = Callable[
    [Asked, Sequence[int], Versions, QObject, Callable[[], None], Callable[[Exception], None]], None
]
"""Does what was asked to all of these cases or to none, as the person saw them; for an owner who
waits for it, and is told that it is done, or why it is not."""


class Selected(Protocol):
    """What bulk edit asks of the page: the cases selected, and a word for them."""

    def selected(self) -> list[int]:
        """The selected cases, in their order on screen."""
        ...

    def words_for(self, case_ids: Sequence[int]) -> str:
        """ "CS-2041", or "3 cases"."""
        ...

    def priority_of(self, case_id: int) -> str:
        """The priority a case has now."""
        ...

    def versions(self, case_ids: Sequence[int]) -> dict[int, int]:
        """Which version of each case the person saw."""
        ...


def versions_seen(
    workspace: Workspace, owner: QObject, case_ids: Sequence[int], seen: Mapping[int, int]
) -> Versions:
    """Which version of each case the person saw: those `seen`.

    Of what was selected and never looked at it is the present one, as soon as it is read.
    """
    versions = {case_id: seen[case_id] for case_id in case_ids if case_id in seen}
    others = [case_id for case_id in case_ids if case_id not in seen]
    if others and len(others) <= MOST_AT_ONCE:

        def found(present: Mapping[int, int]) -> None:
            versions.update({**present, **versions})

        workspace.read(partial(queue_versions, ids=others), found, owner)
    return versions


class BulkEdit(QObject):
    """Does what `bulk_actions` offers: asks what is needed in a sheet, and writes.

    A refusal stands in the sheet, or for what needs no sheet in the page (`show_error`), with a
    button that leaves the refused cases out; what was typed stays. `write` is how a page writes
    that has a way back of its own.
    """

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        page: QWidget,
        selected: Selected,
        show_error: ShowError,
        drafts: FormDrafts,
        write: Write | None = None,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._page = page
        self._selected = selected
        self._show_error = show_error
        self._drafts = drafts
        self._send = write or self._at_once

    # ---- what needs no sheet ----

    def start(self) -> None:
        """Work begins."""
        self._now(Asked(start_work, {}, tr("Work begins")))

    def resume(self) -> None:
        """Work goes on."""
        self._now(Asked(resume, {}, tr("Work goes on")))

    def assign_to_me(self) -> None:
        """To whoever is at this window; where nobody is named, ask."""
        me = self._workspace.person_id
        if me is None:
            self.assign()
        else:
            self._now(Asked(assign, {"person_id": me}, tr("Assigned to you")))

    def _now(self, asked: Asked) -> None:
        ids = self._selected.selected()
        if ids:
            self.do(asked, ids, self._show_error)

    def do(
        self, asked: Asked, ids: Sequence[int], show_error: ShowError,
        done: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Do it to these."""
        self._write(asked, ids, self._selected.versions(ids), done, show_error, self._page)

    # ---- what asks first ----

    def assign(self) -> None:
        """Ask to whom, once it is known who there is; nothing opens over another page."""
        ids = self._selected.selected()
        if ids:
            self._workspace.read(people_names, partial(self._ask_whom, ids), self, "people")

    def _ask_whom(self, ids: Sequence[int], people: list[tuple[int, str]]) -> None:
        if self._page.isVisible():
            form = assign_form(self._theme, self._selected.words_for(ids), people)
            self.ask_about("assign", form, ids)

    def priority(self) -> None:
        """Ask which priority, and why."""
        ids = self._selected.selected()
        if ids:
            now = self._selected.priority_of(ids[0])
            self._ask("priority", lambda words: priority_form(self._theme, words, now))

    def pause(self) -> None:
        """Ask whom is waited for."""
        self._ask("pause", partial(pause_form, self._theme))

    def resolve(self) -> None:
        """Ask what was done."""
        self._ask("resolve", partial(resolve_form, self._theme))

    def close(self) -> None:
        """Ask for one closing note."""
        self._ask("close", partial(close_many_form, self._theme))

    def exclude(self) -> None:
        """Ask why they are left out: the short way to end duplicates and spam."""
        self._ask("exclude", partial(exclude_form, self._theme))

    def _ask(self, name: str, make: Callable[[str], Form]) -> None:
        """Open the sheet; the cases are those selected now, whatever the page does meanwhile."""
        ids = self._selected.selected()
        if ids:
            self.ask_about(name, make(self._selected.words_for(ids)), ids)

    def ask_about(
        self, name: str, form: Form, ids: Sequence[int], done: Callable[[], None] = lambda: None
    ) -> FormSheet:
        """Ask what is to be done with these.

        One that somebody else changes while the sheet is open is told, and nothing is written over
        it. What is typed in it is kept until it is saved, and goes into no sheet about other cases.
        """
        versions = self._selected.versions(ids)

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            def both() -> None:
                saved()
                done()

            self._write(asked, ids, versions, both, sheet.show_error, sheet)

        about = " ".join(map(str, sorted(ids)))
        return self._drafts.open(
            self._theme, self._page.window(), form, f"cases-{name}", submit,
            self._workspace.said.emit, about, self._workspace.failed.emit,
        )  # fmt: skip

    def _write(
        self,
        asked: Asked,
        ids: Sequence[int],
        versions: Versions,
        done: Callable[[], None],
        show_error: ShowError,
        owner: QObject,
    ) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, (ChangedMeanwhile, Refused)):
                versions.update(error.versions)  # they are told: who does it again has seen it
            if not isinstance(error, Refused):
                show_error(error, "", None)
                return
            rest = [case_id for case_id in ids if case_id not in error.case_ids]
            words = tr("Only the other {count}", count=len(rest)) if rest else ""
            again = partial(again_with, rest) if rest else None
            show_error(error, words, again)

        def again_with(rest: list[int]) -> None:
            self._write(asked, rest, versions, done, show_error, owner)

        saying = tr("{cases}: {done}", cases=self._selected.words_for(ids), done=asked.saying)
        self._send(replace(asked, saying=saying), ids, versions, owner, done, failed)

    def _at_once(
        self, asked: Asked, ids: Sequence[int], versions: Versions, owner: QObject,
        done: Callable[[], None], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        try:
            command = together(asked.command, ids, versions, **asked.given)
        except KnownError as error:
            failed(error)
            return
        self._workspace.write(command, lambda _: done(), owner, asked.saying, failed)
