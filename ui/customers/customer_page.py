"""One customer: who they are, whom to call, what was promised, what is open, what was kept."""

from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.changes import Changes
from models.complaint import Complaint
from models.errors import KnownError
from models.queries.customer import CustomerDetail, customer_detail
from ui.actions import Actions
from ui.customers.contacts_card import ContactsCard
from ui.customers.customer_papers import CustomerPapers
from ui.customers.customer_verbs import CustomerVerbs
from ui.customers.known_issues_card import KnownIssuesCard
from ui.customers.open_cases_card import OpenCasesCard
from ui.customers.quarter import Quarter
from ui.customers.terms_card import TermsCard
from ui.customers.who_card import WhoCard
from ui.drafts import Drafts
from ui.messages import inline, tr
from ui.page import Page
from ui.page_actions import CUSTOMER
from ui.ports import Ports
from ui.theme import Theme
from ui.widgets.article_sheet import open_article
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_draft import FormDrafts
from ui.widgets.page_scroll import PageScroll
from ui.workspace import Workspace

_TICK_MS: Final = 10_000
_SIDE, _LEAST_SIDE = 400, 310


class CustomerPage(Page):
    """`go_to(id)` shows a customer; read again as they change and as time passes."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts,
        ports: Ports,
    ) -> None:  # fmt: skip
        super().__init__(tr("Customer"))
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._customer_id: int | None = None
        self._name = ""
        self._unread: set[str] = set()
        self._banner = Banner(theme)
        kept = FormDrafts(drafts, workspace.clock.now, zone)
        self._verbs = CustomerVerbs(theme, workspace, self, actions, kept)
        self._papers = CustomerPapers(theme, workspace, ports, actions, self)
        self._case = actions.add(CUSTOMER["case"], self, self._begin_case)
        own = self._verbs.actions
        self._who = WhoCard(theme, own["edit"], zone.key)
        self._open = OpenCasesCard(theme, self._case)
        self._quarter = Quarter(theme, workspace, actions, zone, self)
        self._contacts = ContactsCard(theme, own["contact"])
        self._terms = TermsCard(theme)
        self._issues = KnownIssuesCard(theme)
        self._cards = QWidget()
        self._nobody = EmptyState(
            theme, "people", tr("No customer is chosen."), "",
            self.way_to("customers", tr("Choose a customer")),
        )  # fmt: skip
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lay_out(theme)
        self._connect()

    # ---- what the window asks ----

    def go_to(self, location: object) -> None:
        """Show the customer with this id."""
        if isinstance(location, int) and location != self._customer_id:
            self._customer_id = location
            self._clear()

    def location(self) -> object:
        """The customer in view."""
        return self._customer_id

    def buttons(self) -> list[QAction]:
        """The papers."""
        return [self._papers.sheet, self._papers.report]

    def main_button(self) -> QAction | None:
        """What a customer asks for each quarter."""
        return self._papers.report

    def activated(self) -> None:
        """Read the customer again, and keep the clocks going."""
        self._nobody.setVisible(self._customer_id is None)
        if self._customer_id is not None:
            self._tick.start()
            self._read()

    def left(self) -> None:
        """Out of view: nothing to keep going; what is typed is kept already."""
        self._tick.stop()

    def focus_first(self) -> None:
        """Arrows go through the open cases."""
        self._open.table.setFocus()

    def _clear(self) -> None:
        """Nothing of one customer is shown, sent or changed under another's name."""
        for part in (self._cards, self._banner):
            part.hide()
        self._unread.clear()
        self._case.setEnabled(False)
        self._quarter.go_to(self._customer_id)
        self._verbs.clear()
        self._papers.clear()

    # ---- reading ----

    def _read(self) -> None:
        self._read_customer()
        self._quarter.read()

    def _read_customer(self) -> None:
        if self._customer_id is not None:
            query = partial(
                customer_detail, customer_id=self._customer_id, now=self._workspace.clock.now(),
                me=self._workspace.person_id,
            )  # fmt: skip
            self._workspace.read(
                query, self._show, self, "customer", partial(self._not_read, "customer")
            )

    def _show(self, customer: CustomerDetail) -> None:
        if customer.id != self._customer_id:
            return
        afresh = self._cards.isHidden()
        self._was_read("customer")
        self._name = customer.name
        self._case.setEnabled(True)
        self.set_title(inline(customer.name))
        self._verbs.show_customer(customer)
        self._papers.show_customer(customer)
        for part in (self._who, self._open, self._contacts, self._terms, self._issues):
            part.show_customer(customer)
        self._cards.show()
        if afresh:
            self._scroll.verticalScrollBar().setValue(0)
            self.focus_first()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._read()

    def _not_read(self, what: str, error: Exception) -> None:
        self._unread.add(what)
        self._fail(error)

    def _was_read(self, what: str) -> None:
        """The message stays while something else could not be read."""
        self._unread.discard(what)
        if not self._unread:
            self._banner.hide()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    # ---- what the person does ----

    def _mark_contact(self) -> None:
        """Only the contact that the person sees the keyboard on."""
        table = self._contacts.table
        if table.hasFocus():
            self._verbs.mark_contact()
        else:
            table.setFocus()
            self._workspace.said.emit(tr("Choose the contact, then press Delete"))

    def _open_article(self, key: str) -> None:
        open_article(
            self._theme, self._workspace, self.window(), self._zone, key,
            self.open_case_requested.emit,
        )  # fmt: skip

    def _begin_case(self) -> None:
        """A new case whose customer is known already."""
        self.place_requested.emit("new", Complaint("", customer=self._name))

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(sizes.medium)
        for part in (self._who, self._open, self._quarter.card):
            left.addWidget(part)
        for beside in (self._contacts, self._terms, self._issues):
            right.addWidget(beside)
        left.addStretch(1)
        right.addStretch(1)
        side = QWidget()
        side.setLayout(right)
        side.setMaximumWidth(_SIDE)
        side.setMinimumWidth(_LEAST_SIDE)
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.wide)
        row.addLayout(left, 2)
        row.addWidget(side, 1)
        self._scroll = PageScroll(tr("The customer"))
        self._scroll.fill(self)
        column = QVBoxLayout(self._scroll.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        column.addWidget(self._banner)
        column.addWidget(self._papers)
        column.addWidget(self._cards)
        column.addWidget(self._nobody)
        column.addStretch(1)
        self._cards.hide()

    def _connect(self) -> None:
        self._open.case_asked.connect(self.open_case_requested)
        self._issues.article_requested.connect(self._open_article)
        self._quarter.was_read.connect(self._was_read)
        self._quarter.not_read.connect(self._not_read)
        self._quarter.refused.connect(self._fail)
        self._quarter.period_shown.connect(self._papers.show_period)
        self._quarter.case_chosen.connect(self.open_case_requested)
        self._contacts.chosen_changed.connect(
            lambda: self._verbs.choose_contact(self._contacts.chosen())
        )
        self._contacts.edit_asked.connect(self._verbs.change_contact)
        self._verbs.gone_asked.connect(self._mark_contact)
        self._verbs.refused.connect(self._fail)
        self._banner.retry_requested.connect(self._read)
        self._tick.timeout.connect(self._read_customer)
        self._workspace.changed.connect(self._changed)
