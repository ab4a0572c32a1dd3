from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.drop_veil import DropVeil
from ui.theme import Theme

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def veil(theme: Theme, window: QWidget) -> DropVeil:
    return DropVeil(theme, window, lambda paths: f"Drop {paths[0].name} to import it")


def carried(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def enter(widget: QWidget, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_file_let_go_over_the_window_is_taken(
    qtbot: QtBot, window: QWidget, veil: DropVeil
) -> None:
    data = carried(QUrl.fromLocalFile("/logs/incidents.csv"))
    assert enter(window, data)
    assert veil.isVisible()
    assert veil.geometry() == window.rect()
    assert veil.accessibleName() == "Drop incidents.csv to import it"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert enter(veil, data)
    QApplication.processEvents()
    assert veil.isVisible()
    with qtbot.waitSignal(veil.files_dropped) as told:
        QApplication.sendEvent(veil, QDropEvent(QPointF(9, 9), COPY, data, LEFT, PLAIN))
    assert told.args == [[Path("/logs/incidents.csv")]]
    assert veil.isHidden()


def test_a_file_that_only_passes_leaves_no_veil(
    qtbot: QtBot, window: QWidget, veil: DropVeil
) -> None:
    assert enter(window, carried(QUrl.fromLocalFile("/logs/incidents.csv")))
    QApplication.sendEvent(window, QDragLeaveEvent())
    qtbot.waitUntil(veil.isHidden)


@pytest.mark.parametrize(
    "urls",
    [
        (),
        (QUrl("https://example.org/log.csv"),),
        (QUrl.fromLocalFile("/a.csv"), QUrl("https://example.org/log.csv")),
    ],
)
def test_anything_but_files_is_left_alone(
    window: QWidget, veil: DropVeil, urls: tuple[QUrl, ...]
) -> None:
    assert not enter(window, carried(*urls))
    assert veil.isHidden()


def test_text_from_another_program_is_taken_beside_the_fields(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    veil = DropVeil(theme, window, lambda paths: "", texts=True)
    data = QMimeData()
    data.setText("Exports stall")
    assert enter(window, data)
    assert veil.isHidden()
    with qtbot.waitSignal(veil.text_dropped) as told:
        QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), COPY, data, LEFT, PLAIN))
    assert told.args == ["Exports stall"]
    data.setText("  ")
    assert not enter(window, data)


def test_text_is_not_taken_where_nothing_begins_with_it(window: QWidget, veil: DropVeil) -> None:
    data = QMimeData()
    data.setText("Exports stall")
    assert not enter(window, data)
