"""What happened to a case, in the sentences that the window and the terminal share."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from models.handbook import events as ev
from models.handbook.zones import zone
from models.happening import Naming
from models.queries.timeline import TimelineRow
from models.timeline_words import happened
from models.wording import full_words

AT = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
NAMING = Naming({7: "Ana Ruiz"}, partial(full_words, zone=zone("Europe/Berlin")))
SAID = [
    (ev.CONTACT, {"type": "call", "text": "It works."}, "Call to the customer"),
    (ev.CONTACT, {"text": "It works."}, "Reply to the customer"),
    (ev.CONTACT, {"type": "site_visit", "text": "It works."}, "Site visit to the customer"),
    (ev.ASSIGNED, {"person_id": 7}, "Assigned to Ana Ruiz"),
    (ev.ASSIGNED, {"person_id": 8}, "Assigned"),
    (ev.STATUS_CHANGED, {"status": "waiting_customer"}, "Status: Waiting on customer"),
    (ev.PAUSE_ENTERED,
     {"status": "waiting_customer", "waiting_for": "Imogen", "reason": "", "until": 1778594400},
     "Waiting on customer: Imogen, until Tue 12 May 2026, 16:00 CEST, entered afterwards"),
    (ev.DEADLINE_OVERRIDDEN, {"commitment": "resolution", "due_at": 1778594400, "reason": ""},
     "Resolution due Tue 12 May 2026, 16:00 CEST, set by hand"),
    (ev.DEADLINE_OVERRIDDEN,
     {"commitment": "resolution", "due_at": 1778594400, "was": 1778583600, "reason": ""},
     "Resolution due Tue 12 May 2026, 16:00 CEST, set by hand; "
     "it was due Tue 12 May 2026, 13:00 CEST"),
    (ev.START_MOVED,
     {"commitment": "first_response", "started_at": 1778583600, "was": 1778594400, "reason": ""},
     "First response counts since Tue 12 May 2026, 13:00 CEST, set by hand; "
     "it counted since Tue 12 May 2026, 16:00 CEST"),
    (ev.POLICY_APPLIED, {"version": 2, "mode": "restate"},
     "Handbook version 2 applied from the opening"),
    (ev.POLICY_APPLIED, {"version": 2, "mode": "open"}, "Handbook version 2 applied from then on"),
    (ev.EXCLUDED, {"reason": "spam"}, "Left out of figures: Spam"),
    (ev.MERGED_FROM, {"started_at": 0}, "Merged with another case"),
    (ev.LINKED, {"case": "CS-1042", "why": "same"}, "Same as CS-1042"),
    (ev.LINKED, {"article": "KI-101", "why": "answer"}, "Workaround taken from KI-101"),
    (ev.LINKED, {"article": "KI-101", "why": "article"}, "Linked with KI-101"),
    (ev.LINKED, {"defect": "BUG-7", "why": "defect", "production": True}, "Defect: BUG-7"),
    (ev.UNLINKED, {"event_id": 3, "case": "CS-1042", "why": "same"},
     "No longer linked with CS-1042"),
    (ev.MERGED_FROM, {"case": "CS-1042", "clocks": {}}, "CS-1042 was merged into this case"),
    (ev.EXCLUDED, {"reason": "merged", "case": "CS-1042"},
     "Merged into CS-1042; left out of figures"),
    (ev.ESCALATED, {"roles": ["comms_lead"], "whom": "Imogen", "reason": "All are down"},
     "Escalated to comms lead, Imogen"),
    (ev.CONTACT, {"text": "Back.", "cases": ["CS-1043", "CS-1044"]},
     "Reply to the customer, and to those of CS-1043, CS-1044"),
    (ev.CONTACT, {"text": "Back.", "incident": "CS-1042"},
     "Reply to the customer, from incident CS-1042"),
    (ev.LINKED, {"case": "CS-1042", "why": "incident"}, "Hangs under incident CS-1042"),
    (ev.LINKED, {"case": "CS-1043", "why": "affected"}, "CS-1043 hangs under this incident"),
    (ev.ROLE_GIVEN, {"role": "comms_lead", "person_id": 7}, "Comms lead: Ana Ruiz"),
    (ev.ROLE_GIVEN, {"role": "comms_lead", "name": "Kim of Core"}, "Comms lead: Kim of Core"),
    (ev.ROLE_GIVEN, {"role": "comms_lead"}, "Comms lead: as the rota says"),
    (ev.STEP_TICKED, {"playbook": "P1", "step": "Open the {live} channel"},
     "☑ Open the {live} channel"),
    (ev.STEP_CLEARED, {"playbook": "P1", "step": "Open it"}, "☐ Not done after all: Open it"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "head"), SAID)
def test_an_event_is_a_sentence(kind: str, data: Mapping[str, Any], head: str) -> None:
    told = happened(TimelineRow(1, kind, AT, AT, None, dict(data)), NAMING)
    assert str(told.head) == head


def test_what_was_written_with_an_event_is_kept_whole() -> None:
    data = {"root_cause": "A full disk", "workaround": "none", "prevention": "Watch it"}
    told = happened(TimelineRow(1, ev.CLOSED, AT, AT, None, data), NAMING)
    assert told.said == (
        ("Root cause", "A full disk"), ("Workaround", "none"),
        ("Prevention next steps", "Watch it"),
    )  # fmt: skip


def test_no_kind_of_event_is_without_words() -> None:
    data = {
        "type": "reply", "status": "new", "priority": "P1", "commitment": "resolution",
        "due_at": 0, "started_at": 0, "until": 0, "reason": "spam", "version": 1, "mode": "open",
        "roles": [], "whom": "", "named": [], "score": 5, "name": "log.txt", "size": 1,
            "skills": {"billing": {"level": 3, "required": True}},
    }  # fmt: skip
    for kind in ev.KINDS:
        assert "_" not in str(happened(TimelineRow(1, kind, AT, AT, None, data), NAMING).head)
