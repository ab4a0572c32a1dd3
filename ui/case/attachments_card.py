"""What is attached to the case: names, sizes, by whom and when."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.file_names import size_words
from models.queries.attachments import AttachmentRow
from models.queries.case import CaseDetail
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.file_list import FileLine, FileList
from ui.widgets.labels import muted


class AttachmentsCard(Card):
    """`opened` carries the `AttachmentRow` that should be looked at."""

    opened = Signal(object)

    def __init__(self, theme: Theme, attach: QAction) -> None:
        super().__init__(theme, tr("Attachments"))
        self._rows: tuple[AttachmentRow, ...] = ()
        self.list = FileList(theme, tr("Attachments"))
        self.list.opened.connect(lambda at: self.opened.emit(self._rows[at]))
        self._none = muted(tr("Drop files here, or paste an image."), wrap=True)
        self.corner.addWidget(ActionButton(theme, attach, kind="link"))
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show the case's, the newest first."""
        self._rows = case.attachments[::-1]
        count = f"{len(self._rows):,}" if self._rows else ""
        self.set_title(tr("Attachments"), count)
        self._none.setVisible(not self._rows)
        self.list.show_files([_line(row, at) for row in self._rows])


def _line(row: AttachmentRow, at: ZoneNow) -> FileLine:
    return FileLine(row.name, known_of(row, at))


def known_of(row: AttachmentRow, at: ZoneNow) -> str:
    """Size, by whom, when."""
    return " · ".join(filter(None, (size_words(row.size), row.by, at.words(row.at))))
