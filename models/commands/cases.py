"""Opening a case and steering it: assign, priority, status. Each takes many cases for bulk edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, String, cast, update

from models.commands.access import named_at_first
from models.commands.alerts import know_of
from models.commands.attachments import attach
from models.commands.customer_contacts import contact_of
from models.commands.customers import contract_of, customer_named
from models.commands.intake_assignment import assign_on_intake
from models.commands.levels import LEVELS, check_levels, explain_choice
from models.commands.links import link_answer, link_same
from models.commands.meanwhile import refuse_another
from models.commands.moments import happened
from models.commands.priorities import may_lower
from models.commands.spoken import spoken
from models.desk_time import whole_second
from models.entities import Case, DeskValue, Person
from models.errors import Incomplete, KnownError, Problems
from models.file_reading import FileContent
from models.handbook import events as ev
from models.handbook.alerting import REMIND_AFTER
from models.handbook.environment import held_as
from models.handbook.instants import to_seconds
from models.handbook.intake import REQUIRED, WAITING, missing_fields
from models.handbook.policy import PRIORITIES
from models.handbook.suggestion import YES
from models.kept import Kept, connection_of
from models.policies import load_policies
from models.typed_text import at_field, check_fields, one_line
from models.wording import field_names, missing_words
from models.work import Work

_FIRST_NUMBER = 1001
LONGEST_TITLE = 300


@dataclass(frozen=True)
class NewCase:
    """What is known when a case is opened; `received_at` is when the customer's message came.

    `message` holds the customer's own words, with which the conversation begins. `same_as` is the
    key of a case of the same trouble, `answer` that of the article or case its answer comes from.

    A security incident is a restricted case, seen by whoever opens it and by those in `named`, by
    commas. `language` is what it is to be answered in, by name or code.
    """

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
    message: str = ""
    same_as: str = ""
    answer: str = ""
    contact: str = ""
    attachments: tuple[FileContent, ...] = ()
    impact_level: str = ""
    urgency: str = ""
    workaround_known: str = ""
    product: str = ""
    version: str = ""
    component: str = ""
    platform: str = ""
    production: str = ""
    expected: str = ""
    actual: str = ""
    security: str = ""
    named: str = ""
    priority_reason: str = ""
    language: str = ""


def open_case(work: Work, new: NewCase, by_rule: bool = True) -> int:
    """Open a case; refused with what is missing, unless it may be incomplete (rule 19).

    It is assigned `by_rule` where the handbook says so.

    Raises `Problems` by field. A customer's contract binds its cases from their opening.
    """
    check_fields({**new.__dict__, "customer": one_line(new.customer)})
    title = title_of(new.title)
    check_levels(new.__dict__)
    missing = missing_fields(new.__dict__)
    if missing and not new.incomplete:
        raise Incomplete(
            "Not complete", missing_words(missing),
            "Fill it in, or save the case as incomplete.", f"Missing: {field_names(missing)}.",
        )  # fmt: skip
    if new.priority is not None:
        _known_priority(new.priority)
    chosen = explain_choice(new.__dict__, new.priority, new.priority_reason, "priority_reason")
    opened_at = happened(work, new.received_at, "received_at")
    case_id = _blank(work, opened_at)
    customer_id = customer_named(work, new.customer) if new.customer.strip() else None
    data: dict[str, Any] = {"title": title, "customer_id": customer_id, "priority": new.priority}
    with at_field("contact"):
        contact_id = contact_of(work, customer_id, new.contact)
    named = {
        "contact_id": contact_id,
        "contract_id": new.contract_id or contract_of(work.session, customer_id),
    }
    texts = {name: getattr(new, name).strip() for name in _TEXTS}
    told = {**texts, **named, **chosen, "environment": held_as(new.__dict__),
            "language": spoken(new.language)}  # fmt: skip
    data |= {name: value for name, value in told.items() if value}
    if new.security == YES:  # of nobody's too: then it is the leads' alone
        data["named"] = named_at_first(work, new.named)
    work.record(case_id, ev.OPENED, data, opened_at)
    if by_rule:
        assign_on_intake(work, case_id, data, one_line(new.customer), opened_at, new.message)
    if new.message.strip():
        work.record(case_id, ev.CUSTOMER_MESSAGE, {"text": new.message.strip()}, opened_at)
    if new.attachments:
        attach(work, case_id, new.attachments)
    if new.same_as:
        link_same(work, case_id, new.same_as)
    if new.answer:
        link_answer(work, case_id, new.answer)
    return case_id


_TEXTS = ("impact", "steps", "category", "expected", "actual", *LEVELS)


def title_of(words: str) -> str:
    """A title on one line; refused where it is empty or far too long."""
    title = " ".join(words.split())
    if not title:
        raise Problems("No title", missing_words(["title"]), "Say in a line what it is about.")
    if len(title) > LONGEST_TITLE:
        said = f"A title has at most {LONGEST_TITLE} letters; this one has {len(title):,}."
        raise Problems("Too long", {"title": said}, "Put the rest into the steps.")
    return title


def assign(
    work: Work, case_ids: Sequence[int], person_id: int | None, seen: str | None = None,
    why: Sequence[str] = (),
) -> None:  # fmt: skip
    """Give cases to a person, or to nobody; `why` is what a proposal said of it.

    `seen` is who had it in sight, "" for nobody: another by now is told, and stays (`Overtaken`).
    """
    person = None if person_id is None else work.session.get(Person, person_id)
    if person_id is not None and (person is None or not person.active):
        raise KnownError("No such person", "This person is not on the team.", "Choose another.")
    for case_id in case_ids:
        case = work.case_for("assign", case_id)
        if case.assignee_id == person_id:
            continue
        now = {"assignee": _holder(work, case)}
        refuse_another(work, case_id, (ev.ASSIGNED, ev.UNASSIGNED), now, seen)
        if person_id is None:
            work.record(case_id, ev.UNASSIGNED)
        else:
            said = {"why": list(why)} if why else {}
            work.record(case_id, ev.ASSIGNED, {"person_id": person_id, **said})
            if person_id == work.person_id:
                know_of(work, case_id, person_id)


def _holder(work: Work, case: Case) -> str:
    person = work.session.get(Person, case.assignee_id) if case.assignee_id else None
    return person.name if person is not None else ""


def change_priority(
    work: Work, case_ids: Sequence[int], priority: str, note: str = "", seen: str | None = None
) -> None:
    """Set the priority of cases; a first one replaces the provisional (rules 9 and 14).

    `seen` is the one in sight, "" for a provisional one: another that somebody chose since is told,
    and stays (`Overtaken`).
    """
    _known_priority(priority)
    for case_id in case_ids:
        case = work.case_for("change_priority", case_id)
        if case.provisional or case.priority != priority:
            now = {"priority": "" if case.provisional else case.priority}
            refuse_another(work, case_id, (ev.PRIORITY_CHANGED,), now, seen)
            may_lower(work, case, priority, note)
            chosen = explain_choice(case.fields, priority, note, "note")
            data = {"priority": priority, "note": note.strip(), **chosen}
            work.record(case_id, ev.PRIORITY_CHANGED, data)


def start_work(work: Work, case_ids: Sequence[int]) -> None:
    """Somebody works on the cases now; a pause ends."""
    for case_id in case_ids:
        case = work.case_for("work", case_id)
        if case.status != "in_progress":
            kind = ev.RESUMED if case.status in WAITING else ev.STATUS_CHANGED
            work.record(case_id, kind, {"status": "in_progress"})


def pause(
    work: Work, case_ids: Sequence[int], status: str, waiting_for: str, reason: str = "",
    remind: datetime | int | None = REMIND_AFTER,
) -> None:  # fmt: skip
    """Wait: says for whom (rule 13). Whether clocks stand still is the policy's to say.

    `remind` is when whoever has the case is reminded, or after how many business days; None: never.
    """
    if status not in WAITING:
        raise KnownError("Not a pause", f"“{status}” is not a way of waiting.", "Choose another.")
    if not waiting_for.strip():
        raise Problems("For whom?", {"waiting_for": "A pause says whom we wait for."}, "Name them.")
    remind_at = _reminder(work, remind)
    for case_id in case_ids:
        case = work.case_for("pause", case_id)
        if case.status != status:
            work.record(
                case_id, ev.PAUSED,
                {"status": status, "waiting_for": waiting_for.strip(), "reason": reason.strip()}
                | ({"remind_at": remind_at} if remind_at is not None else {}),
            )  # fmt: skip


def _reminder(work: Work, remind: datetime | int | None) -> int | None:
    """In seconds; business days are the team's."""
    if isinstance(remind, int):
        team = load_policies(work.session).newest.team
        return team.add_days_seconds(to_seconds(work.now), remind)
    if remind is not None and whole_second(remind) <= work.now:
        raise Problems(
            "Over already", {"remind": "This time is over already."}, "Type a later one."
        )
    return None if remind is None else to_seconds(whole_second(remind))


