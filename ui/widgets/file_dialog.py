"""The one dialog for files and folders. It looks at names alone and reads no file.

Qt's own icons and kinds come from what a file begins with. On Linux the close that ends such a
look drops every lock this process has on that file, the desk's own among them.
"""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QFileInfo, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

from ui.messages import tr

_NOWHERE: Final = ":/"
"""A folder without files of the disk: the dialog begins to list before it can be told of icons."""

_Of = QFileInfo | QAbstractFileIconProvider.IconType
_left_at = ""


class NamesOnly(QAbstractFileIconProvider):
    """Icons and kinds by whether it is a folder, never by what a file holds.

    It is asked on a thread of the dialog's, so its icons are made beforehand.
    """

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._words = tr("Folder"), tr("File")

    def icon(self, of: _Of) -> QIcon:
        """One for folders and drives, one for all else."""
        return self._folder if _is_folder(of) else self._file

    def type(self, of: QFileInfo) -> str:
        """What the column of kinds says."""
        folder, file = self._words
        return folder if _is_folder(of) else file


def _is_folder(of: _Of) -> bool:
    if isinstance(of, QFileInfo):
        return of.isDir()
    return of is not QAbstractFileIconProvider.IconType.File


def file_dialog(parent: QWidget, words: str, begin: str = "") -> QFileDialog:
    """A dialog that begins at a path, or where the last one was left; gone once it is closed.

    Linux's own dialogs look into files within this process, unless a portal shows them in another.
    """
    if not _ours():
        dialog = QFileDialog(parent, words)
    else:
        dialog = QFileDialog(parent, words, _NOWHERE)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        icons = NamesOnly()
        dialog.setIconProvider(icons)
        dialog.setProperty("icons", icons)  # the dialog keeps none itself
        dialog.setDirectory(_left_at or QDir.currentPath())
    if begin:
        dialog.setDirectory(begin) if Path(begin).is_dir() else dialog.selectFile(begin)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _leave(dialog.directory().absolutePath()))
    return dialog


def _ours() -> bool:
    portal = os.environ.get("QT_QPA_PLATFORMTHEME") == "xdgdesktopportal"
    return sys.platform.startswith("linux") and not portal


def _leave(folder: str) -> None:
    global _left_at
    _left_at = folder


def chosen(dialog: QFileDialog) -> str:
    """Wait for the answer: a path, or nothing where it was cancelled."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    try:
        return dialog.selectedFiles()[0] if dialog.exec() else ""
    finally:
        dialog.deleteLater()
