"""A complaint that was pasted, dropped or copied comes into the form, and takes nothing from it."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.complaint import Complaint
from models.file_reading import ReadFiles
from models.queries.contacts import customer_of_address
from ui.intake.attached_files import AttachedFiles
from ui.intake.capturing import Capturing
from ui.intake.new_case_draft import NewCaseDraft
from ui.intake.other_drafts import OtherDrafts
from ui.intake.taken_words import beside, how_words, taken_words, told_by
from ui.messages import tr
from ui.widgets.banner import Banner
from ui.workspace import Workspace


class TakingIn(QObject):
    """`begun` once another case stands in the form, `whose` carries the customer that was found,
    `failed` why something cannot be read, `can_take_out` how to take out what a paste filled in."""

    begun = Signal()
    whose = Signal(str)
    failed = Signal(object)
    can_take_out = Signal(object)

    def __init__(
        self, workspace: Workspace, draft: NewCaseDraft, files: AttachedFiles, others: OtherDrafts,
        banner: Banner, saving: Callable[[], bool], zone: ZoneInfo, page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace = workspace
        self._draft = draft
        self._files = files
        self._others = others
        self._banner = banner
        self._saving, self._zone = saving, zone
        self._in_message = ""
        self._whole, self._pasted, self._beside = (Capturing(workspace, self) for _ in range(3))
        self._whole.captured.connect(self._begin)
        self._pasted.captured.connect(self._fill_in)
        self._beside.captured.connect(self._fill_beside)
        for capturing in (self._whole, self._pasted, self._beside):
            capturing.failed.connect(self.failed)

    def take(self, source: object) -> None:
        """Begin a case with it: its text, the path of its file, or a `Complaint`."""
        self._whole.take(source)

    def paste(self, words: str) -> None:
        """It was pasted into the title: it fills in what is empty."""
        self._pasted.take(words)

    def paste_beside(self, words: str) -> None:
        """It was pasted into the message: it fills in what is empty, whatever else stands there."""
        self._in_message = words
        self._beside.take(words)

    def go_on_with_other(self) -> None:
        """The draft that waits longest comes into the form, what stands there waits instead."""
        if not self._saving():
            self._banner.hide()
            typed = self._draft.values()
            self._change_over(self._others.take(typed) or typed, {})

    def _begin(self, complaint: Complaint) -> None:
        """It stands in the form; what stood there is set aside, and never overwritten."""
        if self._saving():
            self._others.put(self._told_by(complaint))
            self._say_left_out(complaint.files)
            return
        self._banner.hide()
        told = self._told_by(complaint)
        self._change_over(told, self._draft.values())
        self._find_customer(told, go_on=True)
        self._files.take_read(complaint.files)

    def _fill_in(self, complaint: Complaint) -> None:
        """Where something stands in its way it is another case."""
        before, told = self._draft.values(), self._told_by(complaint)
        if self._saving() or before.keys() & told.keys():
            self._begin(complaint)
            return
        undo = tr("Ctrl Z takes it out again; Ctrl Shift V pastes it as one line.")
        self._put_in(complaint, told, (), undo)

    def _fill_beside(self, complaint: Complaint) -> None:
        """What stands there stays, but for the mail itself where nothing was typed to it."""
        if self._saving():
            self._begin(complaint)
            return
        before, told = self._draft.values(), self._told_by(complaint)
        if before.get("message", "").split() == self._in_message.split():
            before.pop("message", None)
        found = beside(told, before)
        if found:
            kept = before.keys() & told.keys() - {"message"}
            self._put_in(complaint, found, kept, tr("Ctrl Z takes it out again."))

    def _put_in(
        self, complaint: Complaint, told: dict[str, str], kept: Collection[str], undo: str
    ) -> None:
        self._draft.show(self._draft.values() | told)
        self._draft.keep()

        def say() -> None:
            self._banner.show_message(
                "note", taken_words(told), how_words(told, kept, undo), tr("Take it out")
            )

        say()
        self.can_take_out.emit(partial(self._take_out, told))
        self._find_customer(told, go_on=False, then=say)
        self._files.take_read(complaint.files)

    def _told_by(self, complaint: Complaint) -> dict[str, str]:
        return told_by(complaint, self._workspace.clock.now(), self._zone)

    def _take_out(self, told: Mapping[str, str]) -> None:
        """What a paste filled in, where nobody typed over it."""
        stands = self._draft.values()
        self._draft.show({name: said for name, said in stands.items() if told.get(name) != said})
        self._draft.keep()

    def _change_over(self, values: Mapping[str, str], aside: Mapping[str, str]) -> None:
        self._others.put(aside)
        self._draft.begin(values)
        self._draft.keep()
        self.begun.emit()

    def _say_left_out(self, files: ReadFiles) -> None:
        """A draft that is set aside has no files before somebody goes on with it."""
        names = ", ".join(file.name for file in files.taken)
        if names:
            title = tr("The mail carried files: attach them once you go on with it")
            self._banner.show_message("note", title, names)

    def _find_customer(
        self, told: dict[str, str], *, go_on: bool, then: Callable[[], None] = lambda: None
    ) -> None:
        """Whose address it is, where nobody said; the keyboard goes on to what is empty still."""
        typed = self._draft.values()
        if told.get("contact") and not typed.get("customer"):
            query = partial(customer_of_address, written=told["contact"])
            shown = partial(self._show_customer, told, typed, go_on, then)
            self._workspace.read(query, shown, self, "whose")

    def _show_customer(
        self, told: dict[str, str], typed: Mapping[str, str], go_on: bool,
        then: Callable[[], None], name: str,
    ) -> None:  # fmt: skip
        """Where nobody typed meanwhile."""
        files = self._files.values()
        if name and self._draft.values() == {**typed, **files}:
            told["customer"] = name
            self._draft.show({**typed, **files, "customer": name})
            self._draft.keep()
            self.whose.emit(name)
            then()
            if go_on:
                self.begun.emit()
