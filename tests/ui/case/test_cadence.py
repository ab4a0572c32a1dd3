"""An update that is owed soon has a draft; a P1 has a channel that is kept live."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from models.commands.cases import assign, change_priority
from models.commands.contacts import add_note, log_contact
from tests.models.commands.desk import clock_of
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, composer, texts, type_words
from tests.ui.case.test_templates import ALT
from tests.ui.keyboard import press
from ui.case.cadence_card import CadenceCard
from ui.case.clock_row import ClockRow


def card(shown: Shown) -> CadenceCard:
    found = shown.page.findChild(CadenceCard)
    assert found is not None
    return found


def test_when_an_update_nears_its_draft_says_what_happened_and_what_is_promised(
    shown: Shown,
) -> None:
    write = shown.workspace.write
    write(partial(log_contact, case_id=shown.case_id, type="reply", text="On it"))
    write(partial(add_note, case_id=shown.case_id, text="It is the disk"))
    write(partial(assign, case_ids=[shown.case_id], person_id=shown.database.person_id))
    shown.qtbot.waitUntil(lambda: "It is the disk" in texts(shown))
    assert not card(shown).isVisible()
    shown.clock.instant += timedelta(hours=19, minutes=40)  # of the 4 h of work time 3 h 40
    shown.page.activated()
    shown.qtbot.waitUntil(card(shown).isVisible)
    assert "▲ An update is owed by 10:28." in shown.words()
    assert "draft is ready" not in shown.words()  # before it is asked for the field is empty
    press(Qt.Key.Key_U, ALT)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() != "")
    draft = composer(shown).text.toPlainText()
    assert "- Ana Ruiz has it in hand." in draft
    assert "disk" not in draft
    assert "again by Wed 13 May 2026, 14:08 CEST." in draft
    shown.clock.instant += timedelta(minutes=2)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "again by Wed 13 May 2026, 14:10 CEST." in texts(shown)[-1])
    due_at = clock_of(shown.database, shown.case_id, "next_update", 3, "SLO").due_at
    assert due_at is not None
    assert f"{due_at:%H:%M}" == "12:10"
    shown.qtbot.waitUntil(lambda: not card(shown).isVisible())


def offered(shown: Shown) -> bool:
    """Whether a promise may be put into what is typed."""
    (button,) = (b for b in composer(shown).findChildren(QPushButton)
                 if b.text() == "Say when they hear from us again")  # fmt: skip
    return button.isVisible()


def test_a_reply_typed_by_hand_promises_the_next_update_by_a_key(shown: Shown) -> None:
    press(Qt.Key.Key_I)
    assert not offered(shown)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R)
    type_words("We are on it.")
    assert offered(shown)
    press(Qt.Key.Key_P, ALT)
    said = "We are on it.\n\nYou hear from us again by Wed 13 May 2026, 10:28 CEST."
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == said)
    assert not offered(shown)
    shown.clock.instant += timedelta(minutes=9)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: texts(shown)[-1] == said.replace("10:28", "10:37"))
    due_at = clock_of(shown.database, shown.case_id, "next_update", 2, "SLO").due_at
    assert due_at is not None
    assert f"{due_at:%H:%M}" == "08:37"


def test_where_no_update_is_owed_none_is_offered_to_be_promised(shown: Shown) -> None:
    lower = partial(change_priority, case_ids=[shown.case_id], priority="P4", note="Small")
    shown.workspace.write(lower)
    press(Qt.Key.Key_R)
    shown.qtbot.waitUntil(lambda: "· counts as first response" in shown.words())
    shown.qtbot.waitUntil(lambda: "response + update" not in shown.words())
    assert not offered(shown)


def test_a_p1_has_a_channel_that_is_said_until_it_is_known(shown: Shown) -> None:
    raise_it = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="Down")
    shown.workspace.write(raise_it)
    shown.qtbot.waitUntil(lambda: "▲ No live channel yet" in shown.words())
    press(Qt.Key.Key_L, ALT)
    field = shown.sheet().findChild(QLineEdit, "channel")
    assert field is not None
    type_words("https://meet.example/cs-1001")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "● Live channel: https://meet.example/cs-1001" in shown.words())
    assert shown.case().fields["channel"] == "https://meet.example/cs-1001"


@pytest.mark.parametrize(
    ("minutes", "ink", "shape", "word"),
    [(14, "", "", ""), (25, "breached", "■", "5 min"), (45, "breached", "■", "15 min over")],
)
def test_what_is_owed_has_the_state_of_its_clock_in_shape_colour_and_word(
    shown: Shown, minutes: int, ink: str, shape: str, word: str
) -> None:
    raise_it = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="Down")
    shown.workspace.write(raise_it)
    shown.workspace.write(partial(log_contact, case_id=shown.case_id, type="reply", text="On it"))
    shown.qtbot.waitUntil(lambda: "On it" in texts(shown))
    shown.clock.instant += timedelta(minutes=minutes)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)
    owed = [label for label in card(shown).findChildren(QLabel)
            if label.isVisible() and "An update is owed" in label.text()]  # fmt: skip
    assert [label.property("ink") for label in owed] == [ink] * bool(ink)
    rows = shown.page.findChildren(ClockRow)
    (clock,) = [row for row in rows if "Next update" in row.text() and row.isVisible()]
    assert word in clock.accessibleName()
    for label in owed:
        assert label.text().startswith(shape)
        assert word in label.text() or minutes < 30
