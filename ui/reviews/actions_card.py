"""The corrective actions of a postmortem to be read: whose, by when, and whether each worked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.corrective_actions import DONE, DROPPED
from models.queries.corrective_actions import ActionRow
from ui.messages import inline, tr
from ui.palette import color
from ui.reviews.own_actions_card import told
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import caption, heading, muted

_SHAPES: Final = {DONE: "✓", DROPPED: "×"}
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ActionsCard(Card):
    """`action_requested` carries the `ActionRow` that is to be changed."""

    action_requested = Signal(object)

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Actions"))
        self._theme = theme
        self.blocks: list[ActionBlock] = []
        self._none = muted(tr("No action is decided yet."))
        self.content.addWidget(self._none)
        self.corner.addWidget(ActionButton(theme, add, kind="quiet"))

    def show_actions(self, rows: Sequence[ActionRow]) -> None:
        """Show these; the keyboard stays at its place."""
        if [block.row for block in self.blocks] == list(rows):
            return
        at = next((n for n, block in enumerate(self.blocks) if block.hasFocus()), None)
        for block in self.blocks:
            self.content.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [ActionBlock(self._theme, row) for row in rows]
        for block in self.blocks:
            block.opened.connect(self.action_requested)
            block.stepped.connect(self._step)
            self.content.addWidget(block)
        self._none.setVisible(not rows)
        if at is not None and rows:
            self.blocks[min(at, len(rows) - 1)].setFocus()

    def _step(self, block: QWidget, by: int) -> None:
        at = next(n for n, one in enumerate(self.blocks) if one is block) + by
        self.blocks[max(0, min(at, len(self.blocks) - 1))].setFocus()


class ActionBlock(QWidget):
    """One of them: title, whose and by when, what is expected and what came of it. `opened` carries
    its `ActionRow` on Enter or a click; `stepped` itself and how far the arrows lead."""

    opened = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, theme: Theme, row: ActionRow) -> None:
        super().__init__()
        self._theme, self.row = theme, row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        title = " ".join(filter(None, (_SHAPES.get(row.status, "○"), inline(row.title))))
        effect = " · ".join(filter(None, (tr(row.effect_words), tr(row.judgement_words))))
        self.setAccessibleName(", ".join((inline(row.title), told(row), effect)))
        head = heading(title)
        head.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(2)
        for label in (head, caption(told(row), wrap=True), caption(effect, wrap=True)):
            column.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes it, the arrows go to the next."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.opened.emit(self.row)
        elif key in _STEPS:
            self.stepped.emit(self, _STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click changes it."""
        self.opened.emit(self.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground under what has the keyboard or the pointer."""
        if not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme.palette
        painter.setBrush(color(palette.accent_tint if self.hasFocus() else palette.hover))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
