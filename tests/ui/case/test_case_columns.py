"""The columns of a case page in a low window: nobody scrolls to answer."""

from datetime import timedelta
from functools import partial

from models.commands.cases import change_priority
from models.commands.contacts import log_contact
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import composer
from ui.case.cadence_card import CadenceCard


def bottom(shown: Shown) -> int:
    """The last pixel of the reply box and its buttons, on the page."""
    box = composer(shown)
    return box.mapTo(shown.page, box.rect().bottomLeft()).y()


def test_the_reply_box_of_a_p1_that_owes_an_update_is_whole_in_a_window_of_720_lines(
    shown: Shown,
) -> None:
    raised = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="Down")
    shown.workspace.write(raised)
    for hour in range(3):
        told = partial(log_contact, case_id=shown.case_id, type="reply", text=f"Update {hour}")
        shown.workspace.write(told)
    shown.clock.instant += timedelta(minutes=40)
    shown.page.activated()
    (cadence,) = shown.page.findChildren(CadenceCard)
    shown.qtbot.waitUntil(cadence.isVisible)
    shown.page.resize(1092, 582)  # what a window of 1280 by 720 leaves of itself under an alert
    shown.qtbot.waitUntil(lambda: bottom(shown) <= 582)
    shown.page.resize(1252, 762)
    shown.qtbot.waitUntil(lambda: bottom(shown) <= 762)
