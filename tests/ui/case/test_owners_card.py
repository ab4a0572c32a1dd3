"""Who has had a case for how long, on its page."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QLabel

from models.commands.cases import assign
from tests.ui.case.conftest import Shown
from ui.case.owners_card import OwnersCard


def told(shown: Shown) -> list[str]:
    card = shown.page.findChild(OwnersCard)
    assert card is not None
    labels = card.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(shown.page) and label.text()]


def test_it_tells_who_had_it_how_long_and_with_whom_the_target_went(shown: Shown) -> None:
    shown.clock.instant += timedelta(minutes=40)
    mine = partial(assign, case_ids=[shown.case_id], person_id=shown.database.person_id)
    shown.workspace.write(mine)
    shown.wait(lambda case: case.row.assignee == "Ana Ruiz")
    shown.clock.instant += timedelta(minutes=50)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: "Ana Ruiz, now" in told(shown))
    words = told(shown)
    assert words[0] == "Who had it"
    assert words[words.index("Ana Ruiz, now") + 1] == "50 min"
    assert words[words.index("Nobody (squad lead)") + 1] == "40 min"
    said = "First response: of 1 h, 40 min unassigned, 20 min with Ana Ruiz"
    assert any(said in one.split("\n") for one in words)
