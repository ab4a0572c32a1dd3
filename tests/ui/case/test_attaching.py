"""Attachments on the case page: added, looked at, saved and opened, hostile ones refused."""

import struct
import zlib
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from models.commands.attachments import attach
from models.file_reading import FileContent
from models.queries.attachments import content
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.attaching import Attaching
from ui.case.attachment_sheet import AttachmentSheet
from ui.case.composer import Composer
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.file_list import FileList

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def attaching(shown: Shown) -> Attaching:
    found = shown.page.findChild(Attaching)
    assert found is not None
    return found


def names(shown: Shown) -> list[str]:
    return [row.name for row in shown.case().attachments]


def listed(shown: Shown) -> list[str]:
    files = attaching(shown).card.list
    return [str(files.model().index(row, 0).data()) for row in range(files.model().rowCount())]


def banner(shown: Shown) -> str:
    return "\n".join(one.accessibleName() for one in shown.page.findChildren(Banner)
                     if one.isVisible())  # fmt: skip


def put(shown: Shown, *files: FileContent) -> None:
    shown.workspace.write(partial(attach, case_id=shown.case_id, files=files))
    shown.qtbot.waitUntil(lambda: len(listed(shown)) == len(files))


def look(shown: Shown, file: FileContent) -> AttachmentSheet:
    """Attach it, go to it by keyboard and open it."""
    put(shown, file)
    press(Qt.Key.Key_A, ALT | SHIFT)
    press(Qt.Key.Key_Return)
    (sheet,) = shown.page.window().findChildren(AttachmentSheet)
    shown.qtbot.waitUntil(lambda: button(sheet, "Save as").isEnabled())
    return sheet


def button(sheet: AttachmentSheet, words: str) -> Button:
    (found,) = (one for one in sheet.findChildren(Button) if one.text() == words)
    return found


def told(sheet: AttachmentSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def test_dropped_files_are_attached_and_the_others_said_why_not(
    shown: Shown, tmp_path: Path
) -> None:
    good, folder = tmp_path / "trace.log", tmp_path / "folder"
    good.write_text("line\n" * 500)
    folder.mkdir()
    composer = shown.page.findChild(Composer)
    assert composer is not None
    composer.text.setPlainText("typed meanwhile")
    shown.page.take_files([good, folder, tmp_path / "gone"])
    shown.qtbot.waitUntil(lambda: bool(listed(shown)))
    assert names(shown) == ["trace.log"]
    assert listed(shown)[0].startswith("trace.log, 2 KB · Ana Ruiz · ")
    assert "folder is a folder. Attach the files in it" in banner(shown)
    assert "gone is not there any more." in banner(shown)
    assert composer.text.toPlainText() == "typed meanwhile"
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: not listed(shown))
    assert names(shown) == []


def test_a_copied_image_is_attached_from_the_field_and_by_key(shown: Shown) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    press(Qt.Key.Key_I)
    press(Qt.Key.Key_V, CTRL)
    shown.qtbot.waitUntil(lambda: len(listed(shown)) == 1)
    (row,) = shown.case().attachments
    assert row.name.startswith("Pasted 20")
    assert row.media_type == "image/png"
    held = shown.database.read(partial(content, sha256=row.sha256))
    assert QImage.fromData(held).size() == image.size()
    QGuiApplication.clipboard().setText("words")
    with shown.qtbot.waitSignal(shown.workspace.said) as said:
        press(Qt.Key.Key_V, ALT)
    assert said.args == ["There is no image and no file on the clipboard"]


def test_copied_files_are_attached_by_key(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
    press(Qt.Key.Key_V, ALT)
    shown.qtbot.waitUntil(lambda: bool(listed(shown)))
    assert names(shown) == ["a.csv"]


def test_text_is_shown_as_plain_text_and_saved_over_nothing(shown: Shown, tmp_path: Path) -> None:
    sheet = look(shown, FileContent("page.html", b"<h1>Hello</h1>"))
    words = sheet.findChild(QPlainTextEdit)
    assert words is not None
    assert words.toPlainText() == "<h1>Hello</h1>"
    assert not button(sheet, "Open with another program").isEnabled()
    assert "may run as a program" in told(sheet)
    attaching(shown).save(sheet, tmp_path / "here.html")
    shown.qtbot.waitUntil(lambda: "here.html is in" in told(sheet))
    assert (tmp_path / "here.html").read_bytes() == b"<h1>Hello</h1>"
    (tmp_path / "taken").write_text("mine")
    attaching(shown).save(sheet, tmp_path / "taken")
    shown.qtbot.waitUntil(lambda: "There is a file already" in told(sheet))
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_paper_is_opened_only_after_name_and_kind_were_shown(shown: Shown) -> None:
    sheet = look(shown, FileContent("paper.pdf", b"%PDF-1.7\n\0"))
    assert "Nothing of it can be shown here." in told(sheet)
    button(sheet, "Open with another program").click()
    assert shown.ports.opened == []
    assert "Open paper.pdf?" in told(sheet)
    assert "PDF file" in told(sheet)
    button(sheet, "Open it").click()
    shown.qtbot.waitUntil(lambda: len(shown.ports.opened) == 1)
    (path,) = shown.ports.opened
    assert path.name == "paper.pdf"
    assert path.read_bytes() == b"%PDF-1.7\n\0"
    assert path.stat().st_mode & 0o777 == 0o400


def test_a_paper_is_opened_by_key_once_it_was_asked(shown: Shown) -> None:
    sheet = look(shown, FileContent("paper.pdf", b"%PDF-1.7\n\0"))
    press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert shown.ports.opened == []
    assert "Open paper.pdf?" in told(sheet)
    press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    shown.qtbot.waitUntil(lambda: len(shown.ports.opened) == 1)


def bomb() -> bytes:
    """A small PNG that claims 50,000 × 50,000 pixels."""

    def part(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(9)))


@pytest.mark.parametrize(
    ("data", "said"),
    [(bomb(), "Too large an image to be shown here: 50,000 × 50,000 pixels."),
     (b"\x89PNG\r\n\x1a\n", "Too large an image to be shown here")],
)  # fmt: skip
def test_an_image_that_would_fill_the_memory_is_not_decoded(
    data: bytes, said: str, shown: Shown
) -> None:
    sheet = look(shown, FileContent("small.png", data))
    assert said in told(sheet)


def test_two_hundred_attachments_are_a_list_of_a_few_lines(shown: Shown) -> None:
    put(shown, *(FileContent(f"shot {n}.png", str(n).encode()) for n in range(200)))
    files = shown.page.findChild(FileList)
    assert files is not None
    assert files.height() < 300
    assert listed(shown)[0].startswith("shot 199.png")
