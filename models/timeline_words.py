"""What happened to a case, event by event, in the sentences of the window and the terminal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from models.file_names import size_words
from models.handbook.instants import from_seconds
from models.handbook.skill_rules import Need
from models.happening import Happening, Naming, plain
from models.incident_words import (
    hotfix_dropped,
    hotfix_scheduled,
    hotfix_shipped,
    linked,
    role_given,
    step,
    unlinked,
)
from models.queries.timeline import TimelineRow
from models.text import Text, text
from models.wording import STATUSES, commitment_name, field_name, field_names, role_name

_CONTACTS: Final = {
    "reply": "Reply", "call": "Call", "chat": "Chat", "status_page": "Status page",
}  # fmt: skip


def happened(row: TimelineRow, naming: Naming) -> Happening:
    """An event in words: “Priority set to P1”; one without a sentence of its own, by its kind."""
    tell = _TOLD.get(row.kind)
    if tell is not None:
        told = tell(row.data, naming)
        hint = (("By its words, a hint", row.reads_as),) if row.reads_as else ()
        return replace(told, said=told.said + hint)
    words = row.data.get("reason") or row.data.get("text")
    return Happening(text(row.kind.replace("_", " ").capitalize()), plain(words))


def contact_name(type: str) -> str:
    """A way of reaching the customer by its name; a team's own is shown as it is written."""
    return _CONTACTS.get(type, type.replace("_", " ").capitalize())


def _only(sentence: str) -> Callable[[Mapping[str, Any], Naming], Happening]:
    happening = Happening(text(sentence))
    return lambda data, naming: happening


def _assigned(data: Mapping[str, Any], naming: Naming) -> Happening:
    person = naming.people.get(data.get("person_id", 0))
    names = " · ".join(filter(None, (person, str(data.get("group") or ""))))
    key = "Assigned to {name} by rule" if data.get("by_rule") else "Assigned to {name}"
    why = " · ".join(data.get("why") or ())
    return Happening(text(key, name=names) if names else text("Assigned"), plain(why))


def _unassigned(data: Mapping[str, Any], naming: Naming) -> Happening:
    return Happening(text("Nobody has it now"), plain(" · ".join(data.get("why") or ())))


def _priority(data: Mapping[str, Any], naming: Naming) -> Happening:
    said = data.get("suggested_priority")
    if said and said != data["priority"]:
        key = "Priority set to {name}, not to {other} as suggested"
        return Happening(text(key, name=data["priority"], other=said), plain(data.get("note")))
    head = text("Priority set to {name}", name=str(data["priority"]))
    return Happening(head, plain(data.get("note")))


def _opened(data: Mapping[str, Any], naming: Naming) -> Happening:
    why = data.get("priority_reason")
    if not why:
        return Happening(text("Opened"))
    key = "Opened with {name}, not {other} as suggested"
    return Happening(
        text(key, name=str(data["priority"]), other=str(data["suggested_priority"])), plain(why)
    )


def _known_status(status: str) -> Text | str:
    return text(STATUSES[status]) if status in STATUSES else status


def _status(data: Mapping[str, Any], naming: Naming) -> Happening:
    return Happening(text("Status: {name}", name=_known_status(str(data.get("status")))))


def _paused(data: Mapping[str, Any], naming: Naming) -> Happening:
    words = text(STATUSES.get(str(data.get("status")), "Waiting"))
    whom = str(data.get("waiting_for") or "")
    head = text("{status}: {whom}", status=words, whom=whom) if whom else words
    told = plain(data.get("reason"))
    if data.get("remind_at"):
        told += (("Reminder", naming.when(from_seconds(data["remind_at"]))),)
    return Happening(head, told)


def _waited(data: Mapping[str, Any], naming: Naming) -> Happening:
    wait, until = _paused(data, naming), naming.when(from_seconds(data["until"]))
    head = text("{wait}, until {when}, entered afterwards", wait=wait.head, when=until)
    return Happening(head, wait.said)


def _deadline(data: Mapping[str, Any], naming: Naming) -> Happening:
    """From when to when; an event that does not say what it was, or a paused clock, has no from."""
    key = (
        "{clock} due {when}, set by hand; it was due {was}" if data.get("was")
        else "{clock} due {when}, set by hand"
    )  # fmt: skip
    return _by_hand(key, data, "due_at", naming)


def _start(data: Mapping[str, Any], naming: Naming) -> Happening:
    key = (
        "{clock} counts since {when}, set by hand; it counted since {was}" if data.get("was")
        else "{clock} counts since {when}, set by hand"
    )  # fmt: skip
    return _by_hand(key, data, "started_at", naming)


def _by_hand(key: str, data: Mapping[str, Any], name: str, naming: Naming) -> Happening:
    said: dict[str, str | Text] = {"clock": text(commitment_name(data["commitment"])),
            "when": naming.when(from_seconds(data[name]))}  # fmt: skip
    if data.get("was"):
        said["was"] = naming.when(from_seconds(data["was"]))
    return Happening(text(key, **said), plain(data.get("reason")))


