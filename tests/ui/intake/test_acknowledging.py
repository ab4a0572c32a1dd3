"""What waits below a case that was opened just now: its acknowledgement."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.commands.handbook import publish_handbook
from models.handbook.events import ACKNOWLEDGED
from models.handbook.publication import Publication
from tests.conftest import MovingClock
from tests.models.commands.desk import detail
from tests.models.handbook.policies import SOURCE
from tests.ui.intake.test_new_case_page import CTRL, Shown, fill
from tests.ui.intake.test_new_case_page import shown as shown
from tests.ui.keyboard import press
from ui.drafts import case_draft
from ui.intake.acknowledging import ACKNOWLEDGEMENT


def save(shown: Shown) -> int:
    fill(shown)
    shown.choose("P2")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    return shown.opened[0]


def test_the_draft_waits_below_the_case_and_nothing_is_recorded(shown: Shown) -> None:
    case_id = save(shown)
    kept = shown.drafts.get(case_draft(case_id))
    assert kept["kind"] == ACKNOWLEDGEMENT
    assert "Its case number is CS-1001." in kept["text"]
    assert kept["promised"] in kept["text"]
    assert ACKNOWLEDGED not in [row.kind for row in detail(shown.database, case_id).timeline]
    assert QApplication.clipboard().text() == ""


def test_it_is_recorded_unseen_and_copied_only_where_the_policy_says_so(
    shown: Shown, clock: MovingClock
) -> None:
    source = SOURCE.replace("acknowledge_unseen = false", "acknowledge_unseen = true")
    publish = partial(publish_handbook, publication=Publication(source, "new"))
    shown.database.write(publish)
    clock.instant += timedelta(minutes=1)
    case_id = save(shown)
    row = detail(shown.database, case_id).timeline[-1]
    assert row.kind == ACKNOWLEDGED
    assert QApplication.clipboard().text() == row.data["text"]
    assert shown.drafts.get(case_draft(case_id)) == {}
    QApplication.clipboard().clear()
