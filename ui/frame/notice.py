"""What concerns the whole desk and no part of a page, above the page, until it is closed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import KnownError
from ui.theme import Theme
from ui.widgets.banner import Banner


class Notice(QWidget):
    """A banner with the room around it; takes none while it has nothing to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._banner = Banner(theme)
        self._banner.closed.connect(self.hide)
        room = QVBoxLayout(self)
        room.setContentsMargins(theme.sizes.page, theme.sizes.wide, theme.sizes.page, 0)
        room.addWidget(self._banner)
        self.hide()

    def show_error(self, error: KnownError) -> None:
        """A known error."""
        self._banner.show_error(error)
        self.show()

    def show_note(self, title: str, sentence: str) -> None:
        """Something to know."""
        self._banner.show_message("note", title, sentence)
        self.show()
