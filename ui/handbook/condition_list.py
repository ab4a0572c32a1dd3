"""The conditions of one kind: each can be taken out, and another be added from a list."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.handbook.condition_words import happening_words
from models.handbook.conditions import FIELD_CHANGES, Happening
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.form_values import Value, form_values
from ui.widgets.labels import body, muted
from ui.widgets.wheel_free import WheelFreeBox


class ConditionList(QWidget):
    """`conditions` are those in it, `changed` once they are others; `box` offers the others."""

    changed = Signal()

    def __init__(self, theme: Theme, words: str, offered: Sequence[Happening]) -> None:
        super().__init__()
        self._theme = theme
        self._offered = offered
        self.conditions: tuple[Happening, ...] = ()
        self.setAccessibleName(words)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.box = WheelFreeBox()
        self.box.setAccessibleName(tr("{list}: one more", list=words))
        self.box.addItem(tr("Add another…"))
        for one in offered:
            self.box.addItem(tr(happening_words(one)), " ".join(one))
        self.value = QLineEdit()
        self.value.setPlaceholderText(tr("to anything"))
        self.value.setAccessibleName(tr("{list}: the value it gets", list=words))
        self.value.setMaximumWidth(140)
        self.value.hide()
        self._add = Button(theme, tr("Add"))
        self._add.setAccessibleName(tr("{list}: add it", list=words))
        self._add.setEnabled(False)
        self.box.currentIndexChanged.connect(self._choose)
        self._add.clicked.connect(self._take)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self.box, 1)
        row.addWidget(self.value)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addLayout(row)

    def show_conditions(self, conditions: Iterable[Happening]) -> None:
        """Show these, and offer more."""
        self.conditions = tuple(conditions)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self.conditions:
            self._rows.addWidget(self._row(one))
        if not self.conditions:
            self._rows.addWidget(muted(tr("nothing")))
        self.changed.emit()

    def holds(self) -> list[Value]:
        """What is kept of it in a draft: its conditions, and one that is being added."""
        place = self.objectName()

        def read() -> str:
            return json.dumps(self.conditions)

        def put(words: str) -> None:
            self.show_conditions(Happening(*map(str, one)) for one in json.loads(words))

        fields = [(place, self.box), (place, self.value)]
        added = [
            replace(value, place=f"{place}-{name}", control=self)
            for value, name in zip(form_values(fields), ("next", "value"), strict=True)
        ]
        return [Value(place, self, read, put, (self.changed,), typed=True), *added]

    def _row(self, one: Happening) -> QWidget:
        said = tr(happening_words(one))
        words, out = body(said, wrap=True), Button(self._theme, tr("Take out"), kind="quiet")
        out.setAccessibleName(tr("Take out: {condition}", condition=said))
        out.clicked.connect(partial(self._take_out, one))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(out)
        return line

    def _choose(self, index: int) -> None:
        chosen = self._offered[index - 1] if index > 0 else None
        self._add.setEnabled(chosen is not None)
        self.value.setVisible(chosen is not None and chosen.kind in FIELD_CHANGES)

    def _take(self) -> None:
        chosen = self._offered[self.box.currentIndex() - 1]
        if not self.value.isHidden():
            chosen = chosen._replace(value=self.value.text().strip())
        if chosen not in self.conditions:
            self.show_conditions((*self.conditions, chosen))
        self.value.clear()
        self.box.setCurrentIndex(0)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, one: Happening, *_: object) -> None:
        self.show_conditions(other for other in self.conditions if other != one)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
