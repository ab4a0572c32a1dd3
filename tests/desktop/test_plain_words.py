"""What people write is never markup in the window: no label and no tool tip of any page."""

import html
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.customers import customer_named
from models.commands.people import add_person
from models.commands.views import save_view
from models.database import Database
from models.queue_filter import QueueFilter
from tests.conftest import FULL
from tests.desktop.desks import close_window, open_window, settle
from tests.naughty import MARKED_UP, SHORT

TIP = Qt.ItemDataRole.ToolTipRole
TAGGED = f"R&D {MARKED_UP}"


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Desk]:
    ana = database.write(partial(add_person, name=TAGGED[:60], role="lead")).result
    database.person_id = ana
    new = NewCase(
        TAGGED, TAGGED, "P1", impact=TAGGED, environment=TAGGED, steps=TAGGED, category=TAGGED,
        message=TAGGED, contact=TAGGED,
    )  # fmt: skip
    for _ in range(2):
        database.write(partial(open_case, new=new))
    for command in (
        partial(assign, case_ids=[1], person_id=ana),
        partial(add_note, case_id=1, text=TAGGED),
        partial(log_customer_message, case_id=1, text=TAGGED),
        partial(log_contact, case_id=1, type="reply", text=TAGGED),
        partial(pause, case_ids=[1], status="waiting_customer", waiting_for=TAGGED, reason=TAGGED),
        partial(save_view, name="R&D <b>bold</b>", shown=QueueFilter(text="<b>bold</b>")),
    ):
        database.write(command)
    made = open_window(qapp, database, tmp_path)
    settle(qtbot, made)
    yield made
    close_window(qtbot, made)


def visit(qtbot: QtBot, desk: Desk) -> Iterator[str]:
    """Every page in turn, with what stands on it."""
    for place in desk.places:
        location = 1 if place.id in ("case", "customer") else None
        desk.window.show_place(place.id, location)
        settle(qtbot, desk)
        QApplication.processEvents()
        yield place.id


def marked_up(words: str) -> bool:
    """Whether Qt would take a person's words for markup: those with tags, not escaped."""
    return "<b>" in words or "<img" in words


def cells(model: QAbstractItemModel) -> Iterator[QModelIndex]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield model.index(row, column)


def test_every_label_is_plain_and_no_tool_tip_is_read_as_markup(qtbot: QtBot, desk: Desk) -> None:
    found, seen = [], 0
    for place in visit(qtbot, desk):
        for widget in [desk.window, *desk.window.findChildren(QWidget)]:
            where = f"{place}: {type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            if isinstance(widget, QLabel) and widget.text():
                seen += "<b>" in widget.text()
                if widget.textFormat() is not Qt.TextFormat.PlainText:
                    found.append(f"{where}: label “{widget.text()[:40]}”")
            if marked_up(widget.toolTip()):
                found.append(f"{where}: tool tip")
            if isinstance(widget, QTextEdit) and "<img" in widget.toHtml():
                found.append(f"{where}: an image in a text")
            if isinstance(widget, QAbstractItemView) and widget.model() is not None:
                tips = [str(widget.model().data(cell, TIP) or "") for cell in cells(widget.model())]
                seen += sum(html.escape("<b>") in tip for tip in tips)
                if any(map(marked_up, tips)):
                    found.append(f"{where}: a cell's tool tip")
    assert list(dict.fromkeys(found)) == []
    assert seen > 5, "the words were not in sight"


def test_a_window_opened_on_any_title_says_it_as_it_is(qtbot: QtBot, desk: Desk) -> None:
    database = desk.database
    for text in SHORT if FULL else SHORT[::4]:
        case_id = database.write(partial(open_case, new=NewCase(text, incomplete=True))).result
        desk.window.open_case(case_id)
        settle(qtbot, desk)
        desk.window.grab()
        title = " ".join(text.split()).lstrip("\ufeff")  # a mark at the start does not reach Qt
        labels = desk.window.page("case").findChildren(QLabel)
        assert title in [label.text() or label.accessibleName() for label in labels], text
        assert database.write(partial(customer_named, name=text)).result
    desk.window.show_place("queue")
    settle(qtbot, desk)
    desk.window.grab()
