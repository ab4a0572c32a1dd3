"""Attaching to the case in view, and looking at what is attached; all of it off the GUI thread."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from models.commands.attachments import attach
from models.errors import KnownError
from models.file_names import safe_name
from models.file_reading import FileContent, ReadFiles, read_files, save_file, write_new
from models.queries.attachments import AttachmentRow, content
from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.case.attachment_sheet import AttachmentSheet
from ui.case.attachments_card import AttachmentsCard, known_of
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.page_actions import CASE
from ui.ports import Ports
from ui.theme import Theme
from ui.widgets.file_choice import attached_words, choose_files, copied_files, refusals
from ui.widgets.file_dialog import file_dialog
from ui.widgets.file_preview import Preview, encoded, preview_of
from ui.workspace import Workspace


class Attaching(QObject):
    """`card` shows what is attached. `refused` carries a `KnownError` and the case it is about."""

    refused = Signal(object, object)

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, actions: Actions, page: QWidget,
        at: Callable[[], ZoneNow],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._ports = ports
        self._page = page
        self._at = at
        self._case: CaseDetail | None = None
        attach_files = actions.add(CASE["attach"], page, self._choose)
        actions.add(CASE["paste"], page, self.paste)
        actions.add(CASE["attachments"], page, lambda: self.card.list.setFocus())
        self.card = AttachmentsCard(theme, attach_files)
        self.card.opened.connect(self._look)

    def show_case(self, case: CaseDetail) -> None:
        """The case in view, and what is attached to it."""
        self._case = case
        self.card.show_case(case, self._at())

    def take(self, paths: Sequence[Path]) -> None:
        """Attach these files to the case in view."""
        if self._case is not None:
            job = partial(read_files, tuple(paths))
            self._workspace.run(job, partial(self._read, self._case), self)

    def paste(self) -> None:
        """Attach the files, or the image, that were copied."""
        paths = copied_files()
        image = QGuiApplication.clipboard().image()
        if paths:
            self.take(paths)
        elif self._case is not None and not image.isNull():
            name = tr("Pasted {when}.png", when=f"{self._at().now:%Y-%m-%d %H%M%S}")
            self._take_image(self._case, image, name)
        else:
            self._workspace.said.emit(tr("There is no image and no file on the clipboard"))

    def _take_image(self, case: CaseDetail, image: QImage, name: str) -> None:
        self._workspace.run(
            partial(encoded, image, name), lambda file: self._write(case, (file,)), self,
            partial(self._not_read, case),
        )  # fmt: skip

    def _choose(self) -> None:
        choose_files(self._page, self.take)

    def _read(self, case: CaseDetail, found: ReadFiles) -> None:
        if found.refused:
            self._not_read(case, refusals(found))
        if found.taken:
            self._write(case, found.taken)

    def _not_read(self, case: CaseDetail, error: Exception) -> None:
        self.refused.emit(case, error)

    def _write(self, case: CaseDetail, files: tuple[FileContent, ...]) -> None:
        command = partial(attach, case_id=case.row.id, files=files)
        done = partial(self._written, case, len(files))
        self._workspace.write(command, done, self, failed=partial(self._not_read, case))

    def _written(self, case: CaseDetail, asked: int, names: tuple[str, ...]) -> None:
        already = tr("{case} has it already", case=case.row.key)
        self._workspace.said.emit(attached_words(names) if names else already)

    # ---- looking at one ----

    def _look(self, row: AttachmentRow) -> None:
        sheet = AttachmentSheet(self._theme, self._page.window(), row, known_of(row, self._at()))
        sheet.save_requested.connect(partial(self._ask_where, sheet))
        sheet.open_requested.connect(partial(self._open, sheet))
        sheet.show_sheet()
        self._with(sheet, _seen, lambda seen: sheet.show_preview(*seen))

    def _with(
        self, sheet: AttachmentSheet, does: Callable[[bytes], Any], then: Callable[[Any], None]
    ) -> None:
        """Read what the file holds and do something with it, on a reader's thread."""
        query = partial(_done_with, sha256=sheet.row.sha256, does=does)
        self._workspace.read(query, then, sheet, failed=partial(_tell, sheet))

    def _ask_where(self, sheet: AttachmentSheet) -> None:
        dialog = file_dialog(self._page.window(), tr("Save the attachment"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DownloadLocation)
        folder = next((place for place in places if Path(place).is_dir()), QDir.homePath())
        dialog.setDirectory(folder)
        dialog.selectFile(safe_name(sheet.row.name))
        dialog.fileSelected.connect(lambda name: self.save(sheet, Path(name)))
        dialog.open()

    def save(self, sheet: AttachmentSheet, path: Path) -> None:
        """Write what the sheet shows there; never over another file."""
        if shiboken6.isValid(sheet):
            where = tr("{name} is in {folder}", name=path.name, folder=path.parent)
            self._with(sheet, partial(write_new, path), lambda _: sheet.show_saved(where))

    def _open(self, sheet: AttachmentSheet) -> None:
        """A copy of its own, readable by its owner alone, gone when the program ends."""

        def show(path: Path) -> None:
            self._ports.open_path(path)

        self._with(sheet, partial(_copied, sheet.row.name), show)


def _done_with(session: Any, sha256: str, does: Callable[[bytes], Any]) -> Any:
    return does(content(session, sha256))


def _seen(data: bytes) -> tuple[bytes, Preview]:
    return data[:64], preview_of(data)


def _copied(name: str, data: bytes) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="leadline-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = save_file(folder, name, data)
    path.chmod(0o400)
    return path


def _tell(sheet: AttachmentSheet, error: Exception) -> None:
    if isinstance(error, KnownError):
        sheet.show_error(error)
