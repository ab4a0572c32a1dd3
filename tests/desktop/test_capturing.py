"""A complaint that was copied or dropped begins a new case, and never takes another's place."""

from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.draft_files import read_drafts
from models.commands.customer_contacts import contact_named
from models.commands.customers import customer_named
from models.database import Database
from models.queries.attachments import attachments
from models.queries.case import case_detail
from tests.desktop.desks import close_window, open_window, settle
from tests.ui.keyboard import press
from ui.frame.drop_veil import DropVeil
from ui.intake.other_drafts import OtherDrafts
from ui.widgets.banner import Banner
from ui.widgets.file_list import FileList
from ui.widgets.toast import Toast

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
MAIL = (
    "From: Ana Ruiz <ana@contoso.example>\nDate: Tue, 12 May 2026 10:05:33 +0530\n"
    "Subject: Exports stall\n\nSince noon."
)
LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Desk]:
    contoso = database.write(partial(customer_named, name="Contoso")).result
    written = "Ana Ruiz <ana@contoso.example>"
    database.write(partial(contact_named, customer_id=contoso, written=written))
    made = open_window(qapp, database, tmp_path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    settle(qtbot, made)
    yield made
    QApplication.clipboard().clear()
    close_window(qtbot, made)


def copy(qtbot: QtBot, desk: Desk, words: str) -> None:
    """Copy it somewhere, and make it a new case by the window's key."""
    QApplication.clipboard().setText(words)
    QTest.keyClick(desk.window, Qt.Key.Key_V, CTRL | SHIFT)
    settle(qtbot, desk)


def control(desk: Desk, name: str) -> QLineEdit | QPlainTextEdit:
    page: QWidget = desk.window.page("new")
    found: list[QLineEdit | QPlainTextEdit] = [
        *page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit),
    ]  # fmt: skip
    return next(one for one in found if one.accessibleName() == name)


def words(desk: Desk, name: str) -> str:
    field = control(desk, name)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def banners(desk: Desk) -> list[str]:
    found = desk.window.page("new").findChildren(Banner)
    return [banner.accessibleName() for banner in found if banner.isVisible()]


def test_a_copied_mail_fills_the_form_and_is_a_case_by_two_keys(qtbot: QtBot, desk: Desk) -> None:
    copy(qtbot, desk, MAIL)
    assert desk.window.place == "new"
    assert {name: words(desk, name) for name in ("Title", "Customer", "Contact", "Received")} == {
        "Title": "Exports stall", "Customer": "Contoso",
        "Contact": "Ana Ruiz <ana@contoso.example>", "Received": "12 May 2026 06:35",
    }  # fmt: skip
    assert QApplication.focusWidget() is control(desk, "Impact")
    assert banners(desk) == []
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.window.place == "case")
    now = desk.database.clock.now()
    case = desk.database.read(partial(case_detail, case_id=1, now=now))
    assert (case.row.title, case.contact) == ("Exports stall", "Ana Ruiz")
    assert [(e.kind, e.data.get("text"), e.occurred_at.isoformat()) for e in case.timeline][1] == (
        "customer_message", "Since noon.", "2026-05-12T04:35:00+00:00",
    )  # fmt: skip


def test_files_of_a_mail_come_with_it_and_go_with_the_case(qtbot: QtBot, desk: Desk) -> None:
    mail = EmailMessage()
    mail["From"] = "Ana Ruiz <ana@contoso.example>"
    mail["Subject"] = "Exports stall"
    mail.set_content("Since noon.")
    mail.add_attachment(b"words", maintype="text", subtype="plain", filename="trace.log")
    copy(qtbot, desk, mail.as_string())
    files = desk.window.page("new").findChild(FileList)
    assert files is not None
    qtbot.waitUntil(lambda: files.model().rowCount() == 1)
    assert words(desk, "Customer") == "Contoso"
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.window.place == "case")
    assert [row.name for row in desk.database.read(partial(attachments, case_id=1))] == [
        "trace.log"
    ]


