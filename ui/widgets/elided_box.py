"""A check box whose words may be longer than there is room for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter

from ui.messages import unmarked
from ui.tool_tip import tool_tip


class ElidedBox(QCheckBox):
    """The words end in an ellipsis where they must; all of them are the tool tip and spoken."""

    def __init__(self, words: str) -> None:
        super().__init__(unmarked(words))
        self._words = words
        self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """Room for the box and a few letters."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().horizontalAdvance("m") * 12), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the words as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxContents
        room = self.style().subElementRect(part, option, self).width()
        whole, mode = option.text, Qt.TextElideMode.ElideRight
        option.text = self.fontMetrics().elidedText(
            whole, mode, room, int(Qt.TextFlag.TextShowMnemonic)
        )
        self.setToolTip(tool_tip(self._words) if option.text != whole else "")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)
