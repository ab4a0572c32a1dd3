"""What may be logged of a case, in words: its kinds, what becomes of it, what it counts as."""

from models.queries.case import CaseDetail, ContactWay
from ui.messages import tr

CUSTOMER, NOTE, ACKNOWLEDGEMENT = "customer", "note", "acknowledged"
VERBS = {
    "reply": "Log the reply",
    ACKNOWLEDGEMENT: "Record and copy",
    NOTE: "Add the note",
    CUSTOMER: "Log the message",
}
_KINDS = {
    "reply": "Reply", "call": "Call", "chat": "Chat", "status_page": "Status page",
    CUSTOMER: "Customer said", NOTE: "Internal note", ACKNOWLEDGEMENT: "Acknowledgement",
}  # fmt: skip
_RECORDED = {
    "reply": "Recorded here, not sent: Leadline sends no mail yet, so write to {customer} yourself "
    "· {counts}",
    "call": "What {customer} was told on the phone · {counts}",
    "chat": "What {customer} was told in a chat: recorded here, not sent · {counts}",
    "status_page": "What the status page says: recorded here, not published · {counts}",
}
_ACKNOWLEDGED = {
    False: "The acknowledgement for {customer}: recorded here and copied, not sent · no response",
    True: "The acknowledgement for {customer}: recorded here and copied, not sent · counts as"
    " first response",
}
_SWITCHES = {
    (True, True): "Counts as a response and as an update",
    (True, False): "Counts as a response, not as an update",
    (False, True): "Counts as an update, not as a response",
    (False, False): "Counts neither as a response nor as an update",
}
_TOLD = "What {customer} was told: recorded here, not sent · {counts}"
_COUNTS = {"first_response": "first response", "next_update": "update"}


def kind_name(kind: str) -> str:
    """A kind as its chip has it; a way of the team's own is shown as it is written."""
    return tr(_KINDS.get(kind, kind.replace("_", " ").capitalize()))


def switch_words(way: ContactWay) -> str:
    """What a way counts as by the handbook, whichever clocks run (rule 11)."""
    return tr(_SWITCHES[way.counts_as_response, way.counts_as_update])


def counting_words(case: CaseDetail, kind: str) -> str:
    """What becomes of the words, and which clocks they stop now (rule 11)."""
    customer = case.row.customer or tr("the customer")
    if kind == NOTE:
        return tr("Only the team sees this; no clock does")
    if kind == CUSTOMER:
        if case.row.status == "waiting_customer":
            return tr("What {customer} said · ends the wait for them", customer=customer)
        return tr("What {customer} said · stops no clock", customer=customer)
    if kind == ACKNOWLEDGEMENT:
        return tr(_ACKNOWLEDGED[case.acknowledgement_counts], customer=customer)
    counted = [tr(_COUNTS[name]) for name in _stopped(case, kind)]
    counts = (
        tr("counts as {both}", both=" + ".join(counted)) if counted else tr("no clock waits for it")
    )
    return tr(_RECORDED.get(kind, _TOLD), customer=customer, counts=counts)


def is_update(case: CaseDetail, kind: str) -> bool:
    """Whether a contact of this kind is the update that is owed, so that the next is owed then."""
    return "next_update" in _stopped(case, kind)


def _stopped(case: CaseDetail, kind: str) -> list[str]:
    """The running clocks that a contact of this kind stops."""
    way = next((one for one in case.contact_ways if one.name == kind), None)
    running = {clock.commitment for clock in case.clocks if not clock.decided}
    counts = {
        "first_response": way is not None and way.counts_as_response,
        "next_update": way is not None and way.counts_as_update,
    }
    return [name for name, so in counts.items() if so and name in running]
