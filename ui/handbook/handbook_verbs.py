"""What a person can do on the Handbook page, with the keys for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.handbook_file import HandbookFile
from ui.messages import tr

SECTIONS = ("targets", "questions", "calendars", "versions")
_SECTION_WORDS = (
    "Show the targets", "Show the plain questions", "Show the calendars", "Show the versions",
)  # fmt: skip


@dataclass(frozen=True)
class HandbookVerbs:
    """The actions of the page."""

    publish: QAction
    undo: QAction
    redo: QAction
    discard: QAction
    add: QAction
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


def add_verbs(
    actions: Actions, page: QWidget, draft: HandbookDraft, file: HandbookFile, ways: Ways
) -> HandbookVerbs:
    """Make the actions, alive while the page is in view."""

    def add(name: str, words: str, keys: str, icon: str, run: Callable[[], None]) -> QAction:
        spec = ActionSpec(f"handbook.{name}", words, (keys,), icon, tr("Handbook"), "handbook")
        return actions.add(spec, page, run)

    for number, (section, words) in enumerate(zip(SECTIONS, _SECTION_WORDS, strict=True), 1):
        add(section, tr(words), f"Alt+{number}", "handbook", partial(ways.show_section, section))
    verbs = HandbookVerbs(
        add("publish", tr("Publish"), "Ctrl+Return", "check", ways.publish),
        add("undo", tr("Undo"), "Ctrl+Z", "undo", draft.undo),
        add("redo", tr("Redo"), "Ctrl+Shift+Z", "swap", draft.redo),
        add("discard", tr("Discard the draft"), "Ctrl+Shift+Backspace", "trash", draft.discard),
        add("add", tr("Add a commitment"), "Alt+C", "plus", ways.add_commitment),
        add("open_file", tr("Open a file"), "Ctrl+O", "folder", file.ask_open),
        add("save_file", tr("Save as a file"), "Ctrl+S", "export", file.ask_save),
    )
    for verb in (verbs.publish, verbs.undo, verbs.redo, verbs.discard):
        verb.setEnabled(False)
    return verbs
