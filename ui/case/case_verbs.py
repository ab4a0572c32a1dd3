"""What can be done with a case: its actions, the legal ones offered, and the sheets they open."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from models.commands.cases import assign, resume, start_work
from models.commands.undo import undo
from models.handbook.intake import EXCLUSIONS
from models.handbook.suggestion import suggested
from models.queries.assignment import Proposed, candidates
from models.queries.case import CaseDetail, customer_names
from models.queries.languages import desk_languages
from models.queries.links import Link
from models.queries.people import people_names
from models.typed_instant import read_instant
from ui.actions import Actions
from ui.case.access_form import access_form
from ui.case.afterwards import another_case, reopened, thanks
from ui.case.asking import Asking
from ui.case.by_hand_forms import deadline_form, start_form, wait_form
from ui.case.case_forms import (
    close_form,
    facts_form,
    for_one,
    part_form,
    reopen_form,
)
from ui.case.entries import ZoneNow
from ui.case.finding import Finder
from ui.case.legal_verbs import NEEDS, legal_verbs
from ui.case.link_forms import escalate_form, link_form, merge_form, split_form, unlinked
from ui.case.needs_form import needs_form
from ui.case.pause_preview import PausePreview
from ui.case.survey_form import survey_form
from ui.case.who_form import who_form
from ui.case.why_not import WhyNot
from ui.messages import tr
from ui.page import Page
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.case_forms import (
    Asked,
    exclude_form,
    pause_form,
    priority_form,
    resolve_form,
)
from ui.widgets.chips import ChipRow
from ui.widgets.form_draft import FormDrafts
from ui.workspace import Workspace

Known = TypeVar("Known")

_EVERY_FACT = ("title", "customer", "contact", "impact", "steps", "category", "language")
_SITUATION = ("levels", "environment", "actual", "expected")
_ON_TOP = ("assign", "priority", "pause", "resume", "resolve", "close", "reopen", "survey")


class CaseVerbs(QObject):
    """Asks in a sheet, writes, and shows a refusal in the sheet or by `refused` (the case's
    `CaseDetail`, and an error): by then another case may be in view.

    `changed` when other actions are legal than before.
    """

    refused = Signal(object, object)
    changed = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, page: Page, at: Callable[[], ZoneNow],
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._page = page
        self._case: CaseDetail | None = None
        self._at = at
        self.asking = Asking(theme, workspace, page, drafts, self.refused.emit)
        self.ask, self.at_once = self.asking.ask, self.asking.now
        self.actions: dict[str, QAction] = {}

    def add_actions(self, actions: Actions) -> None:
        """Register them for the page."""
        run: dict[str, Callable[[CaseDetail], None]] = {
            "assign": self._assign,
            "mine": self._assign_to_me,
            "needs": self._needs,
            "priority": self._priority,
            "start": lambda case: self.at_once(case, Asked(start_work, {}, tr("Work begins"))),
            "pause": self._pause,
            "resume": lambda case: self.at_once(case, Asked(resume, {}, tr("Work goes on"))),
            "resolve": self._resolve,
            "close": lambda case: self.ask(case, "close", close_form(self._theme, case)),
            "reopen": self._reopen,
            "thanks": lambda case: self.at_once(case, thanks(case)),
            "survey": lambda case: self.ask(
                case, "survey", survey_form(self._theme, case, self._at())
            ),
            "another": lambda case: self.at_once(case, another_case(case)),
            "exclude": partial(self._leave_out, "cancelled"),
            **{name: partial(self._leave_out, name) for name in EXCLUSIONS[:3]},
            "merge": lambda case: self.ask(
                case, "merge", merge_form(self._theme, case, self._finder(case))
            ),
            "split": lambda case: self.ask(
                case, "split", split_form(self._theme, case, self._at())
            ),
            "escalate": lambda case: self.ask(case, "escalate", escalate_form(self._theme, case)),
            "link": lambda case: self.ask(
                case, "link", link_form(self._theme, case, self._finder(case))
            ),
            "facts": lambda case: self._facts(case, "facts", _EVERY_FACT),
            "situation": lambda case: self._facts(case, "situation", _SITUATION),
            "access": self._access,
            "complete": self._complete,
            "deadline": lambda case: self.ask(
                case, "deadline", deadline_form(self._theme, case, self._at(), self._workspace)
            ),
            "began": lambda case: self.ask(
                case, "began", start_form(self._theme, case, self._at(), self._workspace)
            ),
            "waited": lambda case: self.ask(
                case, "waited", wait_form(self._theme, case, self._at(), self._workspace)
            ),
            "undo": lambda case: self.at_once(case, Asked(for_one(undo), {}, tr("Taken back"))),
        }
        for name in NEEDS:
            does = partial(self._run, run[name])
            self.actions[name] = actions.add(CASE[name], self._page, does)
        self._why_not = WhyNot(self._workspace, self._page, self.actions)

    def _finder(self, case: CaseDetail) -> Finder:
        return Finder(self._workspace, case.row.key)

    def show_case(self, case: CaseDetail) -> None:
        """Only what is legal now can be chosen."""
        before = self.buttons()
        self._case = case
        for name, may_be in legal_verbs(case).items():
            self.actions[name].setEnabled(may_be)
        self._why_not.follow(case.row.status)
        if self.buttons() != before:
            self.changed.emit()

    def buttons(self) -> list[QAction]:
        """Those for the top line: the legal ones of the few that matter most; none before a case
        was read."""
        if self._case is None:
            return []
        return [self.actions[name] for name in _ON_TOP if self.actions[name].isEnabled()]

    def keep_part(self, part: str) -> None:
        """Ask for a part of the closing note."""
        if self._case is not None:
            name = part.replace("_", "-")
            self.ask(self._case, name, part_form(self._theme, self._case, part))

    def remove(self, link: Link) -> None:
        """Take a link of the case in view back; what happened is not taken back as a link is."""
        if self._case is not None and link.event_id is not None:
            self.at_once(self._case, unlinked(link))
        elif self._case is not None:
            self._workspace.said.emit(tr("This stands in the timeline: undo it instead (Ctrl Z)"))

    # ---- what asks first ----

    def _leave_out(self, reason: str, case: CaseDetail) -> None:
        self.ask(case, "exclude", exclude_form(self._theme, case.row.key, reason))

    def _assign(self, case: CaseDetail) -> None:
        self._look_who(case, lambda found: self.ask(
            case, "assign",
            who_form(self._theme, case.row.key, found, case.row.assignee or ""),
        ))  # fmt: skip

    def _needs(self, case: CaseDetail) -> None:
        self._look_who(case, lambda found: self.ask(
            case, "needs", needs_form(self._theme, case.row.key, found.needs)
        ))  # fmt: skip

    def _look_who(self, case: CaseDetail, then: Callable[[Proposed], None]) -> None:
        """Who should take it, and what it needs of them."""
        me = self._workspace.person_id
        query = partial(candidates, case_id=case.row.id, now=self._at().now, asker_id=me)
        self._ask_knowing(case, query, then)

    def _ask_knowing(
        self, case: CaseDetail, query: Callable[[Any], Known], then: Callable[[Known], None]
    ) -> None:
        """Ask with what is read for it; nothing opens over another case, or page, gone to
        meanwhile."""

        def ask(found: Known) -> None:
            if self._page.isVisible() and self._page.location() == case.row.id:
                then(found)

        self._workspace.read(query, ask, self, "known")

    def _priority(self, case: CaseDetail) -> None:
        form = priority_form(
            self._theme, case.row.key, case.suggestion or case.row.priority, suggested(case.fields),
            "" if case.row.provisional else case.row.priority,
        )  # fmt: skip
        self.ask(case, "priority", form)

    def _pause(self, case: CaseDetail) -> None:
        def ahead(words: str) -> datetime | None:
            at = self._at()
            return read_instant(words, at.now, at.zone, ahead=True)

        form = pause_form(self._theme, case.row.key, ahead)
        ways = form.fields[0][1]
        assert isinstance(ways, ChipRow)
        preview = PausePreview(self._workspace, case.row.id, self._at(), ways)
        form.fields.insert(1, (tr("What follows"), preview))
        self.ask(case, "pause", form)
        preview.look()

    def _resolve(self, case: CaseDetail) -> None:
        self.ask(case, "resolve", resolve_form(self._theme, case.row.key))

    def _reopen(self, case: CaseDetail) -> None:
        """From the message that asks for it, at once; where there is none, ask since when."""
        if case.unsettled:
            self.at_once(case, reopened(case, self._at()))
        else:
            self.ask(case, "reopen", reopen_form(case, self._at()))

    def _complete(self, case: CaseDetail) -> None:
        names = [name for name in case.row.missing if name in (*_EVERY_FACT, "environment")]
        if "priority" in case.row.missing:
            self._priority(case)
        else:
            self._facts(case, "missing", tuple(names))

    def _access(self, case: CaseDetail) -> None:
        self._ask_knowing(
            case, people_names,
            lambda people: self.ask(case, "access", access_form(self._theme, case, people)),
        )  # fmt: skip

    def _facts(self, case: CaseDetail, name: str, fields: tuple[str, ...]) -> None:
        def ask(known: tuple[list[str], list[str]]) -> None:
            self.ask(case, name, facts_form(self._theme, case, fields, *known))

        self._ask_knowing(case, _known_names, ask)

    # ---- what needs no sheet ----

    def _assign_to_me(self, case: CaseDetail) -> None:
        me = self._workspace.person_id
        if me is None:
            self._assign(case)
        else:
            given = {"person_id": me, "seen": case.row.assignee or ""}
            self.at_once(case, Asked(assign, given, tr("Assigned to you")))

    def _run(self, verb: Callable[[CaseDetail], None]) -> None:
        if self._case is not None:
            verb(self._case)


def _known_names(session: Any) -> tuple[list[str], list[str]]:
    """What is offered while a fact is typed: customers by name, languages of the desk by code."""
    return customer_names(session), desk_languages(session)
