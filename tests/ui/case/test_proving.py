"""The proof from the case page: asked for by key, written where it was said, opened."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


def save_as(shown: Shown, path: Path, keys: Qt.KeyboardModifier, name: str) -> None:
    press(Qt.Key.Key_P, keys)
    dialogs = shown.page.window().findChildren(QFileDialog)
    dialog = next(dialog for dialog in dialogs if dialog.isVisible())
    assert dialog.selectedFiles()[0].endswith(name)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def printed(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("keys", "name", "internal"),
    [(_CONTROL, "Proof CS-1001.pdf", False),
     (_CONTROL | _SHIFT, "Proof CS-1001, internal.pdf", True)],
)  # fmt: skip
def test_the_proof_is_written_and_opened(
    shown: Shown, tmp_path: Path, keys: Qt.KeyboardModifier, name: str, internal: bool
) -> None:
    path = tmp_path / "proof.pdf"
    save_as(shown, path, keys, name)
    shown.qtbot.waitUntil(lambda: "The proof is written" in shown.words())
    told = printed(path)
    assert "Proof of service, case CS-1001" in told
    assert ("SLO" in told) is internal
    buttons = shown.page.findChildren(Button)
    next(b for b in buttons if b.text() == "Open it" and b.isVisibleTo(shown.page)).click()
    assert shown.ports.opened == [path]


@pytest.mark.parametrize(
    ("keys", "name", "internal"),
    [(_CONTROL | _ALT, "CS-1001, internal.pdf", True),
     (_CONTROL | _ALT | _SHIFT, "CS-1001.pdf", False)],
)  # fmt: skip
def test_all_of_the_case_is_printed_by_key(
    shown: Shown, tmp_path: Path, keys: Qt.KeyboardModifier, name: str, internal: bool
) -> None:
    path = tmp_path / "case.pdf"
    save_as(shown, path, keys, name)
    shown.qtbot.waitUntil(lambda: "The case is written" in shown.words())
    told = printed(path)
    assert "Case CS-1001" in told
    assert ("SLO" in told) is internal


def test_the_open_ledger_leads_to_the_proof(shown: Shown) -> None:
    press(Qt.Key.Key_L)
    window = shown.page.window()
    sheet = next(sheet for sheet in window.findChildren(Sheet) if sheet.isVisible())
    buttons = sheet.findChildren(Button)
    words = [button.text() for button in buttons]
    assert words == ["Print proof for the customer", "Print proof for ourselves", "Close"]
    buttons[0].click()
    assert not sheet.isVisible()
    (dialog,) = (one for one in window.findChildren(QFileDialog) if one.isVisible())
    assert dialog.selectedFiles()[0].endswith("Proof CS-1001.pdf")
    dialog.close()


def test_a_proof_that_cannot_be_written_says_why(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "proof.pdf"
    save_as(shown, path, _CONTROL, "Proof CS-1001.pdf")
    shown.qtbot.waitUntil(lambda: str(path.parent) in shown.words())
