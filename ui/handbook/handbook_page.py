"""The Handbook page: what is promised, edited in place, and published as a dated version."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from models.changes import Changes
from models.errors import KnownError
from models.handbook.backtest import BackTest
from models.handbook.target_edits import target_path, tried
from models.queries.handbook_draft import DraftReading, Published, published, read_draft
from ui.actions import Actions
from ui.drafts import Drafts
from ui.handbook.back_testing import BackTesting
from ui.handbook.calendars import Calendars
from ui.handbook.contracts import Contracts
from ui.handbook.due_card import DueCard
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.handbook_file import HandbookFile
from ui.handbook.handbook_verbs import SECTIONS, Ways, add_verbs
from ui.handbook.page_banner import PageBanner, subtitle
from ui.handbook.page_sheets import PageSheets
from ui.handbook.past_sum import sum_words
from ui.handbook.publishing import Publishing
from ui.handbook.sections import Sections
from ui.handbook.target_row import Cell
from ui.handbook.webhook_setting import Try, WebhookSetting
from ui.messages import tr
from ui.page import Page
from ui.theme import Theme
from ui.widgets.form_draft import FormDrafts
from ui.workspace import Workspace


class HandbookPage(Page):
    """A `draft` of the next version; `go_to` opens a part of it ("questions").

    `is_reading` while what is shown is not yet what the draft says.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts,
        try_webhook: Try,
    ) -> None:  # fmt: skip
        super().__init__(tr("Handbook"))
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._published: Published | None = None
        self.reading: DraftReading | None = None
        self._test: BackTest | None = None
        self._kept = False
        self.is_reading = False
        self.draft = HandbookDraft(workspace, drafts, self)
        file = HandbookFile(workspace, self.draft, self)
        ways = Ways(self._publish, self._show_section, self._add_commitment, self._add_way)
        self._verbs = add_verbs(actions, self, self.draft, file, ways)
        file.failed.connect(self._show_mistake)
        self._banner = PageBanner(theme)
        kept = FormDrafts(drafts, workspace.clock.now, zone)
        self._webhook = WebhookSetting(theme, workspace, actions, self, zone, try_webhook)
        self.sections = Sections(
            theme,
            self.draft,
            zone,
            Calendars(theme, workspace, actions, self.draft, kept),
            Contracts(theme, workspace, actions, self.draft, kept),
            DueCard(theme, zone, workspace.clock.now()),
            self._webhook.card,
            self._verbs,
            kept,
            self,
        )
        self._lay_out()
        self._sheets = PageSheets(theme, workspace, zone, self, kept)
        self._sheets.published.connect(self._begin_again)
        self._sheets.refused.connect(self.activated)
        self._sheets.wanted.connect(self.draft.replace_source)
        self._sheets.case_chosen.connect(self.open_case_requested)
        self.tests = BackTesting(workspace, self)
        publish = self._verbs.publish
        self._publishing = Publishing(self._sheets, self.draft, self.tests, publish)
        self.tests.tested.connect(self._show_test)
        self.sections.targets.typing.connect(self._try_typed)
        self.sections.targets.flips_asked.connect(self._open_flips)
        sections = self.sections
        for part in (sections.targets, sections.contacts, sections.clocks, sections.escalation):
            part.left.connect(workspace.said)
        self.draft.changed.connect(self._read_draft)
        self.draft.kept.connect(self._say_kept)
        self.sections.versions.version_asked.connect(self._open_version)
        self._banner.retry_requested.connect(self._take_button)
        workspace.changed.connect(self._changed)

    # ---- what the window asks ----

    def buttons(self) -> list[QAction]:
        """Undo, and publish."""
        return [self._verbs.undo, self._verbs.publish]

    def main_button(self) -> QAction | None:
        """A draft is there to be published."""
        return self._verbs.publish

    def activated(self) -> None:
        """Versions may have come."""
        query = partial(published, now=self._workspace.clock.now())
        self._workspace.read(query, self._show_published, self, "published", self._fail)
        self._webhook.look()

    def focus_first(self) -> None:
        """The first cell, or answer, of the part in view."""
        self.sections.focus_first()

    def reveal(self, action: QAction) -> None:
        """Those of calendars, and of contracts, are alive where these are in view."""
        section = self.sections.section_of(action.parent())
        if section is not None:
            self._show_section(section)

    def location(self) -> object:
        """The part in view."""
        return self.sections.section

    def go_to(self, location: object) -> None:
        """Show a part."""
        if location in SECTIONS:
            self.sections.open(str(location))

    # ---- reading ----

    def _show_published(self, found: Published) -> None:
        first = self._published is None
        self._banner.hide()
        self.sections.show()
        self._published = found
        self.sections.show_published(found)
        if not self.draft.is_idle:
            self.draft.follow(found.versions)
        elif first or not (self.draft.is_changed or self.draft.typed):
            self.draft.begin(found.versions)
        else:
            self._read_draft()
        self._say_older()

    def _read_draft(self) -> None:
        self.is_reading = True
        query = partial(
            read_draft, source=self.draft.source, base=self.draft.base,
            now=self._workspace.clock.now(),
        )  # fmt: skip
        self._workspace.read(query, self._show_draft, self, "draft", self._fail)

    def _show_draft(self, reading: DraftReading) -> None:
        if not self.draft.is_idle:
            return  # a change is on its way, and is read again: this would undo it before the eye
        self.is_reading = False
        fresh = self.reading is None
        self.reading = reading
        self.sections.show_draft(reading)
        self.tests.try_policy(reading.policy)
        self._verbs.show(self.draft)
        self._say()
        self._hide_older()
        self._publish_when_read()
        if fresh and self.isVisible():
            self.focus_first()

    def _say(self) -> None:
        if self._published is not None and self.reading is not None:
            count = len(self.reading.differences) if self.draft.is_changed else 0
            kept = self._kept and bool(self.draft.is_changed or self.draft.typed)
            self.set_subtitle(subtitle(self._published, count, self._zone, kept=kept))

    def _say_kept(self) -> None:
        self._kept = True
        self._say()

    def _say_older(self) -> None:
        if self._published is not None:
            self._banner.say_older(self._published.last.number, self.draft.base_number)

    def _hide_older(self) -> None:
        """A change that came to nothing kept the draft from following: it has followed by then."""
        if self._published is not None:
            self._banner.hide_older(self._published.last.number, self.draft.base_number)

    def _show_test(self, test: BackTest | None) -> None:
        self._test = test
        self.sections.targets.show_test(test, self.tests.quarter)

    def _try_typed(self, cell: Cell) -> None:
        """Each keystroke of an amount shows what it would have come to."""
        if self.reading is not None:
            path = target_path(cell.priority, cell.commitment, cell.what)
            policy = tried(self.reading.policy, path, cell.words)
            if policy is not None:
                self.tests.try_policy(policy)

    def _changed(self, changes: Changes) -> None:
        if changes.cases:
            self.tests.forget()
            if self.isVisible():
                self.tests.try_again()
        if "policy" in changes.kinds and self.isVisible():
            self.activated()

    def _show_mistake(self, error: KnownError) -> None:
        self._banner.show_error(error)

    def _fail(self, error: Exception) -> None:
        self.is_reading = False
        self.sections.setVisible(self._published is not None)
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    # ---- what the person does ----

    def _take_button(self) -> None:
        self._banner.hide()
        if self._published is not None and self.draft.base_number != self._published.last.number:
            self.draft.forget()
            self.draft.begin(self._published.versions)
        else:
            self.activated()

    def _publish(self) -> None:
        """What stands in the field of the keyboard is meant too; then the sheet opens."""
        self._publishing.ask(self.focusWidget())
        self._publish_when_read()

    def _publish_when_read(self) -> None:
        if not self.is_reading:
            self._publishing.go_on(self._published, self.reading)

    def _begin_again(self, _number: int) -> None:
        """The draft is a version: the next one begins from it."""
        self.draft.forget()
        self._published = None
        self.activated()

    def _open_version(self, index: int) -> None:
        if self._published is not None:
            self._sheets.version(self._published, index)

    def _open_flips(self) -> None:
        quarter = self.tests.quarter
        if self._test is not None and quarter is not None:
            self._sheets.flips(self._test, sum_words(self._test, quarter))

    # ---- building ----

    def _add_commitment(self) -> None:
        self._show_section("targets")
        self.sections.targets.ask_commitment()

    def _add_way(self) -> None:
        self._show_section("clocks")
        self.sections.contacts.ask_way()

    def _show_section(self, section: str) -> None:
        self.sections.open(section)
        self.focus_first()

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        above = QVBoxLayout()
        above.setContentsMargins(sizes.page, sizes.small, sizes.page, 0)
        above.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.sections, 1)
        column.addStretch(0)  # a banner alone is no higher than its words
