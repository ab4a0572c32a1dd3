"""A shared desk: the address of its database, and a password where the server wants one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from models.errors import KnownError
from models.text import Text
from ui.messages import tr
from ui.start.ports import TypedPassword
from ui.start.start_page import StartPage
from ui.theme import Theme
from ui.widgets.field import Field


class SharedPage(StartPage):
    """`open_requested` carries the address and a `TypedPassword` or None.

    The password is forgotten as soon as it was handed on.
    """

    open_requested = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Open your team's shared desk"),
            tr("Whoever set up the database can tell you its address."), tr("Open the desk"),
        )  # fmt: skip
        self._address, self._password = QLineEdit(), QLineEdit()
        self._address.setPlaceholderText("postgresql://ana@db.example/desk")
        self._address.setMaxLength(2000)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._address_field = Field(
            tr("Address of the database"), self._address,
            tr("Without a password in it: others on this computer could read it."),
        )  # fmt: skip
        self._password_field = Field(
            tr("Password"), self._password,
            tr("Leave it empty where libpq's password file or a certificate signs you in."),
        )  # fmt: skip
        self._keep = QCheckBox(tr("Keep the password in this computer's keyring"))
        self._keep_field = Field("", self._keep)
        for part in (self._address_field, self._password_field, self._keep_field):
            self.body.addWidget(part)
        self._address.textChanged.connect(lambda *_: self._address_field.show_problem(""))
        self._password.textChanged.connect(lambda *_: self._password_field.show_problem(""))

    def show_keyring(self, trouble: Text | None) -> None:
        """Whether a password can be kept here, or why not."""
        self._keep.setEnabled(trouble is None)
        self._keep.setChecked(self._keep.isChecked() and trouble is None)
        self._keep_field.show_hint("" if trouble is None else tr(trouble))

    def show_address(self, address: str) -> None:
        """A desk known by its address."""
        self._address.setText(address)

    def focus_first(self) -> None:
        """The address, or the password where the address is there."""
        (self._password if self._address.text() else self._address).setFocus()

    def submit(self) -> None:
        """Ask for the desk."""
        address = self._address.text().strip()
        if "://" not in address:
            words = tr("An address begins with postgresql:// and names login, server and desk.")
            self.point_at(self._address_field, words)
            return
        typed = self._password.text()
        self._password.clear()
        secret = TypedPassword(typed, self._keep.isChecked()) if typed else None
        self.open_requested.emit(address, secret)

    def show_error(self, error: KnownError, retry: str = "") -> None:
        """What is wrong with the address."""
        self.point_at(self._address_field, error)

    def show_refusal(self, error: KnownError) -> None:
        """The server wants a password, or another one."""
        self.point_at(self._password_field, error)
