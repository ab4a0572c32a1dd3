"""The case page: head, conversation and composer at the left, clocks and closing at the right."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction, QResizeEvent

from models.errors import KnownError
from models.handbook.intake import may
from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.case.attaching import Attaching
from ui.case.belonging import Belonging
from ui.case.cadence import Cadence
from ui.case.case_alerts import CaseAlerts
from ui.case.case_columns import CaseColumns
from ui.case.case_in_view import CaseInView
from ui.case.case_verbs import CaseVerbs
from ui.case.clocks_card import ClocksCard
from ui.case.company import CompanyWatch
from ui.case.composer import Composer
from ui.case.composer_words import CUSTOMER, NOTE
from ui.case.conversation_card import ConversationCard
from ui.case.entries import ZoneNow
from ui.case.from_afar import from_afar
from ui.case.head_card import HeadCard
from ui.case.hotfix import HotfixMode
from ui.case.incident import IncidentMode
from ui.case.needed_card import NeededCard
from ui.case.owners_card import OwnersCard
from ui.case.proving import Proving
from ui.case.templates import Templates
from ui.case.untouched import UntouchedCase
from ui.case.walking import Walking
from ui.case.writing import Writing
from ui.drafts import Drafts
from ui.messages import tr
from ui.page import Page
from ui.page_actions import CASE
from ui.ports import Ports
from ui.review_actions import POSTMORTEM_OF
from ui.review_place import postmortem_of
from ui.theme import Theme
from ui.to_edit import ToEdit
from ui.walk import Walk
from ui.widgets.banner import Banner
from ui.widgets.form_draft import FormDrafts
from ui.widgets.page_scroll import PageScroll
from ui.widgets.spell_check import SpellCheck
from ui.workspace import Workspace


class CasePage(Page):
    """One case. `go_to(case_id)` shows it; it is read again as it changes and as time passes."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, walk: Walk,
        drafts: Drafts, ports: Ports,
    ) -> None:  # fmt: skip
        super().__init__(tr("Case"))
        self._zone = zone
        self._workspace = workspace
        self._in_view = CaseInView(workspace, self)
        kept = FormDrafts(drafts, workspace.clock.now, zone)
        self._verbs = CaseVerbs(theme, workspace, self, self._at, kept)
        self._walk = Walking(workspace, walk, self)
        self._add_actions(actions)
        self._banner = Banner(theme)
        self._proving = Proving(theme, workspace, ports, actions, self)
        verbs = self._verbs.actions
        answers = [verbs[name] for name in ("thanks", "reopen", "another")]
        self._head = HeadCard(theme, verbs["complete"], answers, verbs["priority"], verbs["access"])
        self._company = CompanyWatch(workspace, ports.presence, self._head.company, self)
        self._conversation = ConversationCard(theme)
        self._composer = Composer(theme, self._at)
        self._writing = Writing(workspace, drafts, self._composer, self)
        self._spelling = SpellCheck(theme, workspace, [self._composer.text], self)
        self._spelling.said.connect(workspace.said)
        self._templates = Templates(theme, workspace, kept, self._composer, self)
        self._cadence = Cadence(theme, workspace, self._composer, actions, self._verbs.ask, self)
        self._attaching = Attaching(theme, workspace, ports, actions, self, self._at)
        self._alerts = CaseAlerts(theme, workspace, actions, self, self._at, self._verbs.ask)
        self._incident = IncidentMode(theme, workspace, actions, self._verbs.asking, self)
        self._hotfix = HotfixMode(
            theme, workspace, actions, self._verbs.asking, self, drafts, self._composer
        )
        self._untouched = UntouchedCase(
            theme, workspace, actions, self, self._at, self._verbs.at_once
        )
        self._clocks = ClocksCard(theme, self._proving.papers)
        self._owners, self._needed = OwnersCard(theme), NeededCard(theme)
        self._belonging = Belonging(
            theme, workspace, zone, verbs["link"], self._composer, self, actions,
            self._verbs.asking,
        )  # fmt: skip
        self._scroll = PageScroll(tr("The case"))
        self._columns = self._lay_out(theme)
        self._connect()

    # ---- what the window asks ----

    def go_to(self, location: object) -> None:
        """Show the case with this id."""
        if isinstance(location, int) and location != self._in_view.case_id:
            self._banner.hide()
            self._in_view.go_to(location)

    def hand_over(self) -> None:
        """Ask who is to have the case, as soon as it is in view."""
        self._in_view.once_shown(self._verbs.actions["assign"].trigger)

    def location(self) -> object:
        """The case in view."""
        return self._in_view.case_id

    def case_at_hand(self) -> int | None:
        """The case in view."""
        return self._in_view.case_id

    def takes_files(self) -> bool:
        """Files are attached to the case in view."""
        return self._in_view.is_shown

    def take_files(self, paths: Sequence[Path]) -> None:
        """Attach them to it."""
        self._attaching.take(paths)

    def buttons(self) -> list[QAction]:
        """What may be done with the case just now."""
        return self._verbs.buttons()

    def activated(self) -> None:
        """Read the case again, and keep its clocks going."""
        self._in_view.start()
        self._writing.look_again()

    def left(self) -> None:
        """Out of view: nothing to keep going; what is typed is kept already."""
        self._in_view.stop()
        self._company.leave()

    def focus_first(self) -> None:
        """Arrows go through the conversation."""
        self._conversation.list.setFocus()

    def go_on_with_made(self) -> None:
        """On with the words that wait below it, once they are in view: the acknowledgement."""
        self._in_view.once_shown(self._go_on)

    def _go_on(self) -> None:
        if self._composer.draft().get("text") and self._conversation.list.hasFocus():
            self._composer.text.setFocus()

    def _write_postmortem(self) -> None:
        """Of the case in view, on the page of reviews."""
        case_id = self._in_view.case_id
        if case_id is not None:
            self.place_requested.emit("reviews", postmortem_of([case_id]))

    # ---- what was read ----

    def _show(self, case: CaseDetail, afresh: bool) -> None:
        at = self._at()
        self.set_title(case.row.key)
        self._conversation.show_case(case, at, afresh=afresh)
        self._clocks.show_case(case, at, afresh=afresh)
        self._incident.show_case(case, at)
        self._columns.below(self._incident.checklist, case.row.priority == "P1")  # both as long
        self._hotfix.show_case(case, at)
        self._owners.show_case(case)
        self._needed.show_case(case)
        self._belonging.show_case(case, afresh=afresh)
        self._attaching.show_case(case)
        self._verbs.show_case(case)
        self._alerts.show_case(case)
        self._untouched.show_case(case)
        self._head.show_case(case, at)
        self._reply.setEnabled(may("contact", case.row.status))
        self._proving.show_case(case)
        self._composer.show_case(case)
        self._spelling.know((case.row.customer or "", case.contact or "", *case.people.values()))
        self._templates.show_case(case)
        self._cadence.show_case(case, at)
        if afresh:
            self._writing.show_case(case)
            self._scroll.verticalScrollBar().setValue(0)

    def _at(self) -> ZoneNow:
        return ZoneNow(self._zone, self._workspace.clock.now())

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    def _refused(self, case: CaseDetail, error: Exception) -> None:
        """What was not done, where it was asked for; elsewhere with the case it was asked of."""
        if not isinstance(error, KnownError):
            return
        if case.row.id == self._in_view.case_id and self.isVisible():
            self._banner.show_error(error, tr("Try again"))
        else:
            self._workspace.failed.emit(from_afar(case, error))

    # ---- building ----

    def _add_actions(self, actions: Actions) -> None:
        run: dict[str, Callable[[], object]] = {
            "reply": lambda: self._composer.begin("reply"),
            "note": lambda: self._composer.begin(NOTE),
            "customer": lambda: self._composer.begin(CUSTOMER),
            "send": lambda: self._composer.send(),
            "spelling": lambda: self._spelling.next(),
            "template": lambda: self._templates.open(),
            "why": lambda: self._clocks.focus_why(),
            "ledger": lambda: self._clocks.open_ledger(),
            "links": lambda: self._belonging.card.list.setFocus(),
        }
        made = {name: actions.add(CASE[name], self, does) for name, does in run.items()}
        actions.add(POSTMORTEM_OF["case"], self, self._write_postmortem)
        self._reply = made["reply"]
        self._verbs.add_actions(actions)
        self._walk.add_actions(actions, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reply box stays in sight of a low window too."""
        super().resizeEvent(event)
        self._columns.fit(event.size().height())

    def _lay_out(self, theme: Theme) -> CaseColumns:
        main = (
            self._banner, self._proving, self._head, self._untouched.card, self._conversation,
            self._cadence.card, self._composer,
        )  # fmt: skip
        beside = (
            self._clocks, self._incident.card, self._hotfix.card, self._incident.affected,
            self._incident.checklist, self._belonging.suggested, self._owners, self._needed,
            self._belonging.card,
            self._attaching.card,
        )  # fmt: skip
        self._scroll.fill(self)
        return CaseColumns(theme, self._scroll, main, beside)

    def _connect(self) -> None:
        self._in_view.was_read.connect(self._show)
        self._in_view.failed.connect(self._fail)
        self._in_view.looked.connect(self._walk.look)
        self._in_view.looked.connect(self._company.look)
        self._walk.placed.connect(self.set_subtitle)
        self._walk.case_chosen.connect(self.go_to)
        self._conversation.earlier_wanted.connect(self._in_view.read_earlier)
        self._clocks.ledger_opened.connect(self._in_view.explain)
        self._belonging.case_requested.connect(self.open_case_requested)
        self._belonging.article_begun.connect(
            lambda key: self.place_requested.emit("knowledge", ToEdit(key))
        )
        self._belonging.card.removal_requested.connect(self._verbs.remove)
        self._incident.case_requested.connect(self.open_case_requested)
        self._incident.removal_requested.connect(self._verbs.remove)
        self._needed.part_chosen.connect(self._verbs.keep_part)
        self._verbs.changed.connect(self.buttons_changed)
        self._verbs.refused.connect(self._refused)
        self._attaching.refused.connect(self._refused)
        self._composer.text.image_pasted.connect(self._attaching.paste)
        self._composer.left.connect(self._conversation.list.setFocus)
        self._writing.written.connect(self._conversation.list.go_on)
        self._banner.retry_requested.connect(self._in_view.read)
