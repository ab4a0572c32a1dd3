"""Why an alert comes, in words: for the message, the terminal and the ledger."""

from collections.abc import Mapping
from typing import Any, Final

from models.handbook.alerting import (
    BY_RULE,
    LEARNED,
    MESSAGE,
    OVER,
    SHIPS,
    TEAM_UPDATE,
    UNTOUCHED,
    WAIT,
)
from models.handbook.lengths import seconds_words
from models.text import Text, text
from models.wording import role_name

_CALLS: Final = {
    WAIT: "Reminder", MESSAGE: "Thanks, or is it back?", BY_RULE: "A P1 came in",
    SHIPS: "Hotfix", UNTOUCHED: "Assigned and not touched", TEAM_UPDATE: "A word to the team",
}  # fmt: skip
_UNITS: Final = {"h": 3600, "min": 60, "s": 1}


def level_words(level: str, reason: Mapping[str, Any] | None = None) -> Text:
    """What a clock has come to, or will: its level, with what was learned where it was."""
    told = reason or {}
    if level == LEARNED:
        return _learned(told)
    if level.startswith("-"):
        return text("{lead} left", lead=seconds_words(lead_of(level)))
    if level == OVER:
        return text("Still open")
    if level in ("sla", "slo"):
        return text("{objective} reached", objective=level.upper())
    if "usual_at" in told:
        return text("{share} of the time is used up outside working hours", share=level)
    return text("{share} of the time used", share=level)


def _learned(told: Mapping[str, Any]) -> Text:
    """How much was left, in whose hours, and from how many cases that is known."""
    words = "{lead} left"
    if told.get("own_hours"):
        words = "{lead} of working hours left"
    lead = seconds_words(told.get("lead_seconds", 0))
    if not told.get("cases"):
        return text(words, lead=lead)
    words += "; 9 of 10 of your last {count} such cases took no longer"
    return text(words, lead=lead, count=told["cases"])


def call_words(commitment: str) -> Text:
    """What is told that no clock tells."""
    return text(_CALLS[commitment])


def whom_words(reason: Mapping[str, Any] | None) -> Text | None:
    """Why it is told to somebody else than who has the case; None where it is not."""
    told = reason or {}
    if "for_id" in told:
        return text("You stand in")
    return text("Who has it is away") if "away_id" in told else None


def called_words(role: str, *, unheld: bool) -> Text | None:
    """Why it is told to a role that nobody had meant at first; None where it was not."""
    if not role:
        return None
    if unheld:
        return text("Nobody had seen it, and nobody is {role}: the lead is told",
                    role=role_name(role))  # fmt: skip
    return text("Nobody had seen it: on to the {role}", role=role_name(role))


def lead_of(level: str) -> int:
    """The seconds of a lead's level: “-30min” is 1800."""
    number = level[1:].rstrip("hmins")
    return int(number) * _UNITS[level[1 + len(number) :]]
