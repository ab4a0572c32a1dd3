"""The hotfix of a case: scheduled, shipped, dropped; once it is out, a draft for each customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.hotfix import ship_hotfix
from models.handbook.intake import may
from models.queries.case import CaseDetail
from models.queries.shipped import ShippedDraft, shipped_drafts
from ui.actions import Actions
from ui.case.asking import Asking
from ui.case.composer import Composer
from ui.case.entries import ZoneNow
from ui.case.hotfix_card import HotfixCard, hotfix_of
from ui.case.hotfix_forms import drop_form, schedule_form
from ui.drafts import Drafts, case_draft
from ui.messages import tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.workspace import Workspace


@dataclass(frozen=True)
class _PutIn:
    """The draft of a case before and after the words that a hotfix is out were put into it."""

    key: str
    before: Mapping[str, str]
    after: Mapping[str, str]


class HotfixMode(QObject):
    """`card` says when it comes; its actions are those of the case in view.

    Where it turns out not to be out, the drafts that say so go as they came, but for those in which
    somebody has written.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, asking: Asking, page: QWidget,
        drafts: Drafts, composer: Composer,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace = workspace
        self._asking = asking
        self._drafts = drafts
        self._composer = composer
        self._case: CaseDetail | None = None
        self._at: ZoneNow | None = None
        self._put_in: dict[int, dict[int, _PutIn]] = {}
        schedule = actions.add(CASE["hotfix"], page, self._schedule)
        shipped = actions.add(CASE["shipped"], page, self._ship)
        dropped = actions.add(CASE["no-hotfix"], page, self._drop)
        self.card = HotfixCard(theme, schedule, shipped, dropped)

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """The case in view."""
        before, self._case, self._at = self._case, case, at
        self.card.show_case(case, at)
        hotfix = hotfix_of(case)
        if hotfix is None or hotfix.shipped_at is None:
            self._take_out(case, composed=before is not None and before.row.id == case.row.id)

    def _schedule(self) -> None:
        if self._case is None or self._at is None:
            return
        if may("hotfix", self._case.row.status):
            self._asking.ask(self._case, "hotfix", schedule_form(self._case, self._at))
        else:
            self._workspace.said.emit(tr("It is over: no hotfix is scheduled for it any more"))

    def _drop(self) -> None:
        if self._case is not None and self._is_scheduled(self._case):
            self._asking.ask(self._case, "no-hotfix", drop_form(self._case))

    def _ship(self) -> None:
        if self._case is not None and self._is_scheduled(self._case):
            case = self._case
            self._workspace.write(
                partial(ship_hotfix, case_id=case.row.id), lambda _: self._look(case), self,
                tr("Shipped"), partial(self._asking.refuse, case),
            )  # fmt: skip

    def _is_scheduled(self, case: CaseDetail) -> bool:
        found = hotfix_of(case)
        if found is not None and found.shipped_at is None:
            return True
        self._workspace.said.emit(tr("No hotfix is scheduled here (Alt F)"))
        return False

    # ---- what customers are told of it ----

    def _look(self, case: CaseDetail) -> None:
        query = partial(
            shipped_drafts, case_id=case.row.id, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, partial(self._keep, case.row.id), self)

    def _keep(self, case_id: int, told: Sequence[ShippedDraft]) -> None:
        """Words that somebody typed stay as they are: there the draft is not put in."""
        put = {one.case_id: found for one in told if (found := self._put(one)) is not None}
        self._put_in[case_id] = put
        kept = [one.key for one in put.values()]
        own = [one.key for one in told if one.key not in kept]
        said = [tr("A draft waits in {cases}", cases=", ".join(kept))] if kept else []
        if own:
            said.append(tr("your own words stay in {cases}", cases=", ".join(own)))
        if said:
            self._workspace.said.emit("; ".join(said))

    def _put(self, one: ShippedDraft) -> _PutIn | None:
        name = case_draft(one.case_id)
        before = self._drafts.get(name)
        if before.get("text"):
            return None
        if self._case is not None and self._case.row.id == one.case_id:
            self._composer.insert(one.text, one.promised, drafted=True)
        else:
            kept = {"kind": one.way, "text": one.text, "promised": one.promised}
            self._drafts.keep(name, {**before, **kept})
        return _PutIn(one.key, before, self._drafts.get(name))

    def _take_out(self, case: CaseDetail, *, composed: bool) -> None:
        """`composed`: what was typed in the case in view stands in the composer already."""
        own = []
        for case_id, put in self._put_in.pop(case.row.id, {}).items():
            name = case_draft(case_id)
            typed = self._drafts.get(name)
            if typed != put.after:
                own += [put.key] if typed.get("text") else []
                continue
            self._drafts.keep(name, put.before)
            if composed and case_id == case.row.id:
                self._composer.show_draft(dict(put.before))
        if own:
            self._workspace.said.emit(tr("Your own words stay in {cases}", cases=", ".join(own)))
