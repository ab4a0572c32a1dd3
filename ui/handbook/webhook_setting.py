"""The webhook as it is set and tried: its card, its sheet, and what they come to."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.changes import Changes
from models.commands.webhook import renew_secret, set_webhook
from models.errors import KnownError
from models.queries.webhook import secret_for
from models.queries.webhook_now import WebhookNow, webhook_now
from models.webhook_answer import Answer
from ui.actions import Actions
from ui.handbook.webhook_card import WebhookCard
from ui.handbook.webhook_sheet import WebhookSheet
from ui.messages import tr
from ui.page_actions import HANDBOOK
from ui.progress import Progress
from ui.theme import Theme
from ui.workspace import Workspace

Try = Callable[[str, str, str | None], Answer]
"""Posts a test to an address, in a shape, with a key (None: the one that is kept). Not on the GUI's
thread. Raises KnownError."""


class WebhookSetting(QObject):
    """`card` says how it is; the sheet is for whoever leads, as the secret is."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget, zone: ZoneInfo,
        attempt: Try,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page, self._zone = theme, workspace, page, zone
        self._try = attempt
        self._sheet: WebhookSheet | None = None
        self.card = WebhookCard(theme, actions.add(HANDBOOK["webhook"], page, self.open))
        workspace.changed.connect(self._changed)

    def look(self) -> None:
        """How it is set now."""
        self._workspace.read(self._query(), self._show, self, "webhook", lambda _: None)

    def open(self) -> None:
        """The sheet, as it is set by now."""
        self._workspace.read(self._query(), self._open, self, "webhook-sheet")

    def _query(self) -> Callable[[Any], WebhookNow]:
        me, now = self._workspace.person_id, self._workspace.clock.now()
        return partial(webhook_now, person_id=me, now=now)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"webhook", "person"} and self._page.isVisible():
            self.look()

    def _show(self, found: WebhookNow) -> None:
        self.card.show_webhook(found, self._workspace.clock.now(), self._zone)

    def _open(self, found: WebhookNow) -> None:
        if self._sheet is not None or not self._page.isVisible():
            return
        if not found.may_set:
            self._workspace.said.emit(tr("Where it is posted is for the lead to say"))
            return
        now = self._workspace.clock.now()
        sheet = WebhookSheet(self._theme, self._page.window(), found, now, self._save)
        self._sheet = sheet
        sheet.closed.connect(self._forget)
        sheet.test.clicked.connect(self._test)
        sheet.copy.clicked.connect(self._copy)
        sheet.renew.clicked.connect(self._renew)

    def _forget(self) -> None:
        self._sheet = None

    def _save(self, sheet: WebhookSheet) -> None:
        given = {**sheet.given, "posts": sheet.posts.chosen()}
        said = tr("The webhook is set") if given["url"].strip() else tr("Nothing is posted now")
        self._workspace.write(
            partial(set_webhook, **given), lambda _: sheet.close_sheet(), sheet, said,
            sheet.show_error,
        )  # fmt: skip

    def _test(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.awaits is None:
            sheet.wait()
            given = sheet.given
            job = partial(self._try, given["url"], given["shape"], given["key"])
            told = partial(sheet.show_answer, given)
            self._workspace.run(job, told, sheet, _refuse(sheet, given), Progress())

    def _copy(self) -> None:
        me, now = self._workspace.person_id, self._workspace.clock.now()
        query = partial(secret_for, person_id=me, now=now)
        self._workspace.read(query, self._put, self, "secret")

    def _put(self, secret: str) -> None:
        QGuiApplication.clipboard().setText(secret)
        self._workspace.said.emit(tr("The secret is on the clipboard"))

    def _renew(self) -> None:
        said = tr("Posts are signed with another secret now: copy it to the receiver")
        self._workspace.write(renew_secret, None, self, said)


def _refuse(sheet: WebhookSheet, given: Mapping[str, Any]) -> Callable[[Exception], None]:
    def refuse(error: Exception) -> None:
        if isinstance(error, KnownError):
            sheet.show_refusal(given, error)

    return refuse
