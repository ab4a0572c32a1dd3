"""The parts of the Handbook page, one in view at a time, each under a scroll bar of its own."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.queries.handbook_draft import DraftReading, Published
from ui.handbook.calendars import Calendars
from ui.handbook.clocks_card import ClocksCard
from ui.handbook.contacts_card import ContactsCard
from ui.handbook.contracts import Contracts
from ui.handbook.defaults_card import DefaultsCard
from ui.handbook.due_card import DueCard
from ui.handbook.escalation_card import EscalationCard
from ui.handbook.found_card import FoundCard
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.handbook_verbs import SECTIONS, HandbookVerbs
from ui.handbook.questions import Questions, of_handbook
from ui.handbook.shy_button import ShyButton
from ui.handbook.targets_card import TargetsCard
from ui.handbook.team_updates_card import TeamUpdatesCard
from ui.handbook.thresholds_card import ThresholdsCard
from ui.handbook.versions_card import VersionsCard
from ui.handbook.webhook_card import WebhookCard
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.form_draft import FormDrafts
from ui.widgets.page_scroll import PageScroll
from ui.widgets.tab_order import tab_along

_NAMES = {
    "targets": "Targets", "questions": "Plain questions", "calendars": "Calendars",
    "clocks": "Clocks", "contracts": "Contracts", "versions": "Versions",
}  # fmt: skip


class Sections(QWidget):
    """`section_changed` carries the id of the part in view."""

    section_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        draft: HandbookDraft,
        zone: ZoneInfo,
        calendars: Calendars,
        contracts: Contracts,
        due: DueCard,
        webhook: WebhookCard,
        verbs: HandbookVerbs,
        drafts: FormDrafts,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self.targets = TargetsCard(theme, draft, drafts)
        self.team_updates = TeamUpdatesCard(theme, draft)
        self.questions = Questions(theme, draft, of_handbook())
        self.calendars = calendars
        self.contracts = contracts
        self.clocks = ClocksCard(theme, draft, drafts)
        self.contacts = ContactsCard(theme, draft, verbs.add_way, drafts)
        self.defaults = DefaultsCard(theme, draft)
        self.escalation = EscalationCard(theme, draft, drafts)
        self.thresholds = ThresholdsCard(theme)
        self.due = due
        self.webhook = webhook
        self.versions = VersionsCard(theme, zone)
        self.targets.corner.addWidget(ActionButton(theme, verbs.add, kind="quiet"))
        for action in (verbs.open_file, verbs.save_file):
            self.versions.corner.addWidget(ActionButton(theme, action))
        self._found = FoundCard(theme)
        specs = [ChipSpec(name, tr(_NAMES[name])) for name in SECTIONS]
        self.chips = ChipRow(theme, tr("Part of the handbook"), specs)
        self._stack = QStackedWidget(self)
        shown: list[list[QWidget]] = [
            [self.targets, self.team_updates, self.due, self._found], [self.questions],
            [self.calendars],
            [self.clocks, self.contacts, self.defaults, self.escalation, self.thresholds, webhook],
            [self.contracts],
            [self.versions],
        ]  # fmt: skip
        for parts in shown:
            self._add_scroll(parts)
        sizes = theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.wide, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(sizes.page, 0, sizes.page, 0)
        above.addWidget(self.chips, 1)
        above.addWidget(ShyButton(theme, verbs.discard))
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        self.chips.chosen_changed.connect(lambda chosen: self.open(chosen[0]))

    @property
    def section(self) -> str:
        """The id of the part in view."""
        return SECTIONS[self._stack.currentIndex()]

    def section_of(self, part: QObject | None) -> str | None:
        """The id of the part of the page that holds this one, if one does."""
        for place, section in enumerate(SECTIONS):
            holder = self._stack.widget(place)
            if isinstance(part, QWidget) and holder is not None and holder.isAncestorOf(part):
                return section
        return None

    def open(self, section: str) -> None:
        """Bring a part into view."""
        self.chips.choose(section)
        self._stack.setCurrentIndex(SECTIONS.index(section))
        self.section_changed.emit(section)

    def focus_first(self) -> None:
        """Where work begins in the part in view."""
        {
            "targets": self.targets.focus_first,
            "questions": self.questions.focus_first,
            "calendars": self.calendars.focus_first,
            "clocks": self.clocks.focus_first,
            "contracts": self.contracts.focus_first,
            "versions": self.versions.table.setFocus,
        }[self.section]()

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft as it was read."""
        self.targets.show_draft(reading)
        self.team_updates.show_draft(reading)
        self.questions.show_draft(reading)
        self.calendars.show_draft(reading)
        self.clocks.show_draft(reading)
        self.contacts.show_draft(reading)
        self.defaults.show_draft(reading)
        self.escalation.show_draft(reading)
        self.thresholds.show_draft(reading)
        tab_along([*self.clocks.buttons.values(), *self.contacts.boxes.values(),
                   self.defaults.priority, self.defaults.share, *self.escalation.buttons.values(),
                   self.thresholds.table, self.webhook.button])  # fmt: skip
        self.due.show_draft(reading)
        self.contracts.show_draft(reading)
        self._found.show_findings(reading.findings, self.targets.places())

    def show_published(self, published: Published) -> None:
        """Show the versions."""
        self.versions.show_published(published)

    def _add_scroll(self, parts: list[QWidget]) -> None:
        sizes = self._theme.sizes
        scroll = PageScroll(tr("The handbook"))
        self._stack.addWidget(scroll)  # before it is filled: what moves is styled anew
        column = QVBoxLayout(scroll.body)
        column.setContentsMargins(sizes.page, sizes.medium, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
