"""The order in which Tab goes: what was made later may stand earlier."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_before(widget: QWidget, earlier: Sequence[QWidget]) -> None:
    """Let Tab reach `earlier`, in their order, just before `widget`."""
    before = widget.previousInFocusChain()
    while before is not None and (before in earlier or not _stops(before)):
        before = before.previousInFocusChain()
    if before is not None:
        for each in reversed(earlier):
            QWidget.setTabOrder(before, each)


def tab_along(stops: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next, wherever they were made."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _stops(widget: QWidget) -> bool:
    """Qt sets no order from what takes no focus."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
