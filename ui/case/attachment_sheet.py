"""One attachment: what it is, what can be seen of it here, and the ways on from it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from models.errors import KnownError
from models.file_names import kind_words, may_be_opened
from models.queries.attachments import AttachmentRow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.file_preview import HEIGHT, WIDTH, Preview
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


class AttachmentSheet(Sheet):
    """`save_requested` and `open_requested`; the latter only after name and kind were shown."""

    save_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, over: QWidget, row: AttachmentRow, known: str) -> None:
        super().__init__(theme, over, row.name, width=WIDTH + 2 * theme.sizes.page)
        self.row = row
        self._kind = tr(kind_words(row.name, row.media_type))
        self._asked = False
        self._said = muted(tr("Reading"), wrap=True)
        self._picture = QLabel()
        self._words = QPlainTextEdit()
        self._banner = Banner(theme)
        self._open = Button(theme, tr("Open with another program"), keys=tr("Ctrl O"))
        self._save = Button(theme, tr("Save as"), kind="main", keys=tr("Ctrl Enter"))
        self._close = Button(theme, tr("Close"), keys="Esc")
        self._lay_out(theme, known)
        self._connect()

    def show_preview(self, data: bytes, preview: Preview) -> None:
        """Show what can be seen of it."""
        self._said.setText(preview.said)
        self._said.setVisible(bool(preview.said))
        if preview.image is not None:
            self._picture.setPixmap(QPixmap.fromImage(preview.image))
            self._picture.show()
        if preview.text is not None:
            self._words.setPlainText(preview.text)
            self._words.show()
        may = may_be_opened(self.row.name, data[:64])
        self._open.setEnabled(may)
        self._save.setEnabled(True)
        if not may:
            self._banner.show_message(
                "note", tr("It is not opened from here"),
                tr("Files of this kind may run as a program. Save it where you can check it."),
            )  # fmt: skip
        self.place()

    def show_error(self, error: KnownError) -> None:
        """What went wrong."""
        self._said.hide()
        self._banner.show_error(error)
        self.place()

    def show_saved(self, where: str) -> None:
        """Where it was saved."""
        self._banner.show_message("note", tr("Saved"), where)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+O asks whether to open it, and pressed once more opens it."""
        if event.matches(QKeySequence.StandardKey.Open):
            if self._asked:
                self.open_requested.emit()
            elif self._open.isEnabled():
                self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._asked = True
        kind = tr("{kind}. It is opened by what this computer has for it, as a copy that cannot be "
                  "changed. Nobody checked what is in it.", kind=self._kind)  # fmt: skip
        asked = tr("Open {name}?", name=self.row.name)
        self._banner.show_message("warning", asked, kind, tr("Open it"))
        self.place()

    def _told(self) -> None:
        self._asked = False
        self.place()

    def _lay_out(self, theme: Theme, known: str) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        name = title(self.row.name)
        name.setWordWrap(True)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(tr("The image"))
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setMinimumHeight(HEIGHT)
        self._words.setAccessibleName(tr("The text"))
        told = muted(f"{self._kind} · {known}", wrap=True)
        for part in (name, told, self._picture, self._words, self._said, self._banner):
            self.content.addWidget(part)
        self._picture.hide()
        self._words.hide()
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._save)
        self.content.addLayout(row)
        self._open.setEnabled(False)
        self._save.setEnabled(False)

    def _connect(self) -> None:
        self._open.clicked.connect(self._ask)
        self._save.clicked.connect(self.save_requested)
        self._close.clicked.connect(self.close_sheet)
        self._banner.retry_requested.connect(self.open_requested)
        self._banner.closed.connect(self._told)
        self.accepted.connect(self.save_requested)
        self.closed.connect(self.deleteLater)
