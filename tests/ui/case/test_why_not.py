"""A key of what cannot be done now says why."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from models.commands.cases import pause
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.why_not import why_not


@pytest.mark.parametrize(("name", "status", "legal", "said"), [
    ("close", "in_progress", {"resolve"},
     "Close: not while the case is in progress. Resolve comes first (E)."),
    ("close", "waiting_customer", {"resume"},
     "Close: not while the case is waiting on customer. Resume comes first (U)."),
    ("pause", "closed", {"reopen"}, "Pause: not while the case is closed."),
])  # fmt: skip
def test_why_it_cannot_be_done_and_what_comes_first(
    name: str, status: str, legal: set[str], said: str
) -> None:
    assert why_not(name, status, legal) == said


def test_a_key_that_can_do_nothing_on_a_paused_case_says_why(shown: Shown) -> None:
    waits = partial(pause, status="waiting_customer", waiting_for="Their log")
    shown.workspace.write(partial(waits, case_ids=[shown.case_id]), lambda _: None, shown.page)
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.resume").isEnabled())
    before = len(shown.said)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    (said,) = shown.said[before:]
    assert said.startswith("Close: not while the case is waiting on customer.")
