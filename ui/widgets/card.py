"""A card: a surface with a line around it, on which a part of a page stands."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import heading, muted


class Card(QFrame):
    """A surface with rounded corners; put widgets into `content` (a vertical layout).

    With a title, a heading stands above, `note` beside it in muted words, and `corner` (a
    horizontal layout) takes buttons at its right.
    """

    def __init__(
        self, theme: Theme, title: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sizes = sizes = theme.sizes
        self.setProperty("role", "card")
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(20, sizes.wide, 20, sizes.wide)
        outer.setSpacing(sizes.medium)
        self.corner = QHBoxLayout()
        self._heading = heading(title)
        self._note = muted(note)
        self.setAccessibleName(title)
        if title:
            outer.addLayout(self._head(sizes.small))
        self.content = QVBoxLayout()
        self.content.setSpacing(sizes.small)
        outer.addLayout(self.content, 1)

    def set_low(self, low: bool) -> None:
        """Less room above, below and under the heading: of a low window each line counts."""
        sizes = self._sizes
        edge = sizes.small if low else sizes.wide
        self._outer.setContentsMargins(20, edge, 20, edge)
        self._outer.setSpacing(sizes.small if low else sizes.medium)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the heading of a card made with a title, and the words beside it."""
        self._heading.setText(title)
        self.setAccessibleName(title)
        self._note.setText(note)

    def _head(self, spacing: int) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(spacing)
        head.addWidget(self._heading)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addLayout(self.corner)
        return head
