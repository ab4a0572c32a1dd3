"""What a customer's message after the resolution may be: thanks, a reopening, another case."""

from models.commands.afterwards import is_another_case, was_thanks
from models.commands.closing import reopen
from models.handbook.intake import may
from models.queries.case import CaseDetail
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.messages import counted, tr
from ui.widgets.case_forms import Asked


def question(case: CaseDetail, at: ZoneNow) -> str:
    """What the page asks about the first message nobody has settled; empty where there is none."""
    if not case.unsettled or not may("settle", case.row.status):
        return ""
    who = case.row.customer or tr("The customer")
    when, rest = at.words(case.unsettled[0].occurred_at), len(case.unsettled) - 1
    if rest:
        times = counted(rest, "once", "{count} times")
        key = "▲ {who} wrote after it was resolved, {when}, and {times} since. What is it?"
        return tr(key, who=who, when=when, times=times)
    return tr("▲ {who} wrote after it was resolved, {when}. What is it?", who=who, when=when)


def thanks(case: CaseDetail) -> Asked:
    """Nothing starts."""
    given = {"message_id": case.unsettled[0].id}
    return Asked(for_one(was_thanks), given, tr("It was thanks"))


def another_case(case: CaseDetail) -> Asked:
    """A case of its own, from the instant the message was received."""
    given = {"message_id": case.unsettled[0].id}
    return Asked(for_one(is_another_case), given, tr("Opened as another case, linked to this one"))


def reopened(case: CaseDetail, at: ZoneNow) -> Asked:
    """A cycle of its own, from the instant the message was received."""
    received_at = case.unsettled[0].occurred_at
    said = tr("Reopened from {when}", when=at.words(received_at))
    return Asked(for_one(reopen), {"received_at": received_at}, said)
