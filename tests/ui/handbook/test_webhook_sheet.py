"""The webhook is set in a sheet of the Handbook page, and tried against a receiver."""

import json
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.handbook.instants import to_seconds
from models.queries.webhook import ESCALATED, QUEUE, WEBHOOK_SECRET, Hook, hook_of, value
from models.webhook_signing import verify
from tests.desktop.hook import Hook as Receiver
from tests.ui.handbook.conftest import Show, Shown
from tests.ui.keyboard import press
from ui.handbook.webhook_sheet import WebhookSheet
from ui.tasks import Tasks

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hook() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def opened(shown: Shown) -> WebhookSheet:
    shown.page.go_to("clocks")
    shown.actions.action("handbook.webhook").trigger()
    return shown.in_view(WebhookSheet)


def secret_of(shown: Shown) -> str:
    return shown.database.read(partial(value, name=WEBHOOK_SECRET))


def type_in(field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def set_it(shown: Shown, sheet: WebhookSheet) -> Hook:
    press(Qt.Key.Key_Return, CONTROL)
    shown.qtbot.waitUntil(lambda: shown.page.window().findChildren(WebhookSheet) == [])
    found = shown.database.read(hook_of)
    assert found is not None
    return found


def tried(shown: Shown, sheet: WebhookSheet, begin: str) -> str:
    """What is said of a test, once it is there."""
    QTest.mouseClick(sheet.test, Qt.MouseButton.LeftButton)
    shown.qtbot.waitUntil(lambda: begin in shown.words(sheet))
    return next(line for line in shown.words(sheet).splitlines() if line.startswith(begin))


def test_a_pager_is_set_tried_and_told_at_once_that_it_is_over(
    shown: Shown, hook: Receiver
) -> None:
    sheet = opened(shown)
    assert sheet.key.isHidden() is False
    assert not sheet.key.isVisible()
    type_in(sheet.url, hook.url)
    QTest.mouseClick(sheet.shape.chips[2], Qt.MouseButton.LeftButton)
    assert '"event_action": "trigger"' in sheet.example.toPlainText()
    said = tried(shown, sheet, "■ A pager takes only")
    assert hook.got == []
    type_in(sheet.key, "R0UT3")
    assert said not in shown.words(sheet)
    hook.answer = 202
    assert tried(shown, sheet, "Taken") == "Taken: the webhook answered 202."
    assert [told["event_action"] for told in hook.got] == ["trigger", "resolve"]
    assert {told["routing_key"] for told in hook.got} == {"R0UT3"}
    assert shown.database.read(hook_of) is None  # it was a test
    QTest.mouseClick(sheet.posts.chips[0], Qt.MouseButton.LeftButton)
    found = set_it(shown, sheet)
    assert (found.url, found.shape, found.key, found.posts) == (
        hook.url, "pager", "R0UT3", (QUEUE,),
    )  # fmt: skip
    host = hook.url.split("/")[2]
    shown.qtbot.waitUntil(
        lambda: f"are posted to {host}, as incidents" in shown.words(shown.page.sections.webhook)
    )


def test_the_receiver_s_own_words_are_told_and_neither_key_nor_secret_is_shown(
    shown: Shown, hook: Receiver
) -> None:
    given = partial(set_webhook, url=hook.url, shape="pager", key="R0UT3")
    shown.database.write(given)
    secret = secret_of(shown)
    sheet = opened(shown)
    held = [line.text() for line in sheet.findChildren(QLineEdit)]
    assert "R0UT3" not in "\n".join((shown.words(sheet), sheet.example.toPlainText(), *held))
    assert secret not in "\n".join((shown.words(sheet), sheet.example.toPlainText(), *held))
    hook.answer, hook.says = 403, "no such\nintegration"
    told = tried(shown, sheet, "Not taken")
    assert told == "Not taken. The webhook answered 403. It said: “no such integration”"
    headers, body = hook.raw[0]
    assert verify(secret, headers, body, to_seconds(shown.workspace.clock.now()))
    assert json.loads(body)["routing_key"] == "R0UT3"  # the one that is kept
    QTest.mouseClick(sheet.copy, Qt.MouseButton.LeftButton)
    shown.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == secret)
    QGuiApplication.clipboard().clear()  # what comes after is not to find it there
    QTest.mouseClick(sheet.renew, Qt.MouseButton.LeftButton)
    shown.qtbot.waitUntil(lambda: secret_of(shown) != secret)
    assert set_it(shown, sheet).key == "R0UT3"


