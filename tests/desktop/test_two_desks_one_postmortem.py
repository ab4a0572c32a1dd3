"""Two windows, each with its own connection to one desk, write the same postmortem."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.database import Database
from models.queries.postmortem import PostmortemDetail
from models.schema import open_checked
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.breached import breached, read, started
from tests.ui.keyboard import press
from tests.ui.reviews.postmortem_desk import people
from ui.review_place import ReviewPlace
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.reviews.postmortems_tab import PostmortemsTab
from ui.reviews.reviews_page import ReviewsPage
from ui.widgets.clash_sheet import ClashSheet
from ui.widgets.company_line import CompanyLine

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class At:
    """Somebody at a window of their own."""

    desk: Desk
    database: Database
    qtbot: QtBot
    said: list[str]

    @property
    def tab(self) -> PostmortemsTab:
        page = self.desk.window.page("reviews")
        assert isinstance(page, ReviewsPage)
        assert isinstance(page.tab, PostmortemsTab)
        return page.tab

    @property
    def editor(self) -> PostmortemEditor:
        return self.tab.editor

    def begin(self) -> None:
        """The postmortem in the editor."""
        self.come()
        self.desk.window.show_place("reviews", ReviewPlace("postmortems", 1))
        settle(self.qtbot, self.desk)
        press(Qt.Key.Key_E)
        self.qtbot.waitUntil(self.editor.isVisible)
        settle(self.qtbot, self.desk)

    def come(self) -> None:
        """To this window."""
        self.desk.window.activateWindow()
        self.qtbot.waitUntil(self.desk.window.isActiveWindow)

    def text(self, name: str) -> QPlainTextEdit:
        parts = self.editor.parts.text_parts
        return next(part.text(name) for part in parts if name in part.fields)

    def write(self, name: str, words: str) -> None:
        """Type over what stands in a field."""
        self.come()
        self.text(name).setFocus()
        press(Qt.Key.Key_A, CTRL)
        first, *lines = words.split("\n")
        QTest.keyClicks(self.text(name), first)
        for line in lines:
            QTest.keyClick(self.text(name), Qt.Key.Key_Return)
            QTest.keyClicks(self.text(name), line)

    def name_factor(self, words: str) -> None:
        self.come()
        press(Qt.Key.Key_F, ALT)
        QTest.keyClicks(self.editor.parts.factors.line, words)
        press(Qt.Key.Key_Return)

    def save(self) -> None:
        """By its key."""
        self.come()
        self.text("body").setFocus()
        press(Qt.Key.Key_Return, CTRL)

    def is_through(self) -> bool:
        """What was typed is saved, and nothing waits to be."""
        kept = self.desk.backstage.drafts.get("postmortem-1")
        return not (self.editor.isVisible() or kept or self.desk.tasks.busy)

    def sheet(self) -> ClashSheet | None:
        sheets = self.desk.window.findChildren(ClashSheet)
        return next((one for one in sheets if one.isVisible()), None)

    def told(self) -> PostmortemDetail:
        return read(self.database, 1)

    def words(self) -> str:
        labels = self.desk.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def both(
    qapp: QApplication, qtbot: QtBot, database: Database, clock: MovingClock, desk_address: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[At, At]]:  # fmt: skip
    """Ana and Ben, each with the postmortem in the editor, on computers of their own."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr("ui.reviews.postmortem_merging._LOOK_MS", 20)
    made = people(database)
    started(database, breached(database, clock))
    other = Database(open_checked(desk_address), database.clock, made["Ben"])
    ats = []
    for name, one in (("ana", database), ("ben", other)):
        (tmp_path / name).mkdir()
        desk = open_window(qapp, one, tmp_path / name)
        settle(qtbot, desk)
        at = At(desk, one, qtbot, [])
        desk.workspace.said.connect(at.said.append)
        ats.append(at)
    first, second = ats
    for at in ats:
        at.begin()
    yield first, second
    for at in ats:
        close_window(qtbot, at.desk)
    other.close()


