"""What the frame says of the page in view: title, what it is about, its buttons, the way back."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.frame.alert_bar import AlertBar
from ui.frame.place_stack import PlaceStack
from ui.frame.top_line import TopLine
from ui.page import Page


class PageInView(QObject):
    """Keeps the top line and the window's title at the page of `stack`; `case_place` is the one
    whose page says itself what is due of its case."""

    def __init__(
        self, window: QWidget, stack: PlaceStack, top: TopLine, alert_bar: AlertBar, case_place: str
    ) -> None:
        super().__init__(window)
        self._window, self._stack, self._top = window, stack, top
        self._alert_bar, self._case_place = alert_bar, case_place
        self._mode = ""
        stack.words_changed.connect(self._show_words)
        stack.buttons_changed.connect(self._show_buttons)

    def show_all(self) -> None:
        """Another page is in view."""
        self._top.show_back(self._stack.can_go_back and not self._stack.place.in_rail)
        self._show_words()
        self._show_buttons()

    def show_mode(self, mode: str) -> None:
        """An unusual mode stands in the window's title too."""
        if mode != self._mode:
            self._mode = mode
            self._show_words()

    def _show_words(self) -> None:
        page = self._page()
        self._top.show_title(page.title)
        self._top.show_subtitle(page.subtitle)
        in_view = self._stack.place.id == self._case_place
        self._alert_bar.leave_out(page.case_at_hand() if in_view else None)
        self._window.setWindowTitle(" – ".join(filter(None, (page.title, self._mode, "Leadline"))))

    def _show_buttons(self) -> None:
        page = self._page()
        self._top.show_buttons(page.buttons(), page.main_button())

    def _page(self) -> Page:
        return self._stack.page(self._stack.place.id)
