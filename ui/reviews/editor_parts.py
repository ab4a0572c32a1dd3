"""What stands in the editor of a postmortem, in two columns where there is room for them."""

import json
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from models.handbook.postmortems import NO_ACTION
from ui.messages import tr
from ui.reviews.factors_card import FactorsCard
from ui.reviews.own_actions_card import OwnActionsCard
from ui.reviews.own_cases_card import OwnCasesCard
from ui.reviews.texts_part import TextsPart
from ui.reviews.timeline_card import TimelineCard
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.page_scroll import PageScroll
from ui.widgets.tab_order import tab_along
from ui.widgets.text_line import TextLine

_BESIDE: Final = 900
"""Pixels from which on there are two columns."""

_FIRST: Final = ("scope", "body")
_LAST: Final = ("detection", "went_well", "went_badly", "lucky", "surprised")


class EditorParts(PageScroll):
    """`typed`: anything is another than before."""

    typed = Signal()

    def __init__(
        self, theme: Theme, zone: ZoneInfo, timeline: TimelineCard, cases: OwnCasesCard,
        actions: OwnActionsCard,
    ) -> None:  # fmt: skip
        super().__init__(tr("The postmortem"), shrinks=False)
        self.timeline, self.cases, self.own_actions = timeline, cases, actions
        self.title = TextLine()
        self._title = Field(tr("Title"), self.title)
        self._first, self._last = TextsPart(theme, *_FIRST), TextsPart(theme, *_LAST)
        self._none = TextsPart(theme, NO_ACTION)
        self.factors = FactorsCard(theme)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(theme)
        self.title.textChanged.connect(self.typed)
        for part in self.text_parts:
            part.typed.connect(self.typed)
        for card in (self.factors, self.cases):
            card.changed.connect(self.typed)
        tab_along([
            self.title, *self._first.texts(), timeline.table, *self._last.texts(),
            self.factors.line, self.factors.list, actions.list, *self._none.texts(), cases.list,
        ])  # fmt: skip

    @property
    def text_parts(self) -> tuple[TextsPart, ...]:
        """The texts, in the order in which they are read."""
        return self._first, self._last, self._none

    def texts(self) -> list[QPlainTextEdit]:
        """Every field for several lines."""
        return [text for part in self.text_parts for text in part.texts()]

    def values(self) -> dict[str, str]:
        """What stands here, by field, as a `PostmortemDraft` has it."""
        return {
            "title": self.title.text(), **self._first.values(), **self._last.values(),
            **self._none.values(), "factors": "\n".join(self.factors.factors()),
            "case_ids": " ".join(map(str, self.cases.ids)),
            "timeline": json.dumps([dict(row) for row in self.timeline.rows], sort_keys=True),
        }  # fmt: skip

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put these in."""
        self.title.setText(values.get("title", ""))
        self.title.setCursorPosition(0)
        for part in self.text_parts:
            part.show_values(values)
        self.factors.show_factors(list(filter(None, values.get("factors", "").split("\n"))))
        self.cases.show_ids([int(one) for one in values.get("case_ids", "").split()])
        rows = json.loads(values.get("timeline") or "[]")
        self.timeline.show_rows(rows, self.cases.keys())

    def show_problem(self, by_field: Mapping[str, str]) -> bool:
        """Say at the fields what is wrong with them; whether any of them stands here."""
        fields = {"title": self._title, **self._first.fields, **self._last.fields,
                  **self._none.fields}  # fmt: skip
        for name, field in fields.items():
            field.show_problem(by_field.get(name, ""))
        first = next((fields[name] for name in fields if name in by_field), None)
        if first is not None:
            first.control.setFocus()
        return first is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window factors, actions and cases stand beside the texts."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        beside = self.width() >= _BESIDE
        self._columns.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        main, side = QVBoxLayout(), QVBoxLayout()
        told: tuple[QWidget, ...] = (self._title, self._first, self.timeline, self._last)
        for part in told:
            main.addWidget(part)
        beside: tuple[QWidget, ...] = (self.factors, self.own_actions, self._none, self.cases)
        for part in beside:
            side.addWidget(part)
        for column in (main, side):
            column.setSpacing(sizes.medium)
            column.addStretch(1)
        self._columns.setSpacing(sizes.page)
        self._columns.addLayout(main, 8)
        self._columns.addLayout(side, 5)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        whole.addLayout(self._columns)
        whole.addStretch(1)