def _changed(data: Mapping[str, Any], naming: Naming) -> Happening:
    names = [name.removesuffix("_id") for name in data if name not in ("closing", "contract_id")]
    closing = data.get("closing", {})
    names = [name for name in names if name != "workaround_known" or "workaround" not in closing]
    names += closing
    return Happening(text("Changed: {names}", names=field_names(names)))


def _access(data: Mapping[str, Any], naming: Naming) -> Happening:
    if data["named"] is None:
        return Happening(text("Restriction lifted: everybody sees it"), plain(data["reason"]))
    names = ", ".join(naming.people.get(one, f"#{one}") for one in data["named"])
    return Happening(text("Seen by {names} and the leads only", names=names))


def _skills(data: Mapping[str, Any], naming: Naming) -> Happening:
    rows = data["skills"].items()
    needs = [Need(name, row["level"], row["required"]).words for name, row in rows if row]
    gone = [name for name, row in rows if row is None]
    if not gone:
        return Happening(text("Skills needed: {names}", names="; ".join(needs)))
    if not needs:
        return Happening(text("Skills not needed: {names}", names="; ".join(gone)))
    return Happening(
        text("Skills needed: {names}; not needed: {others}", names="; ".join(needs),
             others="; ".join(gone))
    )  # fmt: skip


def _closed(data: Mapping[str, Any], naming: Naming) -> Happening:
    names = ("root_cause", "workaround", "prevention")
    said = ((field_name(name), str(data[name])) for name in names if data.get(name))
    return Happening(text("Closed"), tuple(said))


def _resolved(data: Mapping[str, Any], naming: Naming) -> Happening:
    return Happening(text("Resolved"), plain(data.get("text")))


def _contact(data: Mapping[str, Any], naming: Naming) -> Happening:
    way = str(data.get("type") or "reply")
    name = text(_CONTACTS.get(way, way.replace("_", " ").capitalize()))
    key, names = "{way} to the customer", ", ".join(data.get("cases", ()))
    if names:
        key = "{way} to the customer, and to those of {names}"
    elif data.get("incident"):
        key, names = "{way} to the customer, from incident {names}", str(data["incident"])
    return Happening(text(key, way=name, names=names), plain(data.get("text")))


def _applied(data: Mapping[str, Any], naming: Naming) -> Happening:
    key = (
        "Handbook version {number} applied from the opening" if data.get("mode") == "restate"
        else "Handbook version {number} applied from then on"
    )  # fmt: skip
    return Happening(text(key, number=data["version"]), plain(data.get("reason")))


def _escalated(data: Mapping[str, Any], naming: Naming) -> Happening:
    names = [role_name(role) for role in data["roles"]] + [data["whom"]] * bool(data["whom"])
    said = plain(data["reason"])
    return Happening(text("Escalated to {names}", names=", ".join(names)), said)


def _merged(data: Mapping[str, Any], naming: Naming) -> Happening:
    if not data.get("case"):
        return Happening(text("Merged with another case"))
    return Happening(text("{name} was merged into this case", name=str(data["case"])))


def _settled(data: Mapping[str, Any], naming: Naming) -> Happening:
    case = data.get("case")
    if case:
        return Happening(text("The message is another case: {name}", name=str(case)))
    return Happening(text("The message was thanks"))


def _surveyed(data: Mapping[str, Any], naming: Naming) -> Happening:
    head = text("The customer scored it {score} of 5", score=int(data["score"]))
    return Happening(head, plain(data.get("comment")))


def _excluded(data: Mapping[str, Any], naming: Naming) -> Happening:
    if data["reason"] == "merged" and data.get("case"):
        head = text("Merged into {name}; left out of figures", name=str(data["case"]))
        return Happening(head, plain(data.get("note")))
    head = text("Left out of figures: {reason}", reason=_known_status(str(data["reason"])))
    return Happening(head, plain(data.get("note")))


def _attached(data: Mapping[str, Any], naming: Naming) -> Happening:
    size = size_words(data["size"])
    return Happening(text("Attached: {name} ({size})", name=str(data["name"]), size=size))


_TOLD: Final[Mapping[str, Callable[[Mapping[str, Any], Naming], Happening]]] = {
    "opened": _opened,
    "linked": linked,
    "access_changed": _access,
    "unlinked": unlinked,
    "skills_changed": _skills,
    "escalated": _escalated,
    "message_settled": _settled,
    "surveyed": _surveyed,
    "role_given": role_given,
    "step_ticked": step("☑ {step}"),
    "hotfix_scheduled": hotfix_scheduled,
    "hotfix_shipped": hotfix_shipped,
    "hotfix_dropped": hotfix_dropped,
    "step_cleared": step("☐ Not done after all: {step}"),
    "attached": _attached,
    "assigned": _assigned,
    "unassigned": _unassigned,
    "priority_changed": _priority,
    "status_changed": _status,
    "paused": _paused,
    "pause_entered": _waited,
    "resumed": _only("Work goes on"),
    "fields_changed": _changed,
    "deadline_overridden": _deadline,
    "start_moved": _start,
    "resolved": _resolved,
    "closed": _closed,
    "contact": _contact,
    "policy_applied": _applied,
    "merged_from": _merged,
    "reopened": _only("Reopened"),
    "excluded": _excluded,
}
