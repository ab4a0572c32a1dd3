"""A page in a window that is too small for it: what shrinks, and what comes into sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.labels import muted
from ui.widgets.page_scroll import InView, PageScroll


def shown(qtbot: QtBot, *parts: QWidget, high: int) -> tuple[QWidget, PageScroll]:
    page = QWidget()
    qtbot.addWidget(page)
    scroll = PageScroll("The page")
    column = QVBoxLayout(scroll.body)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    scroll.fill(page)
    page.resize(400, high)
    page.show()
    qtbot.waitExposed(page)
    return page, scroll


def test_a_list_gives_way_before_the_page_scrolls(qtbot: QtBot, theme: Theme) -> None:
    entries = QListWidget()
    entries.setMinimumHeight(60)
    page, scroll = shown(qtbot, QLabel("above"), entries, QLabel("below"), high=600)
    high = entries.height()
    page.resize(400, 180)
    qtbot.waitUntil(lambda: entries.height() < high)
    assert scroll.verticalScrollBar().maximum() == 0
    page.resize(400, 80)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert entries.height() == 60


def test_what_gets_the_keyboard_comes_into_sight(qtbot: QtBot, theme: Theme) -> None:
    lines = [QLineEdit() for _ in range(20)]
    page, scroll = shown(qtbot, *lines, high=200)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    lines[-1].setFocus()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() > 0)
    assert not lines[-1].visibleRegion().isEmpty()
    lines[0].setFocus()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() == 0)


def test_the_scroll_bar_stands_in_the_margin(qtbot: QtBot, theme: Theme) -> None:
    lines = [QLineEdit() for _ in range(20)]
    page = QWidget()
    qtbot.addWidget(page)
    scroll = PageScroll("The page")
    column = QVBoxLayout(scroll.body)
    column.setContentsMargins(24, 24, 24, 24)
    for line in lines:
        column.addWidget(line)
    scroll.fill(page)
    page.resize(400, 2_000)
    page.show()
    qtbot.waitUntil(lambda: lines[0].width() == 400 - 2 * 24)
    page.resize(400, 200)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: lines[0].width() == 400 - 2 * 24)
    assert column.contentsMargins().right() < 24
    page.resize(400, 2_000)
    qtbot.waitUntil(lambda: column.contentsMargins().right() == 24)


def test_words_that_wrap_leave_no_room_below_them(qtbot: QtBot, theme: Theme) -> None:
    whole = QWidget()
    inside = QVBoxLayout(whole)
    inside.setContentsMargins(0, 0, 0, 0)
    for _ in range(6):
        card = QWidget()
        words = "A sentence that is long enough for several lines of a narrow page. " * 6
        QVBoxLayout(card).addWidget(muted(words, wrap=True))
        inside.addWidget(card)
    page, scroll = shown(qtbot, whole, high=200)
    page.resize(1400, 200)
    qtbot.waitUntil(lambda: scroll.body.width() > 1300)
    body = scroll.body
    qtbot.waitUntil(lambda: body.height() == max(body.heightForWidth(body.width()), 200))


class _Long(QListWidget):
    """A list that would like to be very high."""

    def sizeHint(self) -> QSize:
        return QSize(200, 2_000)


def test_a_column_in_view_is_no_higher_than_the_window_though_another_is(qtbot: QtBot) -> None:
    column, beside, entries, last = InView(), QWidget(), _Long(), QPushButton("Send")
    entries.setMinimumHeight(60)
    inside = QVBoxLayout(column)
    inside.addWidget(entries)
    inside.addWidget(last)
    beside.setFixedSize(100, 900)
    scroll = PageScroll("The page")
    row = QHBoxLayout(scroll.body)
    row.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(beside)
    qtbot.addWidget(scroll)
    scroll.resize(500, 400)
    scroll.show()
    qtbot.waitUntil(lambda: last.isVisible() and _bottom(last, scroll) <= 400)
    assert scroll.verticalScrollBar().maximum() > 400
    entries.setMinimumHeight(700)  # lower it cannot be
    qtbot.waitUntil(lambda: column.height() > 700)


def _bottom(part: QWidget, scroll: PageScroll) -> int:
    return part.mapTo(scroll.viewport(), part.rect().bottomLeft()).y()
