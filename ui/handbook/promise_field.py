"""A cell of the targets table: plain text until the keyboard or the mouse is on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.messages import tr
from ui.tool_tip import tool_tip

_STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1,
}  # fmt: skip


class PromiseField(QLineEdit):
    """Signals: `settled` (words) when what was typed is meant; `noted` (words) at each keystroke;
    `given_up` on Esc; `step_asked` (-1 or 1) for the cell above or below.
    """

    settled = Signal(str)
    noted = Signal(str)
    given_up = Signal()
    step_asked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self._change = ""
        self._typing = False
        self.setProperty("role", "cell")
        self.setProperty("problem", False)
        self.setProperty("changed", False)
        self.setAccessibleName(name)
        self.textEdited.connect(self._note)
        self.editingFinished.connect(self.settle)

    def show_words(self, words: str, placeholder: str = "") -> None:
        """What the handbook says; what is being typed just now is left alone."""
        self.setPlaceholderText(placeholder)
        if words == self._shown:
            return
        typing = self.hasFocus() and self.text() != self._shown
        self._shown = words
        if not typing:
            self._put(words)

    def show_change(self, before: str) -> None:
        """What is published in its place; "" where it is the same."""
        told = tr("Not published yet; published is: {before}", before=before) if before else ""
        self.setToolTip(tool_tip(told) if told else "")
        self._change = told
        self._look("changed", bool(before))

    def show_typed(self, words: str, problem: str) -> None:
        """What was typed and could not be taken, with the reason (empty: not tried yet)."""
        if not self.hasFocus():
            self._put(words)
        self.mark(problem)

    def show_taken(self) -> None:
        """Nothing is wrong with what stands here."""
        self.mark("")
        if not self.hasFocus():
            self._put(self._shown)

    def mark(self, problem: str) -> None:
        """Say what is wrong, to the eye and to a screen reader."""
        self.setAccessibleDescription(problem or self._change)
        self._look("problem", bool(problem))

    def _look(self, name: str, so: bool) -> None:
        if self.property(name) is not so:
            self.setProperty(name, so)
            self.style().unpolish(self)
            self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ready to be typed over."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter go on, Esc takes back what was typed."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            self.selectAll()
            self._typing = False
            self.given_up.emit()
        elif step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.settle()
            self.step_asked.emit(step)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Its beginning is what is read."""
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def _note(self, words: str) -> None:
        self._typing = True
        self.noted.emit(words)

    def _put(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.setCursorPosition(0)

    def settle(self) -> None:
        """What stands here is meant, if it is not what stood here before."""
        if self.text() != self._shown:
            self.settled.emit(self.text())
        elif self._typing:
            self.given_up.emit()
        self._typing = False
