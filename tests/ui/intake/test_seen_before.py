"""While a case is typed: what is like it, by keyboard, and never in the way."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.cases import NewCase
from models.database import Database
from models.handbook.zones import zone
from models.queries.similar import Seen, Similar, Typed
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.ui.articles import article_read, write_known_issue
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.drafts import Drafts, case_draft
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.intake.seen_before import SeenBefore
from ui.intake.seen_card import SeenCard
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.card import Card
from ui.workspace import Workspace

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


@dataclass
class Shown:
    """The page, and what tests look into."""

    page: NewCasePage
    database: Database
    drafts: Drafts
    qtbot: QtBot
    made: list[int] = field(default_factory=list)
    asked_for: list[int] = field(default_factory=list)

    @property
    def card(self) -> SeenCard:
        (card,) = self.page.findChildren(SeenCard)
        return card

    def control(self, name: str) -> QWidget:
        found = [w for k in (QLineEdit, QPlainTextEdit) for w in self.page.findChildren(k)]
        return next(w for w in found if w.accessibleName() == name)

    def type(self, name: str, words: str) -> None:
        self.control(name).setFocus()
        QTest.keyClicks(self.control(name), words)
        press(Qt.Key.Key_Tab)

    def type_alike(self, title: str = "Our exports stall at 95 %") -> None:
        """Type a title, and wait until what is like it is offered."""
        self.type("Title", title)
        self.qtbot.waitUntil(self.card.isVisible)

    def words(self) -> str:
        shown = [w for w in self.page.findChildren(QLabel) if w.isVisibleTo(self.page)]
        buttons = self.page.findChildren(QAbstractButton)
        return "\n".join(
            [w.text() for w in shown] + [b.text() for b in buttons if b.isVisibleTo(self.page)]
        )


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shown]:  # fmt: skip
    monkeypatch.setattr("ui.intake.seen_before.PAUSE_MS", 0)
    for title in ("Login loop in Chrome", "Wrong currency on invoices", "Webhook comes late"):
        opened(database, NewCase(title, incomplete=True))
    opened(database, replace(WHOLE, customer="Contoso"))
    yield _page(qtbot, theme, tasks, actions, database, clock, Drafts())
    tasks.shutdown()


def _page(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, drafts: Drafts,
) -> Shown:  # fmt: skip
    workspace = Workspace(database, tasks, clock, None)
    page = NewCasePage(theme, workspace, actions, zone("Europe/Berlin"), drafts)
    made = Shown(page, database, drafts, qtbot)
    page.case_made.connect(made.made.append)
    page.open_case_requested.connect(made.asked_for.append)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    page.focus_first()
    return made


def test_a_case_that_is_like_it_is_offered_while_the_title_is_typed(shown: Shown) -> None:
    assert not shown.card.isVisible()
    shown.type_alike()
    seen = shown.card.list.current()
    assert seen is not None
    assert (seen.key, seen.title) == ("CS-1004", "Exports stall at 90 %")
    assert shown.control("Customer").hasFocus()  # it takes no keyboard


def test_with_a_whole_word_nobody_waits_for_a_pause_in_typing(shown: Shown) -> None:
    (part,) = shown.page.findChildren(SeenBefore)
    part._pause.setInterval(3_600_000)
    title = shown.control("Title")
    QTest.keyClicks(title, "Exports stal")
    assert part._pause.isActive()
    QTest.keyClicks(title, "l ")
    assert not part._pause.isActive()
    shown.qtbot.waitUntil(shown.card.isVisible)
    QTest.keyClicks(title, "a")
    assert part._pause.isActive()


def test_what_nobody_has_said_leaves_the_form_as_it_is(shown: Shown) -> None:
    shown.type_alike()
    title = shown.control("Title")
    assert isinstance(title, QLineEdit)
    title.clear()
    assert not shown.card.isVisible()
    QTest.keyClicks(title, "Printer on fire")
    with shown.qtbot.waitSignal(shown.page._workspace._tasks.busy_changed, check_params_cb=_idle):
        QTest.keyClicks(title, "!")
    assert not shown.card.isVisible()


def _idle(busy: bool) -> bool:
    return not busy


def test_the_same_trouble_of_another_customer_is_linked_when_the_case_is_open(
    shown: Shown,
) -> None:
    shown.type_alike()
    shown.type("Customer", "Fabrikam")
    press(Qt.Key.Key_S, ALT)
    assert shown.card.list.hasFocus()
    assert "“Same as this” links the case you open with CS-1004." in shown.words()
    press(Qt.Key.Key_Return)
    assert "Will be linked with CS-1004" in shown.words()
    assert shown.drafts.get("new-case")["same_as"] == "CS-1004"
    assert shown.page.focusWidget() is not shown.card.list
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.made) == 1)
    new, old = detail(shown.database, shown.made[0]), detail(shown.database, 4)
    assert [(row.kind, row.data) for row in new.timeline][1:] == [
        ("linked", {"case": "CS-1004", "why": "same"})
    ]
    assert old.timeline[-1].data == {"case": "CS-1005", "why": "same"}
    assert shown.drafts.get("new-case") == {}


def test_what_the_same_customer_reports_again_goes_to_the_case_there_is(shown: Shown) -> None:
    shown.type_alike()
    shown.type("Customer", "contoso")
    shown.type("The customer's message", "It happened again.")
    press(Qt.Key.Key_S, ALT)
    assert (
        "“Add to this case” puts the words into CS-1004: Contoso reports it again." in shown.words()
    )
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.made == [4])
    last = detail(shown.database, 4).timeline[-1]
    assert (last.kind, last.data["text"]) == ("customer_message", "It happened again.")
    assert shown.drafts.get("new-case") == {}
    assert shown.control("Title").text() == ""  # type: ignore[attr-defined]
    assert not shown.card.isVisible()


def test_a_workaround_chosen_beside_begins_the_reply_to_what_is_reported_again(
    shown: Shown,
) -> None:
    shown.type_alike()
    shown.type("Customer", "Contoso")
    shown.drafts.keep(case_draft(4), {"kind": "reply", "text": "Hello Ana,"})
    chosen = shown.drafts.get("new-case") | {"workaround": "Export by month", "answer": "CS-1002"}
    shown.page._draft.show(chosen)
    press(Qt.Key.Key_S, ALT)
    shown.qtbot.waitUntil(lambda: shown.card.list.hasFocus())
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.made == [4])
    kept = shown.drafts.get(case_draft(4))
    assert kept == {"kind": "reply", "text": "Hello Ana,\n\nExport by month"}
    assert {"case": "CS-1002", "why": "answer"} in [
        row.data for row in detail(shown.database, 4).timeline
    ]


def test_what_was_typed_besides_the_message_is_a_note_on_the_case(shown: Shown) -> None:
    shown.type_alike()
    shown.type("Customer", "Contoso")
    shown.type("Contact", "Ana Ruiz")
    shown.type("The customer's message", "It happened again.")
    shown.type("Steps to reproduce", "Export a year")
    shown.type("Version", "4.2")
    shown.type("Expected", "A file")
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.made == [4])
    note, message = detail(shown.database, 4).timeline[-2:]
    assert (note.kind, message.data["text"]) == ("note", "It happened again.")
    said = note.data["text"].splitlines()
    for line in (
        "Title: Our exports stall at 95 %", "Steps to reproduce: Export a year", "Expected: A file",
        "Environment: 4.2", "Contact: Ana Ruiz",
    ):  # fmt: skip
        assert line in said


def test_without_words_of_the_customers_those_of_the_form_are_added(shown: Shown) -> None:
    shown.type_alike()
    shown.type("Customer", "Contoso")
    shown.type("Steps to reproduce", "Export a year")
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.made == [4])
    last = detail(shown.database, 4).timeline[-1]
    assert last.data["text"] == "Our exports stall at 95 %\n\nExport a year"


def test_words_from_before_the_case_are_said_at_their_field_and_kept(shown: Shown) -> None:
    shown.type_alike()
    shown.type("Customer", "Contoso")
    shown.type("Received", "20 min ago")
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: "CS-1004 was opened later than that." in shown.words())
    assert shown.made == []
    assert shown.control("Title").text() == "Our exports stall at 95 %"  # type: ignore[attr-defined]


def test_a_workaround_becomes_the_beginning_of_the_reply(shown: Shown) -> None:
    write_known_issue(shown.database)
    shown.type_alike()
    press(Qt.Key.Key_S, ALT)
    seen = shown.card.list.current()
    assert seen is not None
    assert seen.key == "KI-1"
    press(Qt.Key.Key_Return)
    assert "Reply: the workaround of KI-1" in shown.words()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.made) == 1)
    case_id = shown.made[0]
    assert shown.drafts.get(case_draft(case_id)) == {
        "kind": "reply", "text": "Export month by month.",
    }  # fmt: skip
    assert detail(shown.database, case_id).timeline[-1].data == {"article": "KI-1", "why": "answer"}


def test_a_known_issue_is_read_and_used_from_there(shown: Shown) -> None:
    write_known_issue(shown.database)
    shown.type_alike()
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_O)
    sheet = article_read(shown.qtbot, shown.page.window())
    assert sheet.words.toPlainText().startswith("Exports over 2 GB stall.")
    press(Qt.Key.Key_Escape)
    assert shown.card.list.hasFocus()
    press(Qt.Key.Key_O)
    article_read(shown.qtbot, shown.page.window())
    press(Qt.Key.Key_Return, CTRL)
    assert "Reply: the workaround of KI-1" in shown.words()
    assert shown.made == []


def test_a_known_issue_without_a_workaround_is_linked_with_the_case(shown: Shown) -> None:
    write_known_issue(shown.database, "## Cause\nA full disk.")
    shown.type_alike()
    press(Qt.Key.Key_S, ALT)
    seen = shown.card.list.current()
    assert seen is not None
    assert seen.key == "KI-1"
    assert "“Same as this” links the case you open with KI-1." in shown.words()
    press(Qt.Key.Key_Return)
    assert "Will be linked with KI-1" in shown.words()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.made) == 1)
    (link,) = detail(shown.database, shown.made[0]).links
    assert (link.key, str(link.words())) == ("KI-1", "Known issue")


def test_what_was_chosen_can_be_taken_back(shown: Shown) -> None:
    shown.type_alike()
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    (cross,) = [
        b for b in shown.page.findChildren(QAbstractButton)
        if b.accessibleName() == "Do not link them"
    ]  # fmt: skip
    cross.setFocus()
    press(Qt.Key.Key_Space)
    assert "Will be linked" not in shown.words()
    assert "same_as" not in shown.drafts.get("new-case")


def test_escape_goes_back_to_the_field_and_o_opens_the_case(shown: Shown) -> None:
    shown.type_alike()
    shown.control("Impact").setFocus()
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Escape)
    assert shown.control("Impact").hasFocus()
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_O)
    assert shown.asked_for == [4]


def test_many_of_late_are_said_plainly(shown: Shown) -> None:
    for number in range(2):
        opened(shown.database, replace(WHOLE, title=f"Exports stall at {number} %"))
    shown.type_alike()
    assert "Three similar today" in shown.words()


def test_a_draft_comes_back_with_what_was_chosen(
    shown: Shown, theme: Theme, tasks: Tasks, clock: MovingClock
) -> None:
    shown.type_alike()
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_Return)
    again = _page(
        shown.qtbot, theme, tasks, Actions(), shown.database, clock, shown.drafts
    )  # fmt: skip
    assert "Will be linked with CS-1004" in again.words()
    again.qtbot.waitUntil(again.card.isVisible)


def test_an_older_answer_never_takes_the_place_of_a_newer(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, clock: MovingClock
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def answer(_session: object, typed: Typed, now: object) -> Similar:
        if typed.title.endswith("old"):
            begun.set()
            go_on.wait(30)
        row = Seen("case", 4, "CS-1004", typed.title, "", "new", clock.now(), 1.0, "")
        return Similar((row,))

    monkeypatch.setattr("ui.intake.seen_before.similar", answer)
    title = shown.control("Title")
    QTest.keyClicks(title, "exports old")
    shown.qtbot.waitUntil(begun.is_set)
    QTest.keyClicks(title, " new")
    shown.qtbot.waitUntil(lambda: _title(shown) == "exports old new")
    with shown.qtbot.waitSignal(shown.page._workspace._tasks.busy_changed, check_params_cb=_idle):
        go_on.set()
    assert _title(shown) == "exports old new"


def _title(shown: Shown) -> str:
    seen = shown.card.list.current()
    return seen.title if seen is not None else ""


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    write_known_issue(shown.database)
    shown.type_alike()
    assert unnamed(shown.page) == []


def test_with_nothing_to_say_the_cards_of_the_form_begin_at_the_same_height(shown: Shown) -> None:
    form = shown.page.findChildren(NewCaseForm)[0]

    def tops() -> set[int]:
        cards = [card for card in form.findChildren(Card) if card.isVisible()]
        return {card.mapTo(form, QPoint(0, 0)).y() for card in cards}

    shown.qtbot.waitUntil(lambda: tops() == {0})
