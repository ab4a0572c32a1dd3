"""A small form over the window: a title, fields, what went wrong in its place, two buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from models.errors import KnownError, Problems
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.form_values import form_values
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


class FormSheet(Sheet):
    """Fields under a title. The main button runs `submit`, and so do Ctrl+Enter anywhere and Enter
    in a line; Esc closes it.

    It stays open, with all that was typed, until `close_sheet()`; then it is gone for good, unless
    it is held for an answer that is on its way: `let_go` and `show_error` are that answer.
    `refused` carries what was wrong, also with a sheet that was left; `sent_on`: its banner's
    button does something else with what was asked.
    """

    refused = Signal(object)
    sent_on = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, words: str, done: str, submit: Callable[[], None],
        width: int = 520,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, words, width=width)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(words))
        self._run = submit
        self._waiting = False
        self.is_held = False
        self._way_out: Callable[[], None] | None = None
        self._fields: dict[str, Field] = {}
        self._banner = Banner(theme)
        self._banner.retry_requested.connect(self._leave)
        self._banner.closed.connect(self.place)
        self._main = Button(theme, done, kind="main", keys=tr("Ctrl Enter"))
        self._main.clicked.connect(self.submit)
        self._cancel = Button(theme, tr("Cancel"), keys="Esc")
        self._cancel.clicked.connect(self.close_sheet)
        self.accepted.connect(self.submit)
        self.closed.connect(self._end)

    def submit(self) -> None:
        """Do it; a second time only after the first came to nothing."""
        if not self._waiting:
            self._waiting = True
            self._run()

    def hold(self) -> None:
        """Live until the answer is there, even if it is left before."""
        self.is_held = True

    def let_go(self) -> None:
        """It is done: close, where that was not done before."""
        self.is_held = False
        if self.isHidden():
            self._end()
        else:
            self.close_sheet()

    def say(self, words: str) -> None:
        """A line of explanation."""
        self.content.addWidget(muted(words, wrap=True))

    def add(self, words: str, control: QWidget) -> Field:
        """A control with its name above it; its object name is the command's field."""
        field = Field(words, control)
        self._fields[control.objectName()] = field
        self.content.addWidget(field)
        for line in _lines(control):
            line.returnPressed.connect(partial(self._enter, line))
        for value in form_values([(words, control)]):
            for changed in value.changes:
                changed.connect(lambda *_, alone=value.typed: self._mended(field, alone=alone))
        return field

    def _enter(self, line: QLineEdit) -> None:
        """Enter in a line does what the main button does, unless it takes an offered name."""
        offers = line.completer().popup() if line.completer() is not None else None
        if offers is None or not (offers.isVisible() and offers.currentIndex().isValid()):
            self.submit()

    def _mended(self, field: Field, *, alone: bool) -> None:
        """What was wrong is so no more once it is another; a choice may mend every field."""
        for one in [field] if alone else self._fields.values():
            if one.problem:
                one.show_problem("")

    def finish(self, focus: QWidget | None = None) -> None:
        """All fields are in: add the buttons, and open."""
        sizes = self._theme.sizes
        self.content.addStretch(1)  # what is left of the height is not spread among the fields
        margins = self.content.contentsMargins()
        margins.setBottom(0)
        self.content.setContentsMargins(margins)
        foot = self.add_foot()
        foot.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        foot.setSpacing(sizes.small)
        foot.addWidget(self._banner)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._main)
        foot.addLayout(row)
        self.show_sheet(focus)

    def show_error(
        self, error: Exception, words: str = "", way_out: Callable[[], None] | None = None
    ) -> None:
        """What went wrong, at its field or above the buttons; `way_out` is what its button does."""
        self._waiting = self.is_held = False
        self.refused.emit(error)
        if self.isHidden():
            self._end()
            return
        told = error.by_field if isinstance(error, Problems) else {}
        for name, field in self._fields.items():
            field.show_problem(tr(told.get(name, "")))
        first = next((field for name, field in self._fields.items() if name in told), None)
        if first is not None:
            self._banner.hide()
            first.control.setFocus()
            self.place()
        elif isinstance(error, KnownError):
            self._way_out = way_out
            self._banner.show_error(error, words)
            self.place()

    def _leave(self) -> None:
        self._banner.hide()
        if self._way_out is not None and not self._waiting:
            self._waiting = True
            self.sent_on.emit()
            self._way_out()

    def _end(self) -> None:
        if not self.is_held:
            self.deleteLater()


def _lines(control: QWidget) -> list[QLineEdit]:
    """What of a control is typed in, and is no part of a list or a spin box."""
    lines = [control] if isinstance(control, QLineEdit) else control.findChildren(QLineEdit)
    return [line for line in lines if not isinstance(line.parent(), QComboBox | QAbstractSpinBox)]
