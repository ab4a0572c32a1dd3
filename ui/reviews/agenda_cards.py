"""A section of a review's agenda as a card: lines that open what they are about, or numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from models.agenda import Line, Section
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import LINK_EDGE, Button
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import body, caption, muted
from ui.widgets.quiet_table import QuietTable
from ui.widgets.wrapped_cells import WrappedCells

_WORDS, _DETAIL = 2, 3
_BESIDE_KEYS, _ALONE, _LEAST = 0.36, 0.5, 300
"""Of a card's width what stands beside the words has so much, and no fewer pixels."""
_MOST = 12
"""So many rows are in sight at once."""
_NUMBER_ROW = 26
_BLOCK = 4
"""Columns of a block of numbers: the words, the number, what it was, and the room behind them."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinesCard(Card):
    """`opened` carries the `Line` that was entered; a hint stands below where there is one."""

    opened = Signal(object)

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__(theme, tr(section.title))
        self._sizes, self._wordy = theme.sizes, section.shape == "minutes"
        self.table = QuietTable(theme, tr(section.title))
        self._rows = give_columns(self.table, _columns(section), self)
        self._fits = QTimer(self, singleShot=True, interval=0)  # once the widths are the last ones
        self._cells = WrappedCells(theme, self.table)
        self.table.setItemDelegate(self._cells)
        self.table.row_opened.connect(self._open)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fits.start())
        self._fits.timeout.connect(self._fit_rows)
        self._more = muted()
        self.hint = muted(wrap=True)
        self.hint.hide()
        for part in (self.table, self._more, self.hint):
            self.content.addWidget(part)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._rows.rows

    @property
    def chosen(self) -> Line | None:
        """The line that the keyboard is on."""
        at = self.table.current_row()
        return self.lines[at] if at is not None and at < len(self.lines) else None

    def go_to(self, line: Line) -> None:
        """Put the keyboard's place on one of its lines."""
        index = self._rows.index(self.lines.index(line), _WORDS)
        self.table.go_to(index)
        self.table.scrollTo(index)

    def show_section(self, section: Section) -> None:
        """Show its lines, the keyboard on the one it was on, and how many are cut."""
        count = f"{section.total:,}" if section.total else ""
        self.set_title(tr(section.title), " · ".join(filter(None, (count, tr(section.note)))))
        self.table.setAccessibleName(tr(section.title))
        if section.lines != tuple(self.lines):
            self._show_lines(section)
        self.table.setVisible(bool(section.lines))
        self._more.setText(tr("and {count} more", count=f"{section.more:,}"))
        self._more.setVisible(section.more > 0)
        if section.empty.key:
            self.hint.setText(tr(section.empty))
            self.hint.setVisible(not section.lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where no key stands before the words, what there is to say of them gets more room."""
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        """The page may have become another width while it was out of view."""
        super().showEvent(event)
        self._fits.start()

    def _share_room(self) -> None:
        share = _BESIDE_KEYS if self._wordy or any(map(_key, self.lines)) else _ALONE
        width = max(_LEAST, round(self.width() * share))
        if self._wordy:  # who decided it is short: what was decided has the room
            width = min(width, max(self.table.sizeHintForColumn(_DETAIL), _LEAST))
        self.table.setColumnWidth(_DETAIL, width)

    def _fit_rows(self) -> None:
        """Each as high as its words are in the width there is."""
        heights = [self._height(row) for row in range(len(self.lines))]
        for row, height in enumerate(heights):
            self.table.setRowHeight(row, height)
        self.table.setFixedHeight(self._sizes.header + sum(heights[:_MOST]))

    def _height(self, row: int) -> int:
        wrapped = [at for at in (_WORDS, _DETAIL) if not self.table.isColumnHidden(at)]
        return max(
            self._cells.height(self._rows.index(row, at), self.table.columnWidth(at))
            for at in wrapped
        )

    def _show_lines(self, section: Section) -> None:
        at, lines = self.table.current_row() or 0, section.lines
        self._rows.show(lines)
        for column, of in ((0, _badge), (1, _key), (_DETAIL, _detail), (_DETAIL + 1, _value)):
            self.table.setColumnHidden(column, not any(map(of, lines)))
        self._share_room()
        self._fit_rows()
        if lines:
            self.table.go_to(self._rows.index(min(at, len(lines) - 1), _WORDS))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.lines[index.row()])


def _badge(line: Line) -> str:
    return line.badge


def _key(line: Line) -> str:
    return line.key


def _detail(line: Line) -> str:
    return inline(tr(line.detail))


def _value(line: Line) -> str:
    return tr("▲ {said}", said=tr(line.value)) if line.late else tr(line.value)


def _words(line: Line) -> str:
    mark = tr("▲ ") if line.late and not line.value.key else ""
    return f"{mark}{inline(tr(line.words))}"


def _columns(section: Section) -> list[Column]:
    """A badge and a key where there is one, the words, more of them, and the value."""
    words, detail, value, *_ = (*map(tr, section.heads), "")
    return [
        Column("", 48, _badge, badge=True),
        Column("", 104, _key, "muted"),
        Column(words, 0, _words, "strong"),
        Column(detail, 340, _detail, "muted"),
        Column(value, 150, _value, lambda line: "breached" if line.late else "text", figures=True),
    ]


class NumbersCard(Card):
    """Numbers under each other, each beside what it was, in two blocks where they have the room;
    one that is not nothing opens its cases.

    `opened` carries the `Line` that was entered.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__(theme, tr(section.title))
        self._theme = theme
        self._section = section
        self._lines: tuple[Line, ...] = ()
        self._table: QWidget | None = None
        self._blocks, self._narrow = 1, 0
        self.links: list[Button] = []

    def show_section(self, section: Section) -> None:
        """Show these; the keyboard stays on the number that it was on."""
        self.set_title(tr(section.title), tr(section.note))
        self._section = section
        if section.lines == self._lines:
            return
        self._lines, self._blocks = section.lines, 1
        self._show()
        self._narrow = self._table.sizeHint().width() if self._table is not None else 0
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two blocks beside each other where both are whole."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        room = self.contentsRect().width() - 2 * self._sizes.page
        blocks = 2 if room >= 2 * self._narrow + 2 * self._sizes.page else 1
        if blocks != self._blocks and self._lines:
            self._blocks = blocks
            self._show()

    def _show(self) -> None:
        at = next((i for i, link in enumerate(self.links) if link.hasFocus()), None)
        if self._table is not None:
            self.content.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = self._grid(self._section)
        self.content.addWidget(self._table)
        if at is not None and at < len(self.links):
            self.links[at].setFocus()

    def _grid(self, section: Section) -> QWidget:
        made, self.links = QWidget(), []
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.page)
        grid.setVerticalSpacing(0)
        lines = section.lines
        high = -(-len(lines) // self._blocks)
        for block in range(self._blocks):
            first = block * _BLOCK
            grid.setColumnStretch(first + _BLOCK - 1, 1)
            self._heads(grid, section, first)
            for row, line in enumerate(lines[block * high : (block + 1) * high], start=1):
                grid.setRowMinimumHeight(row, _NUMBER_ROW)
                grid.addWidget(body(tr(line.words)), row, first)
                grid.addWidget(self._number(line), row, first + 1, _RIGHT)
                grid.addWidget(muted(tr(line.was)), row, first + 2, _RIGHT)
        return made

    def _heads(self, grid: QGridLayout, section: Section, first: int) -> None:
        compared = any(line.was.key for line in section.lines)
        for column, head in ((1, section.heads[2]), (2, section.heads[3])):
            if column == 1 or compared:
                words = caption(tr(head))
                if column == 1:
                    words.setContentsMargins(0, 0, LINK_EDGE, 0)
                grid.addWidget(words, 0, first + column, _RIGHT)

    def _number(self, line: Line) -> QWidget:
        words = tr(line.value)
        if line.opens is None:
            still = muted(words)
            still.setContentsMargins(0, 0, LINK_EDGE, 0)
            return still
        link = Button(self._theme, words, kind="link")
        link.setFixedSize(link.sizeHint().width(), _NUMBER_ROW - 2)
        was = tr(", before {was}", was=tr(line.was)) if line.was.key else ""
        link.setAccessibleName(f"{tr(line.words)}: {words}{was}")
        link.clicked.connect(lambda: self.opened.emit(line))
        self.links.append(link)
        return link