def test_what_was_typed_waits_beside_and_comes_back(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    desk.window.show_place("new")
    settle(qtbot, desk)
    QTest.keyClicks(control(desk, "Title"), "Half a thought")
    copy(qtbot, desk, MAIL)
    copy(qtbot, desk, "A third one")
    assert words(desk, "Title") == "A third one"
    assert "2 other new cases are kept; the first: Half a thought" in banners(desk)[0]
    press(Qt.Key.Key_D, ALT)
    assert words(desk, "Title") == "Half a thought"
    assert words(desk, "Received") == ""
    press(Qt.Key.Key_D, ALT)
    assert words(desk, "Received") == "12 May 2026 06:35"
    desk.backstage.drafts.close()
    kept = read_drafts(desk.backstage.drafts._folder)
    assert "Half a thought" in str(kept["new-cases-aside"])
    assert "A third one" in str(kept["new-cases-aside"])
    assert kept["new-case"]["message"] == "Since noon."


def test_with_no_other_the_key_changes_nothing(qtbot: QtBot, desk: Desk) -> None:
    copy(qtbot, desk, "Exports stall\nSince noon.")
    press(Qt.Key.Key_D, ALT)
    assert (words(desk, "Title"), words(desk, "The customer's message")) == (
        "Exports stall", "Since noon.",
    )  # fmt: skip
    assert banners(desk) == []


def test_what_comes_while_a_case_is_saved_is_not_lost_with_the_form(
    qtbot: QtBot, desk: Desk
) -> None:
    copy(qtbot, desk, "Exports stall")
    QApplication.clipboard().setText("Imports stall")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    QTest.keyClick(desk.window, Qt.Key.Key_V, CTRL | SHIFT)
    settle(qtbot, desk)
    desk.window.show_place("new")
    settle(qtbot, desk)
    found = [words(desk, "Title"), *banners(desk)]
    assert [one for one in found if "Imports stall" in one], found


def test_an_empty_clipboard_says_so(qtbot: QtBot, desk: Desk) -> None:
    copy(qtbot, desk, " \n")
    assert desk.window.place == "queue"
    toast = desk.window.findChild(Toast)
    assert toast is not None
    assert toast.text() == "There is no text on the clipboard"


def test_what_cannot_be_kept_is_refused_and_the_form_stays(qtbot: QtBot, desk: Desk) -> None:
    copy(qtbot, desk, "Exports stall")
    copy(qtbot, desk, "x" * 1_000_001)
    assert words(desk, "Title") == "Exports stall"
    assert "at most 1,000,000 are kept" in banners(desk)[0]


@pytest.mark.parametrize(
    ("name", "place"), [("a.eml", "new"), ("A.TXT", "new"), ("a.csv", "import"), ("a", "import")]
)
def test_a_dropped_file_goes_where_its_kind_belongs(
    name: str, place: str, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(MAIL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.window, QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, plain))
    veil = desk.window.findChild(DropVeil)
    assert veil is not None
    assert ("new case" in veil.accessibleName()) is (place == "new")
    QApplication.sendEvent(veil, QDropEvent(QPointF(9, 9), COPY, data, LEFT, plain))
    settle(qtbot, desk)
    assert desk.window.place == place
    if place == "new":
        assert words(desk, "Title") == "Exports stall"


def test_a_dropped_text_is_taken_as_a_copied_one_is(qtbot: QtBot, desk: Desk) -> None:
    data, plain = QMimeData(), Qt.KeyboardModifier.NoModifier
    data.setText(MAIL)
    QApplication.sendEvent(desk.window, QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, plain))
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(9, 9), COPY, data, LEFT, plain))
    settle(qtbot, desk)
    assert desk.window.place == "new"
    assert words(desk, "Title") == "Exports stall"


def test_the_tray_offers_it_too(qtbot: QtBot, desk: Desk) -> None:
    QApplication.clipboard().setText(MAIL)
    actions = desk.window.findChildren(QAction)
    (entry,) = (one for one in actions if one.text() == "New case from the clipboard"
                and one.objectName() == "")  # fmt: skip
    entry.trigger()
    settle(qtbot, desk)
    assert words(desk, "Title") == "Exports stall"


def test_drafts_set_aside_are_there_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, desk: Desk, database: Database, tmp_path: Path
) -> None:
    copy(qtbot, desk, "Exports stall")
    copy(qtbot, desk, "Imports stall")
    desk.backstage.drafts.close()
    other = open_window(qapp, database, tmp_path)
    other.window.show_place("new")
    settle(qtbot, other)
    assert "Another new case is kept: Exports stall" in banners(other)[0]
    assert other.window.findChild(OtherDrafts) is not None
    close_window(qtbot, other)