def test_other_parts_are_put_together_without_a_question_and_that_is_said(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, ben = both
    ana.write("went_well", "The alert came")
    ana.name_factor("Cache ran full")
    ben.write("went_badly", "Nobody looked")
    ben.name_factor("No owner at night")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    ben.save()
    qtbot.waitUntil(ben.is_through)
    assert (ana.sheet(), ben.sheet()) == (None, None)
    said = ana.told().said
    assert said.fields["went_well"] == "The alert came"
    assert said.fields["went_badly"] == "Nobody looked"
    assert {"Cache ran full", "No owner at night"} <= set(said.factors)
    assert ben.said[-1] == "Put together with what was saved meanwhile"
    assert "Put together with what was saved meanwhile" not in ana.said
    assert [row.who for row in ana.told().versions] == ["Ben", "Ana", "Ana"]


def test_that_somebody_saved_it_is_said_while_the_other_writes(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, ben = both
    ben.write("lucky", "It was a Sunday")
    ana.write("body", "Links stalled")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    qtbot.waitUntil(lambda: "Ana saved this postmortem meanwhile." in ben.words())
    assert ben.text("lucky").toPlainText() == "It was a Sunday"


def test_of_the_same_line_the_second_alone_is_asked_and_settles_it(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, ben = both
    ana.write("body", "It began at two.\n\nThen it was full.")
    ana.save()
    qtbot.waitUntil(ana.is_through)
    ben.write("body", "It began at three.\n\nThen it was full.")
    ben.write("lucky", "It was a Sunday")
    ben.save()
    qtbot.waitUntil(lambda: ben.sheet() is not None)
    settle(qtbot, ben.desk)
    assert ana.told().said.body.startswith("It began at two.")  # until Ben has decided
    sheet = ben.sheet()
    assert sheet is not None
    assert "What happened" in ben.words()
    assert sheet.columns.theirs.toPlainText().startswith("It began at two.")
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(ben.is_through)
    told = ana.told()
    assert told.said.body == "It began at two.\n\nThen it was full."
    assert told.said.fields["lucky"] == "It was a Sunday"
    assert told.number == 3
    assert ben.desk.backstage.drafts.get("postmortem-1-clash") == {}


def test_two_titles_are_asked_about_as_a_fact(both: tuple[At, At], qtbot: QtBot) -> None:
    ana, ben = both
    for at, words in ((ana, "Exports stall at night"), (ben, "Exports stall on Sundays")):
        at.come()
        at.editor.parts.title.setFocus()
        press(Qt.Key.Key_A, CTRL)
        QTest.keyClicks(at.editor.parts.title, words)
    ana.save()
    qtbot.waitUntil(ana.is_through)
    ben.save()
    qtbot.waitUntil(lambda: ben.sheet() is not None)
    settle(qtbot, ben.desk)
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(ben.is_through)
    assert ana.told().said.title == "Exports stall on Sundays"


def test_both_at_once_and_nothing_of_either_is_lost(both: tuple[At, At], qtbot: QtBot) -> None:
    ana, ben = both
    ana.write("went_well", "The alert came")
    ben.write("went_badly", "Nobody looked")
    for at in both:  # neither waits for the other
        at.save()
    for at in both:
        qtbot.waitUntil(at.is_through)
    said = ana.told().said
    assert (said.fields["went_well"], said.fields["went_badly"]) == (
        "The alert came", "Nobody looked",
    )  # fmt: skip


def test_each_sees_that_the_other_writes_it_until_they_leave(
    both: tuple[At, At], qtbot: QtBot
) -> None:
    ana, ben = both
    (line,) = ana.tab.findChildren(CompanyLine)

    def look() -> bool:
        ana.desk.window.page("reviews").activated()
        settle(qtbot, ana.desk)
        return line.isVisible()

    qtbot.waitUntil(look)
    assert line.accessibleName() == "Ben also has this open"
    ben.come()
    ben.desk.window.show_place("queue")
    qtbot.waitUntil(lambda: not look())
    ben.desk.window.show_place("reviews")
    qtbot.waitUntil(look)
