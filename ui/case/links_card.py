"""What a case is linked with: Enter opens the other case, Delete takes a link back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from models.queries.case import CaseDetail
from models.queries.links import Link
from ui.messages import inline, tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import caption
from ui.widgets.two_lines import ROW, LineRole, TwoLines

_LINK = Qt.ItemDataRole.UserRole
_MOST = 6
_ICONS = {"case": "note", "article": "book", "defect": "alert", "roadmap": "tag"}


class LinksCard(Card):
    """`case_requested` carries the id of a linked case, `removal_requested` a `Link`; `copied` the
    words of what cannot be opened here, which are on the clipboard then."""

    case_requested = Signal(int)
    removal_requested = Signal(object)
    copied = Signal(str)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Belongs together"))
        self.corner.addWidget(ActionButton(theme, add, kind="link"))
        self.list = _LinkList(theme)
        self._none = caption(
            tr("Nothing yet: link the same trouble, an article, a defect or a roadmap item."),
            wrap=True,
        )
        self._keys = caption(tr("Enter opens or copies · Del takes it back"))
        self._similar = caption(wrap=True)
        self._similar.hide()
        self.content.addWidget(self._similar)
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)
        self.content.addWidget(self._keys)
        self.list.itemActivated.connect(self._open)
        self.list.removed.connect(self._remove)

    def show_case(self, case: CaseDetail) -> None:
        """Show the case's links; the line the keyboard is on stays."""
        links = case.links
        self.list.show_links(links)
        self.list.setVisible(bool(links))
        self._keys.setVisible(bool(links))
        self._none.setVisible(not links)

    def show_similar(self, words: str) -> None:
        """How many were like it lately; nothing to say, nothing to see."""
        self._similar.setText(words)
        self._similar.setVisible(bool(words))

    def _open(self, item: QListWidgetItem) -> None:
        link: Link = item.data(_LINK)
        if link.case_id is not None:
            self.case_requested.emit(link.case_id)
        else:
            QGuiApplication.clipboard().setText(link.key)
            self.copied.emit(tr("Copied: {key}", key=inline(link.key)))

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.removal_requested.emit(self.list.currentItem().data(_LINK))


class _LinkList(QListWidget):
    """`removed` when Delete was pressed."""

    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[Link, ...] = ()
        self.setItemDelegate(TwoLines(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("What the case is linked with"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_links(self, links: tuple[Link, ...]) -> None:
        if links == self._shown:
            return
        row = max(self.currentRow(), 0)
        self._shown = links
        self.clear()
        for link in links:
            self.addItem(_item(link))
        self.setCurrentRow(min(row, len(links) - 1))
        self.setFixedHeight(min(len(links), _MOST) * ROW + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a link back, Enter opens, arrows choose."""
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _item(link: Link) -> QListWidgetItem:
    """“CS-1042  Exports stall” above “Same trouble · New”; what has no title stands alone."""
    named = link.title if link.title else inline(link.key)
    told = [tr(link.words()), link.key if link.title else "", tr(link.status_words())]
    detail = " · ".join(part for part in told if part)
    item = QListWidgetItem(inline(named))
    item.setData(_LINK, link)
    item.setData(LineRole.DETAIL, detail)
    item.setData(LineRole.ICON, _ICONS[link.what])
    item.setToolTip(tool_tip(link.title or link.key))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{inline(named)}, {detail}")
    return item
