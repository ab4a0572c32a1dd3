"""Publishing a draft as a person does: the sheet opened, a way chosen, its button pressed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from models.queries.handbook import versions
from tests.ui.handbook.conftest import Shown
from ui.handbook.publish_sheet import PublishSheet


def open_sheet(shown: Shown) -> PublishSheet:
    shown.actions.action("handbook.publish").trigger()
    sheet = shown.in_view(PublishSheet)
    wait(shown, sheet)
    return sheet


def wait(shown: Shown, sheet: PublishSheet) -> None:
    shown.qtbot.waitUntil(lambda: not sheet.is_reading)


def choose(shown: Shown, sheet: PublishSheet, words: str) -> None:
    button = next(b for b in sheet.findChildren(QRadioButton) if b.text().startswith(words))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(shown, sheet)


def publish(shown: Shown, sheet: PublishSheet) -> None:
    main = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Publish")
    with shown.qtbot.waitSignal(sheet.published):
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)


def shorter(shown: Shown) -> None:
    """A resolution of P2 within 20 minutes: a case of half an hour ago is over it."""
    shown.type_at(shown.row("P2", "resolution").fields["slo"], "15 min")
    shown.type_at(shown.row("P2", "resolution").fields["sla"], "20 min")


def published(shown: Shown) -> list[tuple[int, str]]:
    rows = shown.database.read(partial(versions, now=shown.workspace.clock.now()))
    return [(row.number, row.source) for row in rows]
