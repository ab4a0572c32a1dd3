"""What can be done with a customer: edit, add and change contacts, take the last of it back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.commands.customer_contacts import bring_back, mark_gone
from models.queries.contacts import ContactRow
from models.queries.customer import CustomerDetail
from ui.actions import Actions
from ui.customers.customer_forms import contact_form, customer_form, new_contact_form
from ui.messages import tr
from ui.page_actions import CUSTOMER
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

_GONE, _BACK = "Mark the contact as gone", "Bring the contact back"


class CustomerVerbs(QObject):
    """Asks in a sheet, writes, and shows a refusal in the sheet or by `refused` (an error).

    `gone_asked`: the key that marks a contact was pressed, wherever the keyboard is.
    """

    refused = Signal(object)
    gone_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        page: QWidget,
        actions: Actions,
        drafts: FormDrafts,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._page = page
        self._drafts = drafts
        self._customer: CustomerDetail | None = None
        self._contact: ContactRow | None = None
        self._back = WayBack(workspace, self)
        self._back.changed.connect(self._offer)
        run = {
            "edit": self._edit, "contact": self._add, "change": self.change_contact,
            "gone": self.gone_asked.emit, "undo": self._undo,
        }  # fmt: skip
        self.actions: dict[str, QAction] = {
            name: actions.add(CUSTOMER[name], page, verb) for name, verb in run.items()
        }
        self._offer()

    def clear(self) -> None:
        """They are about nobody; what was done with one customer is not taken back at another's."""
        self._customer = self._contact = None
        self._back.forget()

    def show_customer(self, customer: CustomerDetail) -> None:
        """Whom they are about."""
        self._customer = customer
        self._offer()

    def choose_contact(self, contact: ContactRow | None) -> None:
        """The contact of the keyboard."""
        self._contact = contact
        self._offer()

    def change_contact(self) -> None:
        """Edit the contact of the keyboard."""
        if self._contact is not None:
            form = contact_form(self._theme, self._contact)
            self._ask(f"contact-{self._contact.id}", form)

    def _edit(self) -> None:
        if self._customer is not None:
            self._ask("edit", customer_form(self._theme, self._customer))

    def _add(self) -> None:
        if self._customer is not None:
            self._ask("contact", new_contact_form(self._theme, self._customer))

    def mark_contact(self) -> None:
        """The contact of the keyboard is gone, or back."""
        contact = self._contact
        if contact is None:
            return
        there, back = (mark_gone, bring_back) if contact.active else (bring_back, mark_gone)
        saying = tr("{name} is gone") if contact.active else tr("{name} is back")
        command = with_way_back(there, lambda _: partial(back, contact_id=contact.id))
        asked = Asked(command, {"contact_id": contact.id}, saying.format(name=contact.name))
        self._back.write(asked, lambda: None, self.refused.emit)

    def _undo(self) -> None:
        self._back.take_back(self.refused.emit)

    def _ask(self, name: str, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""
        assert self._customer is not None

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            self._back.write_from(sheet, asked, saved)

        self._drafts.open(
            self._theme, self._page.window(), form, f"customer-{self._customer.id}-{name}", submit,
            self._workspace.said.emit, failed=self.refused.emit,
        )  # fmt: skip

    def _offer(self) -> None:
        """Only what can be done now can be chosen."""
        contact = self._contact
        for name in ("edit", "contact"):
            self.actions[name].setEnabled(self._customer is not None)
        for name in ("change", "gone"):
            self.actions[name].setEnabled(contact is not None)
        self.actions["gone"].setText(tr(_GONE if contact is None or contact.active else _BACK))
        self.actions["undo"].setEnabled(self._back.is_there)
