"""The columns of a case page in a low window: nobody scrolls to answer."""

from datetime import timedelta
from functools import partial

from models.commands.cases import change_priority
from models.commands.contacts import log_contact
from tests.ui.case.conftest import Shown
from ui.case.cadence_card import CadenceCard
from ui.widgets.page_scroll import InView

LAPTOP = 582
"""Lines of a page in a window of 1280 by 720, under an alert."""


def least(shown: Shown) -> int:
    """How low the column with the reply box at its end can be."""
    (column,) = shown.page.findChildren(InView)
    return column.minimumSizeHint().height()


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
    shown.page.resize(1092, 762)
    shown.qtbot.waitUntil(lambda: least(shown) > LAPTOP)
    shown.page.resize(1092, LAPTOP)
    shown.qtbot.waitUntil(lambda: least(shown) <= LAPTOP - 16)
