"""Replies from templates: reads them for the case in view, opens their sheet, keeps changes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.queries.case import CaseDetail
from models.queries.reply_templates import Offered, TemplateRow, offered_templates
from ui.case.composer import Composer
from ui.case.template_forms import deletion_form, template_form
from ui.case.template_sheet import TemplateSheet
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


class Templates(QObject):
    """What is chosen goes into the composer, with the update that it promises."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        drafts: FormDrafts,
        composer: Composer,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._drafts = drafts
        self._composer = composer
        self._page = page
        self._case: CaseDetail | None = None
        self._promised = ""
        self._sheet: TemplateSheet | None = None
        composer.templates_requested.connect(self.open)
        workspace.changed.connect(self._changed)

    def show_case(self, case: CaseDetail) -> None:
        """The case they are filled in for; those of another case go away."""
        if self._sheet is not None and self._case is not None and case.row.id != self._case.row.id:
            self._sheet.close_sheet()
        self._case = case

    def open(self) -> None:
        """Let a template be chosen, unless nothing may be told to the customer any more."""
        if self._sheet is None and self._composer.way() is not None:
            self._read()

    def _read(self) -> None:
        way = self._composer.way()
        if self._case is None or way is None:
            return
        query = partial(
            offered_templates, case_id=self._case.row.id, way=way,
            now=self._workspace.clock.now(), me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, partial(self._show, self._case.row.id), self, "templates")

    def _show(self, case_id: int, offered: Offered) -> None:
        if self._case is None or case_id != self._case.row.id or not self._page.isVisible():
            return
        self._promised = offered.promised
        if self._sheet is not None:
            self._sheet.show_offered(offered)
            return
        sheet = self._sheet = TemplateSheet(self._theme, self._page.window())
        sheet.show_offered(offered)
        sheet.chosen.connect(lambda text: self._composer.insert(text, self._promised))
        sheet.asked.connect(self._ask)
        sheet.closed.connect(self._closed)
        sheet.open()

    def _closed(self) -> None:
        self._sheet = None

    def _ask(self, what: str, row: TemplateRow | None) -> None:
        """Open the form over the list; what was typed in it is kept until it is saved."""
        form = (
            deletion_form(row) if what == "delete" and row is not None
            else template_form(self._theme, row)
        )  # fmt: skip
        self._open(form, f"template-{row.id if row is not None else 'new'}")

    def _open(self, form: Form, draft: str) -> None:
        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command = partial(asked.command, **asked.given)
            self._workspace.write(command, lambda _: saved(), sheet, asked.saying, sheet.show_error)

        self._drafts.open(
            self._theme, self._page.window(), form, draft, submit, self._workspace.said.emit,
            failed=self._workspace.failed.emit,
        )  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if self._sheet is not None and "template" in changes.kinds:
            self._read()
