"""All of an entry's words, however long their lines are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextBrowser

from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, texts, timeline, write
from tests.ui.keyboard import press
from ui.case.timeline_model import ENTRY
from ui.widgets.markdown_view import broken
from ui.widgets.sheet import Sheet


class Opener(QObject):
    """Takes the addresses that would go to a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("https", made, "take")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("https")


def read_last(shown: Shown) -> QTextBrowser:
    timeline(shown).setFocus()
    press(Qt.Key.Key_Return)
    (browser,) = shown.page.window().findChildren(QTextBrowser)
    return browser


def test_a_reply_is_shown_as_markdown_and_copied_as_it_was_typed(shown: Shown) -> None:
    source = "**Done**: see `log`"
    write(shown, Qt.Key.Key_R, source)
    shown.qtbot.waitUntil(lambda: texts(shown)[-1] == source)
    assert timeline(shown).entries.entries[-1].markdown
    assert read_last(shown).toPlainText() == "Done: see log"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == source


def test_what_the_customer_wrote_is_shown_as_it_came(shown: Shown) -> None:
    write(shown, Qt.Key.Key_C, "a * b * c, _really_ and [x](y)")
    shown.qtbot.waitUntil(lambda: texts(shown)[-1].startswith("a * b"))
    entry = timeline(shown).entries.index(1).data(ENTRY)
    assert not entry.markdown


def test_a_link_opens_only_after_its_target_was_shown(shown: Shown, opener: Opener) -> None:
    write(shown, Qt.Key.Key_R, "See [the status page](https://status.example/now)")
    shown.qtbot.waitUntil(lambda: len(texts(shown)) == 2)
    browser = read_last(shown)
    browser.anchorClicked.emit(QUrl("https://status.example/now"))
    assert opener.urls == []
    (sheet,) = (s for s in shown.page.window().findChildren(Sheet) if s.isVisible())
    said = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert "This leads to https://status.example/now" in said
    (button,) = (b for b in sheet.findChildren(QPushButton) if b.text() == "Open it")
    button.click()
    assert opener.urls == ["https://status.example/now"]
    browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert not button.isVisible()


def test_lines_a_person_writes_stay_as_they_are() -> None:
    assert broken("one\n\ntwo " * 900) == "one\n\ntwo " * 900


def test_a_very_long_line_is_broken_and_no_letter_is_lost() -> None:
    long = "x" * 9_000
    shown = broken(f"before\n{long}\n\nafter")
    assert max(map(len, shown.split("\n"))) <= 4_000
    assert shown.replace("\n", "") == f"before{long}after"
    assert shown.startswith("before\n")
    assert shown.endswith("\n\nafter")
