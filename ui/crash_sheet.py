"""What a person sees of a fault of the program: plain words, the details, and a way on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import body, muted, title

_WIDTH, _DETAILS = 620, 200


class CrashSheet(QDialog):
    """A window of its own, so that it shows whatever state the others are in.

    `leave_requested` is emitted by its other button.
    """

    leave_requested = Signal()

    def __init__(
        self, theme: Theme, details: str, log_file: str, open_log: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        sizes = theme.sizes
        self.setWindowTitle(tr("A fault in Leadline"))
        self.setAccessibleName(tr("A fault in Leadline"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(tr("Details"))
        self._details.setMinimumHeight(_DETAILS)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._on = Button(theme, tr("Go on"), kind="main")
        self._on.clicked.connect(self.accept)
        leave = Button(theme, tr("Close Leadline"))
        leave.clicked.connect(self.leave_requested)
        self._copy = Button(theme, tr("Copy the details"))
        self._copy.clicked.connect(self._copy_details)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        column.addWidget(title(tr("Something in Leadline went wrong")))
        column.addWidget(body(tr(
            "It is a fault of the program, not of yours. Everything that was saved is safe; what "
            "you did last may not have been done. You can go on, or close and start again."
        ), wrap=True))  # fmt: skip
        column.addWidget(self._details, 1)
        column.addWidget(muted(tr(
            "If you report it, the details help. Look them over first: they may quote a case."
        ), wrap=True))  # fmt: skip
        column.addLayout(self._log_line(theme, log_file, open_log))
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._on)
        column.addLayout(row)
        self.resize(_WIDTH, self.sizeHint().height())
        self._on.setFocus()

    def _log_line(self, theme: Theme, log_file: str, open_log: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        words = tr("Log: {path}", path=log_file) if log_file else tr("No log could be written.")
        label = muted(words, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        if log_file:
            show = Button(theme, tr("Show the log"), kind="link")
            show.clicked.connect(lambda *_: open_log())
            row.addWidget(show)
        return row

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.set_words(tr("Copied"))
