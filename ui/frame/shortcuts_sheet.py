"""`?`: every key of the desk, made from the registry of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions, Reach, keys_in_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import body, heading, key_hint, title
from ui.widgets.sheet import EDGE, Sheet

Group = tuple[str, list[tuple[str, str]]]
_MOST_COLUMNS = 2
_LEAST = 760
_BETWEEN = 40


class ShortcutsSheet(Sheet):
    """Groups of keys and what they do, each in its whole width: in two columns, in one where the
    window has no room for two; filled anew each time it opens."""

    def __init__(self, theme: Theme, over: QWidget, actions: Actions) -> None:
        super().__init__(theme, over, tr("Keyboard shortcuts"), width=_LEAST)
        self._actions = actions
        self._columns = 0
        self._close = IconButton(theme, "cross", tr("Close"))
        self._close.clicked.connect(self.close_sheet)
        head = QHBoxLayout()
        head.addWidget(title(tr("Keyboard shortcuts")))
        head.addStretch(1)
        head.addWidget(self._close)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(tr("Keyboard shortcuts"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content.setContentsMargins(24, 16, 16, 20)
        self.content.setSpacing(12)
        self.content.addLayout(head)
        self.content.addWidget(self._scroll, 1)

    def open(self) -> None:
        """Open with what is registered now."""
        self._columns = 0
        self._fill()
        self.show_sheet(self._scroll)

    def place(self) -> None:
        """A window of another width may have room for another number of columns."""
        if self._columns:
            self._fill()
        super().place()

    def _fill(self) -> None:
        """As many columns as stand beside each other without a scroll bar along them."""
        frame, margins = self.box.contentsMargins(), self.content.contentsMargins()
        beside = frame.left() + frame.right() + margins.left() + margins.right()
        beside += self._scroll.verticalScrollBar().sizeHint().width()
        room = self._over.width() - 2 * EDGE - beside
        groups = self.groups()
        for columns in range(_MOST_COLUMNS, 0, -1):
            table = _table(groups, columns)
            needed = table.minimumSizeHint().width()
            if needed <= room or columns == 1:
                break
        self._width = max(_LEAST, needed + beside)
        if columns == self._columns:
            return
        self._columns = columns
        self._scroll.setWidget(table)
        self._scroll.setMinimumHeight(min(table.sizeHint().height() + 4, 560))

    def groups(self) -> list[Group]:
        """Of the page in view and everywhere, then of other pages: `(heading, [(what, keys)])`."""
        found: dict[str, list[tuple[str, str]]] = {}
        every = self._actions.every()
        for spec in sorted(every, key=lambda one: self._actions.reach(one) is Reach.ELSEWHERE):
            if spec.shortcuts:
                lines = found.setdefault(tr(spec.category), [])
                lines.append((tr(spec.text), spec.shown_keys))
        for note in self._actions.notes:
            lines = found.setdefault(tr(note.category), [])
            lines.append((tr(note.text), keys_in_words(note.keys)))
        return list(found.items())


def _table(groups: list[Group], columns: int) -> QWidget:
    table = QWidget()
    row = QHBoxLayout(table)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(_BETWEEN)
    for part in _shared(groups, columns):
        column = QVBoxLayout()
        column.setSpacing(16)
        for name, lines in part:
            column.addLayout(_group(name, lines))
        column.addStretch(1)
        row.addLayout(column, 1)
    return table


def _group(name: str, lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.addWidget(heading(name), 0, 0, 1, 2)
    for at, (what, keys) in enumerate(lines, start=1):
        grid.addWidget(body(what), at, 0)
        grid.addWidget(key_hint(keys), at, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid


def _shared(groups: list[Group], columns: int) -> list[list[Group]]:
    """Columns of about the same height, in order."""
    height = sum(len(lines) + 2 for _, lines in groups) / columns
    shared: list[list[Group]] = [[]]
    taken = 0
    for group in groups:
        if taken >= height * len(shared) and len(shared) < columns:
            shared.append([])
        shared[-1].append(group)
        taken += len(group[1]) + 2
    return shared
