"""A file by its path: typed, or chosen in the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.file_dialog import chosen, file_dialog

Choose = Callable[[QWidget, str], str]
"""Asks for a file, beginning at a path; "" where none was chosen."""


class PathField(QWidget):
    """A line and a button beside it; the keyboard goes to the line."""

    def __init__(self, theme: Theme, name: str, choose: Choose) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setFocusProxy(self.line)
        self._choose = choose
        button = Button(theme, tr("Choose a file"))
        button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self.line, 1)
        row.addWidget(button)

    def path(self) -> Path | None:
        """What was typed or chosen, or None."""
        typed = self.line.text().strip()
        return Path(typed).expanduser() if typed else None

    def _ask(self) -> None:
        chosen = self._choose(self, self.line.text().strip())
        if chosen:
            self.line.setText(chosen)


def choose_existing(parent: QWidget, begin: str) -> str:
    """The system's dialog for a desk's file that is there."""
    kinds = tr("Desks (*.db *.backup);;All files (*)")
    dialog = file_dialog(parent, tr("Open a desk"), begin)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return chosen(dialog)


def choose_new(parent: QWidget, begin: str) -> str:
    """The system's dialog for where a desk shall be kept; an existing file is refused later."""
    dialog = file_dialog(parent, tr("Keep the desk at"), begin)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setNameFilter(tr("Desks (*.db)"))
    return chosen(dialog)