def resume(work: Work, case_ids: Sequence[int]) -> None:
    """The wait is over."""
    start_work(work, case_ids)


def _known_priority(priority: str) -> None:
    if priority not in PRIORITIES:
        raise KnownError("No such priority", f"“{priority}” is not a priority.", "Use P1 to P4.")


def _blank(work: Work, opened_at: datetime) -> int:
    """A row for `refresh` to fill: only its key and its policy version are the case's own."""
    number = load_policies(work.session).number_at(to_seconds(opened_at))
    return work.add_case(
        key=_next_key(work), policy_number=number, opened_at=opened_at,
        sort_at=to_seconds(opened_at), **_NOTHING_YET,
    )  # fmt: skip


def _next_key(work: Work) -> str:
    """The next number, which nobody else gets: the row is held until the write is over."""
    work.session.flush()
    counted = _COUNT_ON.rows(connection_of(work.session))
    if not counted:
        work.add(DeskValue, name=_COUNTER, value=str(_FIRST_NUMBER + 1))
        return f"CS-{_FIRST_NUMBER}"
    return f"CS-{int(counted[0].value) - 1}"


_NOTHING_YET: Final[dict[str, Any]] = {
    "title": "", "priority": "P2", "provisional": True, "status": "new", "waiting_for": "",
    "fields": {}, "missing": " ".join(REQUIRED), "search_text": "", "times_reopened": 0,
    "is_open": True,
}  # fmt: skip
_COUNTER: Final = "next_case"
_COUNT_ON: Final = Kept(
    update(DeskValue).where(DeskValue.name == _COUNTER)
    .values(value=cast(cast(DeskValue.value, Integer) + 1, String)).returning(DeskValue.value)
)  # fmt: skip
