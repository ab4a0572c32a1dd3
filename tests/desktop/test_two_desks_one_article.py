"""Two windows, each with its own connection to one desk, save the same article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.articles import NewArticle, write_article
from models.commands.people import add_person
from models.database import Database
from models.queries.article import ArticleDetail, article_detail
from models.queries.article_versions import article_versions
from models.schema import open_checked
from tests.desktop.desks import close_window, open_window, settle
from tests.ui.keyboard import press
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge.knowledge_page import KnowledgePage
from ui.widgets.clash_sheet import ClashSheet

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
BODY = "## Symptom\n\nExports over 2 GB stall.\n\n## Workaround\n\nExport month by month.\n\n## End"


@dataclass
class At:
    """Somebody at a window of their own."""

    desk: Desk
    database: Database
    qtbot: QtBot
    said: list[str]

    @property
    def page(self) -> KnowledgePage:
        page = self.desk.window.page("knowledge")
        assert isinstance(page, KnowledgePage)
        return page

    @property
    def editor(self) -> ArticleEditor:
        return self.page.editor

    def come(self) -> None:
        """To this window."""
        self.desk.window.activateWindow()
        self.qtbot.waitUntil(self.desk.window.isActiveWindow)

    def begin(self) -> None:
        """The article in the editor."""
        self.come()
        self.desk.window.show_place("knowledge", "KI-1")
        settle(self.qtbot, self.desk)
        press(Qt.Key.Key_E)
        self.qtbot.waitUntil(lambda: self.page.is_editing and self.editor.source.hasFocus())
        settle(self.qtbot, self.desk)

    def replace(self, old: str, new: str) -> None:
        """Select some words, and type others."""
        self.come()
        found = self.editor.source.document().find(old)
        assert not found.isNull()
        self.editor.source.setTextCursor(QTextCursor(found))
        QTest.keyClicks(self.editor.source, new)

    def save(self) -> None:
        """By its key; it is through once nothing is read or written."""
        self.come()
        self.editor.source.setFocus()
        press(Qt.Key.Key_Return, CTRL)

    def sheet(self) -> ClashSheet | None:
        sheets = self.desk.window.findChildren(ClashSheet)
        return next((one for one in sheets if one.isVisible()), None)

    def article(self) -> ArticleDetail:
        return self.database.read(partial(article_detail, key="KI-1"))

    def is_through(self) -> bool:
        """What was typed is saved, and nothing waits to be."""
        kept = self.desk.backstage.drafts.get("article-1")
        return not (self.page.is_editing or kept or self.desk.tasks.busy)


@pytest.fixture
def both(
    qapp: QApplication, qtbot: QtBot, database: Database, desk_address: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[At, At]]:  # fmt: skip
    """Ana and Kim, each with the article in the editor, on computers of their own."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr("ui.knowledge.merging._LOOK_MS", 20)
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    kim = database.write(partial(add_person, name="Kim Lund")).result
    database.person_id = ana
    database.write(partial(write_article, new=NewArticle("known_issue", "Exports stall", BODY)))
    other = Database(open_checked(desk_address), database.clock, kim)
    made = []
    for name, one in (("ana", database), ("kim", other)):
        (tmp_path / name).mkdir()
        desk = open_window(qapp, one, tmp_path / name)
        settle(qtbot, desk)
        at = At(desk, one, qtbot, [])
        desk.workspace.said.connect(at.said.append)
        made.append(at)
    first, second = made
    for at in made:
        at.begin()
    yield first, second
    for at in made:
        close_window(qtbot, at.desk)
    other.close()


def told(at: At) -> Callable[[], bool]:
    return lambda: any(said.startswith("Put together with what") for said in at.said)


def test_other_lines_are_put_together_without_a_question_and_that_is_said(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, kim = both
    ana.replace("2 GB", "3 GB")
    kim.replace("month by month", "week by week")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    kim.save()
    qtbot.waitUntil(kim.is_through)
    assert (ana.sheet(), kim.sheet()) == (None, None)
    assert kim.said[-1] == "Put together with what Ana Ruiz saved meanwhile"
    assert not told(ana)()
    made = BODY.replace("2 GB", "3 GB").replace("month by month", "week by week")
    assert (ana.article().body, ana.article().number) == (made, 3)
    rows = kim.database.read(partial(article_versions, article_id=1))
    assert [row.author for row in rows] == ["Kim Lund", "Ana Ruiz", "Ana Ruiz"]
    ana.desk.window.show_place("queue")
    ana.desk.window.show_place("knowledge", "KI-1")
    qtbot.waitUntil(lambda: "week by week" in ana.page.pane.words.toPlainText())


def test_that_somebody_saved_it_is_said_while_the_other_writes(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, kim = both
    kim.replace("End", "The end")
    ana.replace("2 GB", "3 GB")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    qtbot.waitUntil(lambda: "Ana Ruiz saved this article meanwhile." in words(kim))
    assert kim.editor.source.toPlainText() == BODY.replace("End", "The end")
    assert "meanwhile" not in words(ana)


def words(at: At) -> str:
    labels = at.editor.banner.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_of_the_same_line_the_second_alone_is_asked_and_settles_it(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, kim = both
    ana.replace("2 GB", "3 GB")
    kim.replace("2 GB", "4 GB")
    kim.replace("End", "The end")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    kim.save()
    qtbot.waitUntil(lambda: kim.sheet() is not None)
    settle(qtbot, kim.desk)
    assert ana.sheet() is None
    assert kim.article().body == BODY.replace("2 GB", "3 GB")  # until Kim has decided
    sheet = kim.sheet()
    assert sheet is not None
    columns = sheet.columns
    assert columns.mine.toPlainText() == "Exports over 4 GB stall."
    assert columns.theirs.toPlainText() == "Exports over 3 GB stall."
    QTest.keyClicks(columns.result, "Exports over 3 to 4 GB stall.")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(kim.is_through)
    made = BODY.replace("2 GB", "3 to 4 GB").replace("End", "The end")
    assert (ana.article().body, ana.article().number) == (made, 3)
    assert (ana.sheet(), kim.sheet()) == (None, None)
    assert kim.desk.backstage.drafts.get("article-1-clash") == {}


def test_both_at_once_and_nothing_of_either_is_lost(both: tuple[At, At], qtbot: QtBot) -> None:
    ana, kim = both
    ana.replace("2 GB", "3 GB")
    kim.replace("month by month", "week by week")
    for at in both:  # neither waits for the other
        at.save()
    for at in both:
        qtbot.waitUntil(at.is_through)
    made = BODY.replace("2 GB", "3 GB").replace("month by month", "week by week")
    assert (ana.article().body, kim.article().number) == (made, 3)
    assert sorted([told(ana)(), told(kim)()]) == [False, True]


def test_a_third_save_while_the_sheet_is_open_is_put_in_too(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, kim = both
    ana.replace("2 GB", "3 GB")
    kim.replace("2 GB", "4 GB")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    kim.save()
    qtbot.waitUntil(lambda: kim.sheet() is not None)
    ana.begin()
    ana.replace("End", "The end")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    kim.come()
    sheet = kim.sheet()
    assert sheet is not None
    sheet.columns.result.setFocus()
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(kim.is_through)
    made = BODY.replace("2 GB", "4 GB").replace("End", "The end")
    assert (kim.article().body, kim.article().number) == (made, 4)
