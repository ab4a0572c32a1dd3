"""What a person can do on the Handbook page, with the keys for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.handbook_file import HandbookFile
from ui.page_actions import HANDBOOK

SECTIONS = ("targets", "questions", "calendars", "clocks", "contracts", "versions")


@dataclass(frozen=True)
class HandbookVerbs:
    """The actions of the page."""

    publish: QAction
    undo: QAction
    redo: QAction
    discard: QAction
    add: QAction
    add_way: QAction
    open_file: QAction
    save_file: QAction

    def show(self, draft: HandbookDraft) -> None:
        """Which of them can be done with this draft."""
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)
        self.discard.setEnabled(draft.is_changed or bool(draft.typed))
        self.publish.setEnabled(draft.is_changed and not draft.problems)


@dataclass(frozen=True)
class Ways:
    """What the page itself does."""

    publish: Callable[[], None]
    show_section: Callable[[str], None]
    add_commitment: Callable[[], None]
    add_way: Callable[[], None]


def add_verbs(
    actions: Actions, page: QWidget, draft: HandbookDraft, file: HandbookFile, ways: Ways
) -> HandbookVerbs:
    """Make the actions, alive while the page is in view."""

    def add(name: str, run: Callable[[], None]) -> QAction:
        return actions.add(HANDBOOK[name], page, run)

    for section in SECTIONS:
        add(section, partial(ways.show_section, section))
    verbs = HandbookVerbs(
        add("publish", ways.publish),
        add("undo", draft.undo),
        add("redo", draft.redo),
        add("discard", draft.discard),
        add("add", ways.add_commitment),
        add("add_way", ways.add_way),
        add("open_file", file.ask_open),
        add("save_file", file.ask_save),
    )
    for verb in (verbs.publish, verbs.undo, verbs.redo, verbs.discard):
        verb.setEnabled(False)
    return verbs
