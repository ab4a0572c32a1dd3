"""The cadence of a case: what it promises and tells next is drafted, and its channel kept live."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.channel import LONGEST_CHANNEL, set_channel
from models.queries.acknowledgement import Acknowledgement, drafted_acknowledgement
from models.queries.case import CaseDetail
from models.queries.next_update import next_promise
from models.queries.update_draft import UpdateDraft, drafted_update
from models.update_words import HEAR_AGAIN
from ui.actions import Actions
from ui.case.cadence_card import CadenceCard
from ui.case.case_forms import for_one
from ui.case.composer import Composer
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

Ask = Callable[[CaseDetail, str, Form], None]


class Cadence(QObject):
    """`card` says what is owed; `ask` opens a form about the case."""

    def __init__(
        self, theme: Theme, workspace: Workspace, composer: Composer, actions: Actions, ask: Ask,
        page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace = workspace
        self._composer = composer
        self._ask = ask
        self._case: CaseDetail | None = None
        draft = actions.add(CASE["update"], page, self._draft)
        promise = actions.add(CASE["promise"], page, self._promise)
        composer.promise_requested.connect(promise.trigger)
        composer.acknowledgement_requested.connect(self._acknowledge)
        channel = actions.add(CASE["channel"], page, self._set_channel)
        self.card = CadenceCard(theme, draft, channel)

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """The case in view."""
        self._case = case
        self.card.show_case(case, at)

    def _draft(self) -> None:
        way = self._composer.way()
        if self._case is None or way is None:
            return
        case_id = self._case.row.id
        query = partial(
            drafted_update, case_id=case_id, way=way, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, partial(self._put_in, case_id), self, "update")

    def _put_in(self, case_id: int, draft: UpdateDraft) -> None:
        if self._case is not None and self._case.row.id == case_id:
            self._composer.insert(draft.text, draft.promised, drafted=True)

    def _promise(self) -> None:
        """Let what is typed say when the customer hears from us again."""
        way = self._composer.way()
        if self._case is None or way is None or not self._composer.may_promise():
            return
        case_id = self._case.row.id
        query = partial(next_promise, case_id=case_id, way=way, now=self._workspace.clock.now())
        self._workspace.read(query, partial(self._append, case_id), self, "promise")

    def _append(self, case_id: int, promised: str) -> None:
        if self._case is None or self._case.row.id != case_id or not self._composer.may_promise():
            return
        if promised:
            self._composer.append(HEAR_AGAIN.format(when=promised), promised)
        else:
            self._workspace.said.emit(tr("No update is owed after this one"))

    def _acknowledge(self) -> None:
        if self._case is None:
            return
        case_id = self._case.row.id
        query = partial(
            drafted_acknowledgement, case_id=case_id, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, partial(self._begin, case_id), self, "acknowledgement")

    def _begin(self, case_id: int, draft: Acknowledgement) -> None:
        if self._case is not None and self._case.row.id == case_id:
            self._composer.show_acknowledgement(draft.text, draft.promised)

    def _set_channel(self) -> None:
        if self._case is not None:
            self._ask(self._case, "channel", channel_form(self._case))


def channel_form(case: CaseDetail) -> Form:
    """Where customers follow along."""
    field = named(TextLine(longest=LONGEST_CHANNEL), "channel")
    field.setText(str(case.fields.get("channel") or ""))

    def read() -> Asked:
        return Asked(for_one(set_channel), {"channel": field.text()}, tr("Live channel kept"))

    return Form(
        tr("Live channel of {case}", case=case.row.key), tr("Keep it"),
        [(tr("Where customers follow along: an address, or words"), field)], read,
    )  # fmt: skip
