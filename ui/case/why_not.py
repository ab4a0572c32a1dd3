"""A key of what cannot be done to the case just now says why, where it did nothing."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.wording import STATUSES
from ui.actions import keys_in_words
from ui.messages import tr
from ui.page_actions import CASE
from ui.workspace import Workspace

TOLD: Final = ("priority", "start", "pause", "resume", "resolve", "close", "reopen")
"""What the status decides, and is looked for by its key."""
_BEFORE: Final = {"close": ("resolve", "resume"), "reopen": ("resolve",)}
"""What comes before it: the first that can be done is named."""


class WhyNot:
    """For a page: `actions` by their names, alive as the case in view allows."""

    def __init__(self, workspace: Workspace, page: QWidget, actions: Mapping[str, QAction]) -> None:
        self._workspace, self._actions = workspace, actions
        self._status = ""
        self._keys = {name: _key(name, page) for name in TOLD}
        for name, key in self._keys.items():
            key.activated.connect(partial(self._say, name))

    def follow(self, status: str) -> None:
        """The case has this status, and the actions are as it allows."""
        self._status = status
        for name, key in self._keys.items():
            key.setEnabled(not self._actions[name].isEnabled())

    def _say(self, name: str) -> None:
        legal = {one for one, action in self._actions.items() if action.isEnabled()}
        self._workspace.said.emit(why_not(name, self._status, legal))


def why_not(name: str, status: str, legal: set[str]) -> str:
    """“Close: not while it is waiting on customer. Resolve comes first (E)”."""
    words = tr("{verb}: not while the case is {status}.",
               verb=tr(CASE[name].text), status=tr(STATUSES[status]).casefold())  # fmt: skip
    first = next((one for one in _BEFORE.get(name, ()) if one in legal), None)
    if first is None:
        return words
    step = tr("{verb} comes first ({key}).", verb=tr(CASE[first].text),
              key=keys_in_words(CASE[first].shortcuts[0]))  # fmt: skip
    return f"{words} {step}"


def _key(name: str, page: QWidget) -> QShortcut:
    key = QShortcut(QKeySequence(CASE[name].shortcuts[0]), page)
    key.setAutoRepeat(False)
    key.setEnabled(False)
    return key
