"""Where the time of breached targets went: roles in sight, names at a key of the lead's."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.handbook.periods import parse_period
from models.queries.breach_time import breach_times
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import QUARTER, buttons, part
from ui.reviews.times_card import TimesCard
from ui.reviews.worst_cases import WorstCases
from ui.widgets.quiet_table import QuietTable

SHIFT = Qt.KeyboardModifier.ShiftModifier


def told(shown: Shown) -> str:
    card = part(shown.page, TimesCard)
    labels = card.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(shown.page))


def test_it_is_told_by_role_until_the_lead_asks_for_names(qtbot: QtBot, shown: Shown) -> None:
    query = partial(
        breach_times, period=parse_period(QUARTER), now=shown.workspace.clock.now(),
        asker_id=None, named=True,
    )  # fmt: skip
    names = {row.holding.name for row in shown.database.read(query).rows} - {""}
    assert names
    qtbot.waitUntil(lambda: "Agent" in told(shown))
    assert "Unassigned" in told(shown)
    assert not any(name in told(shown) for name in names)
    press(Qt.Key.Key_N, SHIFT)
    qtbot.waitUntil(lambda: any(name in told(shown) for name in names))
    assert "Show roles" in buttons(shown)
    press(Qt.Key.Key_N, SHIFT)
    qtbot.waitUntil(lambda: "Agent" in told(shown))
    assert not any(name in told(shown) for name in names)


def test_each_of_the_worst_says_where_most_of_its_target_went(qtbot: QtBot, shown: Shown) -> None:
    model = part(part(shown.page, WorstCases), QuietTable).model()
    across = Qt.Orientation.Horizontal
    heads = [model.headerData(column, across) for column in range(model.columnCount())]
    column = heads.index("Most of the target")
    qtbot.waitUntil(lambda: bool(model.index(0, column).data()))
    said = [model.index(row, column).data() for row in range(model.rowCount())]
    assert all(words.startswith(("Agent, ", "Unassigned (", "Lead, ")) for words in said), said
