"""What contributed: names typed, or taken from those that were used before."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListWidget, QListWidgetItem

from models.handbook.contract_rules import folded
from ui.messages import inline, tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine

_LONGEST: Final = 200
_MOST: Final = 8
_NAME: Final = Qt.ItemDataRole.UserRole
"""As it is saved; what is shown has no signs that would steer the eye."""


class FactorsCard(Card):
    """Enter in the line adds what is typed, or the name that is chosen below it; Delete in the
    list takes one out. `changed`: another set."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Contributing factors"))
        self._theme = theme
        self.line = TextLine(longest=_LONGEST)
        self.line.setAccessibleName(tr("Add a factor; names used before are offered"))
        self.line.setPlaceholderText(tr("such as Cache ran full"))
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = self._completer.popup()
        if popup is not None:
            popup.setAccessibleName(tr("Factors used before"))
        self.line.setCompleter(self._completer)
        add = Button(theme, tr("Add"), keys=tr("Enter"))
        add.clicked.connect(self._add_typed)
        self.list = _Factors(theme)
        self._none = muted(tr("None is named yet. Name what made the breach likely, in the words "
                              "your team will use again."), wrap=True)  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self.line, 1)
        row.addWidget(add)
        self.content.addLayout(row)
        self.content.addWidget(self._none)
        self.content.addWidget(self.list)
        self.line.returnPressed.connect(self._add_typed)
        self._completer.activated.connect(self._take)
        self.list.removed.connect(self._remove)

    def show_known(self, names: Sequence[str]) -> None:
        """These are offered, the most frequent first."""
        self._known.setStringList([inline(name) for name in names])

    def factors(self) -> list[str]:
        """Those that are named, in their order."""
        return [str(self.list.item(row).data(_NAME)) for row in range(self.list.count())]

    def show_factors(self, names: Sequence[str]) -> None:
        """Show these."""
        self.list.show_names(names)
        self._none.setVisible(not names)

    def _take(self, name: str) -> None:
        """Chosen among the known ones: it is in, and the line is ready for the next."""
        self._add(name)
        QTimer.singleShot(0, self.line, self.line.clear)  # the completer puts it in after this

    def _add_typed(self) -> None:
        self._add(self.line.text())
        self.line.clear()

    def _add(self, typed: str) -> None:
        name = " ".join(typed.split())
        if name and folded(name) not in map(folded, self.factors()):
            self.show_factors([*self.factors(), name])
            self.changed.emit()

    def _remove(self, row: int) -> None:
        left = self.factors()
        del left[row]
        self.show_factors(left)
        self.list.setCurrentRow(min(row, len(left) - 1))
        if not left:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _Factors(QListWidget):
    """`removed` carries the row that Delete was pressed on."""

    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "choices")
        self.setFont(theme.font())
        self.setAccessibleName(tr("Contributing factors; Delete takes one out"))
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        row = max(self.currentRow(), 0)
        self.clear()
        for name in names:
            item = QListWidgetItem(inline(name), self)
            item.setData(_NAME, name)
            item.setSizeHint(QSize(0, self._theme.sizes.row))
            item.setToolTip(tool_tip(name))
        self.setCurrentRow(min(row, len(names) - 1))
        self.setFixedHeight(min(max(len(names), 1), _MOST) * self._theme.sizes.row + 4)
        self.setVisible(bool(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, or Backspace, takes the factor out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        else:
            super().keyPressEvent(event)
