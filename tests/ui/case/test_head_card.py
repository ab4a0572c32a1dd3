"""The head of a case says what is wrong with it, beside what mends it."""

from datetime import timedelta
from functools import partial

from models.commands.closing import resolve
from models.commands.contacts import log_contact, log_customer_message
from tests.ui.case.conftest import Shown
from ui.widgets.buttons import ActionButton

WROTE = "▲ Contoso wrote after it was resolved, 15:28"


def buttons(shown: Shown) -> list[str]:
    found = shown.page.findChildren(ActionButton)
    return [button.text() for button in found if button.isVisibleTo(shown.page)]


def test_a_case_without_anybody_is_marked_only_while_it_is_open(shown: Shown) -> None:
    assert "▲ unassigned · New" in shown.words()
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: "nobody · Resolved" in shown.words())
    assert "unassigned" not in shown.words()


def test_a_message_after_the_resolution_is_said_until_somebody_answers(shown: Shown) -> None:
    case_id = shown.case_id
    shown.workspace.write(partial(resolve, case_ids=[case_id]))
    shown.qtbot.waitUntil(lambda: shown.case().row.status == "resolved")
    shown.clock.instant += timedelta(hours=1)
    shown.workspace.write(partial(log_customer_message, case_id=case_id, text="It is back"))
    shown.qtbot.waitUntil(lambda: WROTE in shown.words())
    assert buttons(shown) == ["Reopen"]
    shown.clock.instant += timedelta(minutes=5)
    thanks = partial(log_contact, case_id=case_id, type="reply", text="Noted, thank you")
    shown.workspace.write(thanks)
    shown.qtbot.waitUntil(lambda: WROTE not in shown.words())
    assert buttons(shown) == []
