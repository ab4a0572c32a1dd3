"""Takes the minutes of a review: asks in a sheet, writes, and begins an article from a decision."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.commands.articles import NewArticle
from models.handbook.articles import DECISION as DECISION_ARTICLE
from models.queries.minutes import Entry
from models.queries.people import PersonRow, team
from models.typed_text import LONGEST_TITLE, one_line
from ui.messages import tr
from ui.reviews.action_sheet import ActionSheets
from ui.reviews.entry_sheet import EntrySheet
from ui.reviews.minutes_forms import entry_form, held_form, take_back_form
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_BODY = (
    "## Context\n\n{context}\n\n## Options weighed\n\n## Decision\n\n{words}\n\n## Consequences\n"
)
_TITLE = 80


class MinuteTaking(QObject):
    """`entered` carries "entry" or "action" and its id; `article_begun` a `NewArticle`; `failed` an
    error that belongs on the page."""

    entered = Signal(str, int)
    article_begun = Signal(object)
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: FormDrafts, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme, self._workspace, self._drafts, self._page = theme, workspace, drafts, page
        self._sheets = ActionSheets(theme, workspace, drafts, page)
        self._sheets.refused.connect(self.failed)
        self._sheets.made.connect(partial(self.entered.emit, "action"))

    def enter(self, review: str, kind: str) -> None:
        """Ask for a decision or a note."""
        self._ask(f"minutes-{kind}", entry_form(self._theme, review, kind), review)

    def hold(self, review: str) -> None:
        """Ask who was there."""
        then = partial(self._ask_held, review)
        self._workspace.read(team, then, self, "team", self.failed.emit)

    def plan(self, review: str) -> None:
        """Ask for an action of this review."""
        self._sheets.new(review=review)

    def take_back(self, entry: Entry) -> None:
        """Ask whether it is meant, and take it back."""
        self._ask("minutes-back", take_back_form(entry), str(entry.id))

    def show(self, entry: Entry, zone: ZoneInfo, review: str) -> None:
        """The whole of an entry, and the way on from it."""
        sheet = EntrySheet(self._theme, self._page.window(), entry, zone)
        sheet.take_back_asked.connect(partial(self.take_back, entry))
        sheet.write_up_asked.connect(partial(self.write_up, entry, review))
        sheet.open()

    def write_up(self, entry: Entry, review: str) -> None:
        """Begin a decision article with what was decided."""
        title = one_line(entry.words)
        if len(title) > _TITLE:
            title = title[:_TITLE].rsplit(" ", 1)[0] + "…"
        context = tr("Decided in: {review}.", review=review)
        body = _BODY.replace("{context}", context).replace("{words}", entry.words)
        self.article_begun.emit(NewArticle(DECISION_ARTICLE, title[:LONGEST_TITLE], body))

    def _ask_held(self, review: str, people: Sequence[PersonRow]) -> None:
        form = held_form(self._theme, review, people, self._workspace.person_id)
        once_clear(self._page, partial(self._ask, "minutes-held", form, review))

    def _ask(self, name: str, form: Form, about: str) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command: Callable[[Any], object] = partial(asked.command, **asked.given)
            sheet.closed.connect(partial(self._workspace.let_go, self))

            def done(entry_id: object) -> None:
                saved()
                if isinstance(entry_id, int):
                    self.entered.emit("entry", entry_id)

            self._workspace.write(command, done, self, asked.saying, sheet.show_error)

        self._drafts.open(
            self._theme, self._page.window(), form, name, submit, self._workspace.said.emit,
            about, failed=self.failed.emit,
        )  # fmt: skip
