"""Two texts side by side: what went, what came, which words are others, the rest folded away."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.side_by_side import Fold, Line, changes, folds, side_by_side
from ui.actions import keys_in_words
from ui.comparing_actions import KEYS, NEXT, PREVIOUS, WHOLE, asked
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.compared_rows import shown_rows
from ui.widgets.compared_side import ComparedSide
from ui.widgets.labels import ElidedLabel, muted

_WORDS: Final = {PREVIOUS: "Previous change", NEXT: "Next change", WHOLE: "Show all lines"}


class ComparedTexts(QWidget):
    """`show_texts` compares two texts here; of long ones compare off the GUI thread, by
    `models.side_by_side`, and `show_rows`. Both sides scroll and walk together. A sign before a
    line says what became of it, a stroke under words that they are others; the colours say it too.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: Sequence[Line] = ()
        self._changes: list[int] = []
        self._foldable: list[Fold] = []
        self._folds: list[Fold] = []
        self._places: list[int] = []
        self._room = 0
        self.before = ComparedSide(theme, is_after=False)
        self.after = ComparedSide(theme, is_after=True)
        self._titles = (ElidedLabel(role="caption"), ElidedLabel(role="caption"))
        self.told: QLabel = muted()
        self.buttons = {
            name: Button(theme, tr(words), keys=keys_in_words(KEYS[name]), kind="quiet")
            for name, words in _WORDS.items()
        }
        self._lay_out(theme)
        self.buttons[NEXT].clicked.connect(self.next_change)
        self.buttons[PREVIOUS].clicked.connect(self.previous_change)
        self.buttons[WHOLE].clicked.connect(self.show_whole)
        for one, other in ((self.before, self.after), (self.after, self.before)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
            one.cursorPositionChanged.connect(partial(self._walk_along, one, other))
            one.fold_opened.connect(self.open_fold)
            one.room_changed.connect(self._fit)
        self.setFocusProxy(self.after)
        self._tell()

    def show_texts(self, before: str, after: str, titles: tuple[str, str]) -> None:
        """Compare these."""
        self.show_rows(side_by_side(before, after), titles)

    def show_rows(self, rows: Sequence[Line], titles: tuple[str, str]) -> None:
        """Show what was compared, the first change in sight."""
        self._rows, self._changes = rows, changes(rows)
        self._folds = self._foldable = folds(rows)
        for words, label, side in zip(titles, self._titles, (self.before, self.after), strict=True):
            label.setText(words)
            side.setAccessibleName(words)
        self._show(self._changes[0] if self._changes else 0)

    # ---- walking ----

    def next_change(self) -> None:
        """Go to the change after the row of the cursor; after the last one to the first."""
        here = self._here()
        later = [at for at in self._changes if at > here]
        self._go((later or self._changes)[:1])

    def previous_change(self) -> None:
        """Go to the change before; before the first one to the last."""
        here = self._here()
        earlier = [at for at in self._changes if at < here]
        self._go((earlier or self._changes)[-1:])

    def open_fold(self, row: int) -> None:
        """Show the lines of the fold in this row of the sides."""
        place = self._places[row]
        self._folds = [fold for fold in self._folds if fold.start != place]
        self._show(place, in_the_middle=False)

    def show_whole(self) -> None:
        """Open every fold; where none is closed, fold again what is alike."""
        here = self._here()
        self._folds = [] if self._folds else self._foldable
        self._show(here)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what the keys of a comparison say; whether they were any."""
        does = {NEXT: self.next_change, PREVIOUS: self.previous_change, WHOLE: self.show_whole}
        name = asked(event)
        if name in does:
            does[name]()
        return name in does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no shortcut of the window is alive."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    # ---- showing ----

    def _show(self, at: int, *, in_the_middle: bool = True) -> None:
        """The rows with their folds, the cursor on one of them."""
        scrolled = self.after.verticalScrollBar().value()
        self._room = 0  # while it is measured
        for side in (self.before, self.after):
            side.make_room(len(self._rows))
        self._room = min(self.before.room, self.after.room)
        before, after, self._places = shown_rows(self._rows, self._folds, self._room)
        self.before.show_rows(before)
        self.after.show_rows(after)
        row = self._row_of(at)
        for side in (self.before, self.after):
            side.go_to(row, in_the_middle=in_the_middle)
        if not in_the_middle:
            self.after.verticalScrollBar().setValue(scrolled)
        whole = not self._folds and bool(self._foldable)
        self.buttons[WHOLE].set_words(
            tr("Fold what is alike") if whole else tr("Show all lines"),
            keys_in_words(KEYS[WHOLE]),
        )
        self._tell()

    def _fit(self) -> None:
        """Lines are broken otherwise where there is more room, or less."""
        if self._room and min(self.before.room, self.after.room) != self._room:
            self._show(self._here())

    def _walk_along(self, one: ComparedSide, other: ComparedSide) -> None:
        """The other side's cursor stands in the same row."""
        if other.row != one.row and one.hasFocus():
            other.go_to(one.row, in_the_middle=False)
        self._tell()

    def _go(self, found: list[int]) -> None:
        for at in found:
            row = self._row_of(at)
            for side in (self.before, self.after):
                side.go_to(row)
            self._tell()

    def _here(self) -> int:
        """The row of the comparison that the cursor is on."""
        side = self.before if self.before.hasFocus() else self.after
        return self._places[side.row] if side.row < len(self._places) else 0

    def _row_of(self, at: int) -> int:
        """Where a row of the comparison is shown, or the fold that it is in."""
        row = bisect_left(self._places, at)
        return row if self._places[row : row + 1] == [at] else row - 1

    def _tell(self) -> None:
        """How many changes there are, and which one the cursor is in."""
        count, here = len(self._changes), self._here()
        at = sum(place <= here for place in self._changes)
        inside = at and all(not row.stayed for row in self._rows[self._changes[at - 1] : here + 1])
        if not count:
            said = tr("The text is the same") if self._rows else ""
        elif inside:
            said = tr("Change {number} of {count}", number=at, count=f"{count:,}")
        else:
            said = tr("1 change") if count == 1 else tr("{count} changes", count=f"{count:,}")
        self.told.setText(said)
        for side in (self.before, self.after):
            side.setAccessibleDescription(f"{said}: {words}" if (words := side.changed()) else said)
        for name in (NEXT, PREVIOUS):
            self.buttons[name].setEnabled(count > 0)
        self.buttons[WHOLE].setEnabled(bool(self._foldable))

    def _lay_out(self, theme: Theme) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.sizes.tiny)
        above.addWidget(self.told)
        above.addStretch(1)
        for button in self.buttons.values():
            above.addWidget(button)
        sides = QHBoxLayout()
        sides.setSpacing(theme.sizes.small)
        for label, side in zip(self._titles, (self.before, self.after), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label)
            column.addWidget(side, 1)
            sides.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.tiny)
        column.addLayout(above)
        column.addLayout(sides, 1)
