"""The attainment table: cell by cell with the arrows, Enter or a click opens the clocks."""

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from models.handbook.attainment import Attained
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.attainment_model import AttainmentModel
from ui.widgets.figure_cells import Asked, FigureDelegate
from ui.widgets.quiet_table import QuietTable

_FIRST = 52


class AttainmentTable(QuietTable):
    """As high as its rows. `figure_asked` carries an `Asked`."""

    figure_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Attainment by priority and commitment"))
        self._sizes = theme.sizes
        self._cells = AttainmentModel(self)
        self.setModel(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        head = self.horizontalHeader()
        head.setFixedHeight(self._sizes.header + head.fontMetrics().height())  # two lines
        self._widened = QTimer(self, interval=0, singleShot=True)
        self._widened.timeout.connect(self._fit_rows)
        head.sectionResized.connect(lambda *_: self._widened.start())  # columns follow the table
        self._figures = FigureDelegate(theme, self)
        self.setItemDelegate(self._figures)
        self.doubleClicked.disconnect()
        self.clicked.connect(self._ask)
        self.row_opened.connect(self._ask)

    def show_review(self, review: Attained) -> None:
        """Show this review, the keyboard on the cell it was on."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 1)
        self._cells.show(review)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, _FIRST)
        self._fit_rows()
        if self._cells.rowCount():
            last = self._cells.rowCount() - 1, self._cells.columnCount() - 1
            self.go_to(self._cells.index(min(row, last[0]), min(column, last[1])))

    def sizeHint(self) -> QSize:
        """Head and rows."""
        heights = sum(self.rowHeight(row) for row in range(self._cells.rowCount()))
        return QSize(super().sizeHint().width(), self.horizontalHeader().height() + heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow columns make the rows higher."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        for row in range(self._cells.rowCount()):
            lines = max(
                len(self._figures.note_lines(self._cells.index(row, c), self.columnWidth(c)))
                for c in range(1, self._cells.columnCount())
            )
            self.setRowHeight(row, self._figures.height(lines))
        self.setFixedHeight(self.sizeHint().height())

    def _ask(self, index: QModelIndex) -> None:
        figure = self._cells.figure(index)
        if figure is not None:
            self.figure_asked.emit(Asked(self._cells.words(index), figure))
