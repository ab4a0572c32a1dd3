"""`?`: every key of the desk, made from the registry of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions, Reach, keys_in_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import body, heading, key_hint, title
from ui.widgets.sheet import Sheet

Group = tuple[str, list[tuple[str, str]]]
_COLUMNS = 2


class ShortcutsSheet(Sheet):
    """Groups of keys and what they do, in two columns; filled anew each time it opens."""

    def __init__(self, theme: Theme, over: QWidget, actions: Actions) -> None:
        super().__init__(theme, over, tr("Keyboard shortcuts"), width=760)
        self._actions = actions
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
        table = self._table()
        self._scroll.setWidget(table)
        self._scroll.setMinimumHeight(min(table.sizeHint().height() + 4, 560))
        self.show_sheet(self._scroll)

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

    def _table(self) -> QWidget:
        table = QWidget()
        row = QHBoxLayout(table)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(40)
        for groups in _halves(self.groups()):
            column = QVBoxLayout()
            column.setSpacing(16)
            for name, lines in groups:
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


def _halves(groups: list[Group]) -> list[list[Group]]:
    """Two columns of about the same height, in order."""
    height = sum(len(lines) + 2 for _, lines in groups) / _COLUMNS
    first: list[Group] = []
    taken = 0
    for group in groups:
        if taken >= height:
            break
        first.append(group)
        taken += len(group[1]) + 2
    return [first, groups[len(first) :]]
