"""What the pages of the start window share: a column, a title, a place for errors and progress."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.errors import KnownError
from ui.messages import message, tr
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import large, muted
from ui.widgets.progress_line import ProgressLine

_WIDTH = 600


class StartPage(QWidget):
    """A title, a sentence, what a subclass puts into `body`, and buttons below it.

    Esc and "Back" emit `back_requested`, or `given_up` while a job is on. The main button, and
    Enter in a field of one line, call `submit`.
    """

    back_requested = Signal()
    given_up = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme, title: str, sentence: str, done: str = "") -> None:
        super().__init__()
        sizes = theme.sizes
        self.theme = theme
        self.setAccessibleName(title)
        self._title, self._sentence = large(title), muted(sentence, wrap=True)
        self._banner = Banner(theme)
        self._banner.retry_requested.connect(self._retry)
        self._progress = ProgressLine(theme)
        self._progress.cancelled.connect(self.given_up)
        self.body = QVBoxLayout()
        self.body.setSpacing(sizes.wide)
        self._back = Button(theme, tr("Back"), keys="Esc")
        self._back.clicked.connect(self.back_requested)
        self._main = Button(theme, done or tr("Continue"), kind="main", keys=tr("Enter"))
        self._main.clicked.connect(self.submit)
        self._fields = QWidget()
        self._fields.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._main.setVisible(bool(done))  # not before it has a parent: it would be a window

    # ---- what the window tells ----

    def activated(self) -> None:
        """The page came into view."""

    def focus_first(self) -> None:
        """Put the keyboard where the page begins."""

    def submit(self) -> None:
        """Do what the main button says."""

    def show_busy(self, progress: Progress, what: str) -> None:
        """A job is on: nothing can be changed, it can be given up."""
        self._banner.hide()
        self._fields.setEnabled(False)
        self._main.setEnabled(False)
        self._progress.watch(progress, what)
        self._progress.setFocus()

    def show_idle(self) -> None:
        """No job is on any more."""
        self._progress.finish()
        self._fields.setEnabled(True)
        self._main.setEnabled(True)

    def show_error(self, error: KnownError, retry: str = "") -> None:
        """What went wrong; a subclass that knows the field says it there."""
        self._banner.show_error(error, retry)

    def show_back(self, shown: bool) -> None:
        """Whether there is anywhere to go back to."""
        self._back.setVisible(shown)

    def say(self, title: str, sentence: str) -> None:
        """Other words above the fields."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)

    @property
    def busy(self) -> bool:
        """Whether a job is on."""
        return not self._progress.isHidden()

    # ---- for subclasses ----

    def point_at(self, field: Field, problem: str | KnownError) -> None:
        """Say at a field what is wrong with it, and go there."""
        field.show_problem(problem if isinstance(problem, str) else in_one_line(problem))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up, or goes back; Enter is the main button."""
        if event.key() == Qt.Key.Key_Escape and self.busy:
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._main.isEnabled():
            self.submit()
        else:
            super().keyPressEvent(event)

    def _retry(self) -> None:
        self._banner.hide()
        self.retry_requested.emit()

    def _lay_out(self) -> None:
        sizes = self.theme.sizes
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, sizes.page, 0, sizes.page)
        lines.setSpacing(sizes.wide)
        words = QVBoxLayout()
        words.setSpacing(sizes.tiny)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        lines.addStretch(1)
        lines.addLayout(words)
        for part in (self._banner, self._fields, self._progress):
            lines.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.small)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._main)
        lines.addLayout(buttons)
        lines.addStretch(2)
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(sizes.page, 0, sizes.page, 0)
        row.addStretch(1)
        row.addWidget(column)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(room)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def in_one_line(error: KnownError) -> str:
    """What is wrong and what to do next, for a place that has a title already."""
    words = message(error)
    return f"{words.sentence} {words.what_next}".strip()
