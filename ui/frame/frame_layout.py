"""Where the parts of the frame stand: the rail at the left, the others one below the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def frame_of(rail: QWidget, parts: Sequence[QWidget], high: QWidget) -> QWidget:
    """All of it; `high`, one of `parts`, gets the height that is left."""
    ground = QWidget()
    ground.setProperty("role", "ground")
    content = QVBoxLayout()
    content.setSpacing(0)
    for part in parts:
        content.addWidget(part, int(part is high))
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail)
    row.addLayout(content, 1)
    return ground
