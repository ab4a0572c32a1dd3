"""An answer to a plain question as a change of the handbook's file; its comments stay."""

from collections.abc import Callable
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import Node
from models.handbook.plain_questions import GRACE, clock_calendar
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION, Amount
from models.handbook.policy_file import parse, read_policy
from models.handbook.policy_targets import read_amount
from models.handbook.question_examples import THIRD_PARTY
from models.handbook.toml_source import with_table, with_value, without_value
from models.handbook.typed_amount import typed_amount


def answered(source: str, question: str, answer: str) -> str:
    """The handbook's file with another answer; its comments stay as written."""
    changed = _CHANGES[question](source, answer)
    read_policy(changed)
    return changed


def with_grace(source: str, words: str) -> str:
    """The window within which a reopened case goes on, as it was typed; a `FileError` there."""
    path = ("reopen_grace",)
    amount = typed_amount(words, BusinessCalendar.always(), path)
    if read_amount(Node(amount, path)) == Amount():
        raise Node(words, path).wrong("Without a window, choose that it starts anew.")
    changed = with_value(source, path, amount)
    read_policy(changed)
    return changed


def _answer_word(key: str) -> Callable[[str, str], str]:
    return lambda source, answer: with_value(source, (key,), answer)


def _answer_hours(source: str, answer: str) -> str:
    policy = read_policy(source)
    calendar = policy.team_calendar if answer == "business" else clock_calendar(policy)
    return with_value(source, ("targets", "P3", FIRST_RESPONSE, "calendar"), calendar)


def _answer_cadence(source: str, answer: str) -> str:
    """Promised: the SLA is what was the SLO; internal: the SLO alone, or what was the SLA."""
    for priority, row in parse(source)["targets"].items():
        update = row.get(NEXT_UPDATE)
        if update is None:
            continue
        path = ("targets", priority, NEXT_UPDATE)
        if answer == "promised" and "sla" not in update:
            source = with_value(source, (*path, "sla"), update["slo"])
        elif answer == "internal" and "sla" in update:
            if "slo" not in update:
                source = with_value(source, (*path, "slo"), update["sla"])
            source = without_value(source, (*path, "sla"))
    return source


def _answer_reopen(source: str, answer: str) -> str:
    grace = read_policy(source).reopen_grace_seconds
    if answer != "grace":
        source = with_value(source, ("reopen_grace",), "0 min")
    elif not grace:
        source = with_value(source, ("reopen_grace",), f"{GRACE // 3600} h")
    return with_value(source, ("reopen",), "continue" if answer == "continue" else "new_cycle")


def _answer_third_party(source: str, answer: str) -> str:
    pausing = parse(source).get("pausing")
    names = [] if pausing is None else list(pausing.get(THIRD_PARTY, []))
    rest = [name for name in names if name != RESOLUTION]
    wanted = [RESOLUTION, *rest] if answer == "pauses" else rest
    if pausing is None:
        return with_table(source, ("pausing",), {THIRD_PARTY: wanted})
    return with_value(source, ("pausing", THIRD_PARTY), wanted)


_CHANGES: Final[dict[str, Callable[[str, str], str]]] = {
    "p3_hours": _answer_hours, "edge": _answer_word("edge"),
    "raise_from": _answer_word("raise_from"), "cadence": _answer_cadence, "reopen": _answer_reopen,
    "acknowledgement": lambda source, answer: with_value(
        source, ("acknowledgement_counts",), answer == "yes"
    ),
    "unseen": lambda source, answer: with_value(source, ("acknowledge_unseen",), answer == "yes"),
    "third_party": _answer_third_party,
}  # fmt: skip
