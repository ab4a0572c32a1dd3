"""The two columns of a case page: what is said and done, and beside it what is known."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.case.timeline_list import TimelineList
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.page_scroll import InView, PageScroll

_LOW = 700
"""Pixels below which a page gives up room between its parts, so that the reply box stays in
sight."""

_SIDE, _LEAST_SIDE = 340, 270


class CaseColumns:
    """Lays the parts out in a page's body; `fit` follows the page's height."""

    def __init__(
        self, theme: Theme, scroll: PageScroll, main: Sequence[QWidget], beside: Sequence[QWidget]
    ) -> None:
        self._sizes = sizes = theme.sizes
        self._cards = [part for part in main if isinstance(part, Card)]
        self._low = False
        left, side = InView(), QWidget()
        side.setMaximumWidth(_SIDE)
        side.setMinimumWidth(_LEAST_SIDE)
        self._row = QHBoxLayout(scroll.body)
        self._row.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        self._row.setSpacing(sizes.wide)
        self._below = QVBoxLayout()
        self._below.setSpacing(sizes.medium)
        self._below.addWidget(left)
        self._below.addStretch(1)
        self._row.addLayout(self._below, 5)
        self._row.addWidget(side, 3)
        self._column, self._beside = QVBoxLayout(left), QVBoxLayout(side)
        self._places = {part: place for place, part in enumerate(beside)}
        for column, parts in ((self._column, main), (self._beside, beside)):
            column.setSpacing(sizes.medium)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part)
        self._beside.addStretch(1)

    def below(self, part: QWidget, below: bool) -> None:
        """One of the parts beside stands below what is said instead, or again in its place."""
        if below == (self._below.indexOf(part) >= 0):
            return
        if below:
            self._below.insertWidget(1, part)
        else:
            self._beside.insertWidget(self._places[part], part)

    def fit(self, height: int) -> None:
        """A page of this height: a low one has its parts closer together."""
        low = height < _LOW
        if low == self._low:
            return
        self._low, sizes = low, self._sizes
        for card in self._cards:
            card.set_low(low)
            for entries in card.findChildren(TimelineList):
                entries.set_low(low)
        self._column.setSpacing(sizes.small if low else sizes.medium)
        margins = self._row.contentsMargins()
        margins.setTop(sizes.small if low else sizes.wide)
        margins.setBottom(sizes.small if low else sizes.page)
        self._row.setContentsMargins(margins)