def test_what_is_no_address_is_said_at_its_field_and_nothing_posts_nothing(shown: Shown) -> None:
    sheet = opened(shown)
    type_in(sheet.url, "pager.example.org")
    press(Qt.Key.Key_Return, CONTROL)
    shown.qtbot.waitUntil(lambda: "■ “pager.example.org” is no address" in shown.words(sheet))
    type_in(sheet.url, "https://pager.example.org/x")
    for chip in sheet.posts.chips:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert sheet.example.toPlainText() == "Nothing is posted."
    press(Qt.Key.Key_Return, CONTROL)
    shown.qtbot.waitUntil(lambda: "■ It posts nothing" in shown.words(sheet))
    QTest.mouseClick(sheet.posts.chips[0], Qt.MouseButton.LeftButton)
    assert set_it(shown, sheet).posts == (ESCALATED,)


def test_an_address_that_is_left_is_kept_nowhere(shown: Shown) -> None:
    kept: list[str] = []
    shown.drafts.kept.connect(kept.append)
    sheet = opened(shown)
    type_in(sheet.url, "https://chat.example.org/s3cret")
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: shown.page.window().findChildren(WebhookSheet) == [])
    assert kept == []
    assert opened(shown).url.text() == ""


def test_whoever_does_not_lead_reads_where_it_goes_and_no_more(
    show: Show, database: Database
) -> None:
    database.write(partial(set_webhook, url="https://chat.example.org/s3cret", shape="chat"))
    database.person_id = database.write(partial(add_person, name="Ben Okafor")).result
    shown = show(database)
    said: list[str] = []
    shown.workspace.said.connect(said.append)
    shown.page.go_to("clocks")
    card = shown.page.sections.webhook
    shown.qtbot.waitUntil(lambda: "chat.example.org, as a sentence" in shown.words(card))
    assert "The lead says where." in shown.words(card)
    assert "s3cret" not in shown.words()
    shown.actions.action("handbook.webhook").trigger()
    shown.qtbot.waitUntil(lambda: said == ["Where it is posted is for the lead to say"])
    assert shown.page.window().findChildren(WebhookSheet) == []


def test_what_was_said_to_a_test_is_not_left_beside_another_address(
    shown: Shown, hook: Receiver, tasks: Tasks
) -> None:
    sheet = opened(shown)
    type_in(sheet.url, hook.url)
    told = tried(shown, sheet, "Taken")
    QTest.keyClicks(sheet.url, "x")
    assert told not in shown.words(sheet)
    type_in(sheet.url, hook.url)
    tried(shown, sheet, "Taken")
    QTest.mouseClick(sheet.shape.chips[1], Qt.MouseButton.LeftButton)
    assert told not in shown.words(sheet)
    QTest.mouseClick(sheet.test, Qt.MouseButton.LeftButton)
    type_in(sheet.url, "https://elsewhere.example.org")
    assert "Waiting" not in shown.words(sheet)
    shown.qtbot.waitUntil(lambda: not tasks.busy)
    assert len(hook.got) == 3
    assert told not in shown.words(sheet)


def test_the_keyboard_stays_where_a_test_is_sent_and_sends_one_at_a_time(
    shown: Shown, hook: Receiver, tasks: Tasks
) -> None:
    sheet = opened(shown)
    type_in(sheet.url, hook.url)
    sheet.test.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert sheet.test.hasFocus()
    shown.qtbot.waitUntil(lambda: not tasks.busy)
    assert "Taken" in shown.words(sheet)
    assert len(hook.got) == 1
