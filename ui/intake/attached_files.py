"""Files of a new case: kept on this computer with the draft until the case is open."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import KnownError
from models.file_names import size_words
from models.file_reading import FileContent, ReadFiles, read_files
from ui.actions import Actions
from ui.drafts import Drafts
from ui.messages import tr
from ui.page_actions import NEW
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.file_choice import attached_words, choose_files, copied_files, refusals
from ui.widgets.file_list import FileLine, FileList
from ui.widgets.file_preview import encoded
from ui.widgets.labels import caption, muted
from ui.workspace import Workspace

_FIELD = "attachments"


class _Kept(NamedTuple):
    name: str
    size: int
    sha256: str


class AttachedFiles(QWidget):
    """`changed` after each change of what is attached."""

    changed = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, drafts: Drafts, actions: Actions, page: QWidget
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._drafts = drafts
        self._page = page
        self._files: tuple[_Kept, ...] = ()
        self._form = 0
        self._reading = 0
        self._all_taken = True
        self._waiting: list[Callable[[bool], None]] = []
        attach = actions.add(NEW["attach"], page, lambda: choose_files(page, self.take))
        actions.add(NEW["paste"], page, self.paste)
        self._banner = Banner(theme)
        self.list = FileList(theme, tr("Attachments; Delete takes one out"))
        self.list.removed.connect(self._remove)
        self._hint = muted("", wrap=True)
        row = QHBoxLayout()
        row.addWidget(ActionButton(theme, attach))
        row.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (caption(tr("Attachments")), self.list, self._banner):
            column.addWidget(part)
        column.addLayout(row)
        self._show()

    def values(self) -> dict[str, str]:
        """What the draft keeps of them: which they are; empty where there are none."""
        return {_FIELD: json.dumps(self._files)} if self._files else {}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show those of a draft; that tells nobody."""
        found = json.loads(values.get(_FIELD) or "[]")
        self._files = tuple(_Kept(str(name), int(size), str(sha)) for name, size, sha in found)
        self._banner.hide()
        self._show()

    def begin_form(self) -> None:
        """What is read still was for another form: it does not come into the one that follows."""
        self._form += 1

    def take(self, paths: Sequence[Path]) -> None:
        """Attach these files."""
        self._begin(partial(_read_and_keep, self._drafts, tuple(paths)))

    def take_read(self, found: ReadFiles) -> None:
        """Attach what was read already, as the files of a mail are."""
        if found.taken or found.refused:
            self._begin(partial(_keep_read, self._drafts, found))

    def paste(self) -> None:
        """Attach the files, or the image, that were copied."""
        paths = copied_files()
        image = QGuiApplication.clipboard().image()
        if paths:
            self.take(paths)
        elif not image.isNull():
            name = tr("Pasted {when}.png", when=f"{self._workspace.clock.now():%Y-%m-%d %H%M%S}")
            self._begin(partial(_encode_and_keep, self._drafts, partial(encoded, image, name)))
        else:
            self._workspace.said.emit(tr("There is no image and no file on the clipboard"))

    def when_taken(self, then: Callable[[bool], None]) -> None:
        """Call once no file is being read any more, with whether all of them were taken."""
        if self._reading:
            self._waiting.append(then)
        else:
            then(True)

    def read(self) -> tuple[FileContent, ...]:
        """What they hold; called on a worker's thread. A `KnownError` where one is gone."""
        return read_kept(self._drafts, self._files)

    def _begin(self, job: Callable[[], ReadFiles]) -> None:
        self._reading += 1
        form = self._form
        self._workspace.run(job, partial(self._taken, form), self, self._failed)

    def _taken(self, form: int, found: ReadFiles) -> None:
        if form != self._form:  # they were dropped on what is another case's form by now
            names = ", ".join(file.name for file in found.taken)
            sentence = tr("{names}: the form was emptied before it was read.", names=names)
            self._failed(KnownError(tr("Not attached"), sentence, tr("Attach it again.")))
            return
        for file in found.taken:
            kept = _Kept(file.name, len(file.data), file.sha256)
            if kept not in self._files:
                self._files += (kept,)
        self._banner.hide()
        if found.taken:
            self._workspace.said.emit(attached_words([file.name for file in found.taken]))
        if found.refused:
            self._refused(refusals(found))
        self._show()
        self.changed.emit()
        self._ended(taken=not found.refused)

    def _failed(self, error: Exception) -> None:
        self._refused(error)
        self._ended(taken=False)

    def _ended(self, *, taken: bool) -> None:
        self._reading -= 1
        self._all_taken = self._all_taken and taken
        if not self._reading:
            all_taken, self._all_taken = self._all_taken, True
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(all_taken)

    def _remove(self, row: int) -> None:
        self._files = (*self._files[:row], *self._files[row + 1 :])
        self._show()
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error)

    def _show(self) -> None:
        self.list.show_files([FileLine(one.name, size_words(one.size)) for one in self._files])
        self._hint.setText(
            tr("Delete takes the chosen one out.") if self._files
            else tr("Drop files here, or paste an image.")
        )  # fmt: skip


def read_kept(drafts: Drafts, files: Sequence[tuple[str, int, str]]) -> tuple[FileContent, ...]:
    """Files of a draft with what they hold."""
    return tuple(FileContent(name, drafts.file(sha256)) for name, _, sha256 in files)


def _read_and_keep(drafts: Drafts, paths: Sequence[Path]) -> ReadFiles:
    return _keep_read(drafts, read_files(paths))


def _keep_read(drafts: Drafts, found: ReadFiles) -> ReadFiles:
    for file in found.taken:
        drafts.put_file(file.data)
    return found


def _encode_and_keep(drafts: Drafts, encode: "partial[FileContent]") -> ReadFiles:
    file = encode()
    drafts.put_file(file.data)
    return ReadFiles((file,), ())
