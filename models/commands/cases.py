"""Opening a case and steering it: assign, priority, status. Each takes many cases for bulk edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.commands.customers import customer_named
from models.entities import Case, DeskValue, Person
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.handbook.intake import WAITING, missing_fields
from models.handbook.policy import PRIORITIES
from models.policies import load_policies
from models.work import Work

_FIRST_NUMBER = 1001


@dataclass(frozen=True)
class NewCase:
    """What is known when a case is opened; `received_at` is when the customer's message came."""

    title: str
    customer: str = ""
    priority: str | None = None
    impact: str = ""
    environment: str = ""
    steps: str = ""
    category: str = ""
    contract_id: int | None = None
    received_at: datetime | None = None
    incomplete: bool = False


def open_case(work: Work, new: NewCase) -> int:
    """Open a case; refused with what is missing, unless it may be incomplete (rule 19)."""
    missing = missing_fields(new.__dict__)
    if missing and not new.incomplete:
        raise KnownError(
            "Not complete", f"Still missing: {', '.join(missing)}.",
            "Fill it in, or save the case as incomplete.",
        )  # fmt: skip
    if new.priority is not None:
        _known_priority(new.priority)
    opened_at = min(new.received_at or work.now, work.now)
    case = _blank(work, opened_at)
    data: dict[str, Any] = {
        "title": new.title.strip() or "Untitled",
        "customer_id": customer_named(work, new.customer) if new.customer.strip() else None,
        "priority": new.priority,
    }
    optional = ("impact", "environment", "steps", "category", "contract_id")
    data |= {name: value for name in optional if (value := getattr(new, name))}
    work.record(case.id, ev.OPENED, data, opened_at)
    return case.id


def assign(work: Work, case_ids: Sequence[int], person_id: int | None) -> None:
    """Give cases to a person, or to nobody."""
    if person_id is not None and work.session.get(Person, person_id) is None:
        raise KnownError("No such person", "This person is not on the team.", "Choose another.")
    for case_id in case_ids:
        case = work.case_for("assign", case_id)
        if case.assignee_id == person_id:
            continue
        if person_id is None:
            work.record(case_id, ev.UNASSIGNED)
        else:
            work.record(case_id, ev.ASSIGNED, {"person_id": person_id})


def change_priority(work: Work, case_ids: Sequence[int], priority: str, note: str = "") -> None:
    """Set the priority of cases; a first one replaces the provisional (rules 9 and 14)."""
    _known_priority(priority)
    for case_id in case_ids:
        case = work.case_for("change_priority", case_id)
        if case.provisional or case.priority != priority:
            work.record(case_id, ev.PRIORITY_CHANGED, {"priority": priority, "note": note})


def start_work(work: Work, case_ids: Sequence[int]) -> None:
    """Somebody works on the cases now; a pause ends."""
    for case_id in case_ids:
        case = work.case_for("work", case_id)
        if case.status != "in_progress":
            kind = ev.RESUMED if case.status in WAITING else ev.STATUS_CHANGED
            work.record(case_id, kind, {"status": "in_progress"})


def pause(
    work: Work, case_ids: Sequence[int], status: str, waiting_for: str, reason: str = ""
) -> None:
    """Wait: says for whom (rule 13). Whether clocks stand still is the policy's to say."""
    if status not in WAITING:
        raise KnownError("Not a pause", f"“{status}” is not a way of waiting.", "Choose another.")
    if not waiting_for.strip():
        raise KnownError("For whom?", "A pause says whom we wait for.", "Name them.")
    for case_id in case_ids:
        case = work.case_for("pause", case_id)
        if case.status != status:
            work.record(
                case_id, ev.PAUSED,
                {"status": status, "waiting_for": waiting_for.strip(), "reason": reason},
            )  # fmt: skip


def resume(work: Work, case_ids: Sequence[int]) -> None:
    """The wait is over."""
    start_work(work, case_ids)


def change_fields(work: Work, case_id: int, fields: dict[str, Any]) -> None:
    """Correct or complete what a case holds."""
    work.case_for("change_fields", case_id)
    work.record(case_id, ev.FIELDS_CHANGED, fields)


def _known_priority(priority: str) -> None:
    if priority not in PRIORITIES:
        raise KnownError("No such priority", f"“{priority}” is not a priority.", "Use P1 to P4.")


def _blank(work: Work, opened_at: datetime) -> Case:
    """A row for `refresh` to fill: only its key and its policy version are the case's own."""
    number = load_policies(work.session).number_at(to_seconds(opened_at))
    case = Case(
        key=_next_key(work), policy_number=number, title="", priority="P2", provisional=True,
        status="new", waiting_for="", fields={}, missing="", search_text="", opened_at=opened_at,
        times_reopened=0, is_open=True, sort_at=to_seconds(opened_at),
    )  # fmt: skip
    work.session.add(case)
    work.session.flush()
    return case


def _next_key(work: Work) -> str:
    counter = work.session.scalar(
        select(DeskValue).where(DeskValue.name == "next_case").with_for_update()
    )
    if counter is None:
        counter = DeskValue(name="next_case", value=str(_FIRST_NUMBER))
        work.session.add(counter)
    number = int(counter.value)
    counter.value = str(number + 1)
    return f"CS-{number}"
