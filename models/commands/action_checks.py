"""What an action must say before it is kept: who, by when, and what number is expected of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select

from models.entities import Article, Case, Person
from models.errors import KnownError, Problems
from models.handbook.action_effect import (
    CASES,
    COUNTS,
    FACTOR,
    MEASURES,
    NARROWED,
    RESPONSE,
    SHARES,
    Effect,
    Measure,
)
from models.handbook.corrective_actions import KINDS, PRIORITIES, is_key
from models.handbook.policy import OBJECTIVES
from models.handbook.policy import PRIORITIES as CASE_PRIORITIES
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.corrective_actions import unnamed
from models.restricted import hidden_from, keys_of, may_see
from models.search_words import words_of
from models.typed_text import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    check_length,
    one_line,
)
from models.work import Work

LONGEST_EVIDENCE: Final = 20_000
_MOST_MINUTES: Final = 100_000


def checked(
    work: Work, said: Mapping[str, Any], owned_by: int | None = None, was_due: str = ""
) -> dict[str, Any]:  # fmt: skip
    """An action's fields as they are kept; raises `Problems` by field. Who owned it before,
    `owned_by`, may have left the team since, and the day that it `was_due` may be over."""
    wrong: dict[str, str] = {}
    title = one_line(str(said["title"]))
    if not title:
        wrong["title"] = "Say what is to be done."
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = f"A title has at most {LONGEST_TITLE:,} letters."
    if said["kind"] not in KINDS:
        wrong["kind"] = "Choose what kind of action it is."
    if said["priority"] not in PRIORITIES:
        wrong["priority"] = "Choose a priority from 1 to 3."
    role = _role(work, said["owner_id"], owned_by, one_line(str(said["owner_role"] or "")))
    if not role:
        wrong["owner"] = "Somebody of the team owns it, or a role."
    elif len(role) > LONGEST_NAME:
        wrong["owner"] = f"A role has at most {LONGEST_NAME:,} letters."
    if not _is_day(said["due_on"]):
        wrong["due_on"] = "Say by which day it is due."
    elif said["due_on"] != was_due and date.fromisoformat(said["due_on"]) < _today(work):
        wrong["due_on"] = "That day is over. Choose today or a later one."
    effect, problems = checked_effect(said["effect"])
    wrong |= problems
    if wrong or effect is None:
        raise Problems("Not an action yet", wrong)
    return {
        "title": title, "kind": said["kind"], "priority": said["priority"],
        "owner_id": said["owner_id"], "owner_role": role, "due_on": said["due_on"],
        "effect": effect.to_json(),
    }  # fmt: skip


def checked_effect(said: Mapping[str, Any]) -> tuple[Effect | None, dict[str, str]]:
    """What is expected, or what is wrong with it by field."""
    kind = said.get("measure")
    if kind not in MEASURES:
        return None, {"measure": "Choose what is measured: an effect that is not is not seen."}
    narrowed = {name: one_line(str(said.get(name) or "")) for name in NARROWED[str(kind)]}
    wrong = _wrong_scope(str(kind), narrowed)
    expected = said.get("expected")
    problem = _wrong_number(str(kind), expected)
    if problem:
        wrong["expected"] = problem
    if wrong or not isinstance(expected, int | float):
        return None, wrong
    number = int(expected) if float(expected).is_integer() else round(float(expected), 1)
    return Effect(Measure(str(kind), **narrowed), number), {}


def _wrong_scope(kind: str, narrowed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with what a measure is looked at for, by field."""
    wrong: dict[str, str] = {}
    if narrowed.get("priority") and narrowed["priority"] not in CASE_PRIORITIES:
        wrong["priority_of"] = "Choose one of the priorities."
    if narrowed.get("objective") and narrowed["objective"] not in OBJECTIVES:
        wrong["objective"] = "Choose the SLA or the SLO."
    for name, value in narrowed.items():
        if len(value) > LONGEST_NAME:
            wrong[name] = f"At most {LONGEST_NAME:,} letters are kept."
    if narrowed.get("words") and not words_of(narrowed["words"]):
        wrong["words"] = "Type words that search can find."
    if kind == CASES and not any(narrowed.values()):
        wrong["words"] = "Say which cases: by words, a category, a group or a priority."
    if kind == FACTOR and not narrowed["factor"]:
        wrong["factor"] = "Say which factor, as a postmortem or a closing note names it."
    if kind == RESPONSE and not narrowed["priority"]:
        wrong["priority_of"] = "Choose a priority: they run on different hours."
    return wrong


def refuse_masked(work: Work, title: str, wanted: str) -> None:
    """Whoever reads a title without the number of a case would take that out of it unknowingly."""
    keys = keys_of(work.session, hidden_from(work.session, work.person_id))
    if any(unnamed(title, [key]) != title and unnamed(wanted, [key]) == wanted for key in keys):
        raise KnownError(
            "Not all of it is yours to read",
            "Its title names a restricted case that you do not see.",
            "Ask somebody who sees the case to change the title.",
        )


def checked_evidence(work: Work, evidence: str) -> str:
    """What shows that it is done; a key alone must be one that is there. Raises `Problems`."""
    shown = evidence.strip()
    if not shown:
        raise Problems("Not done yet", {
            "evidence": "Say what shows that it is done: words, a link, or a key."
        })  # fmt: skip
    check_length("evidence", shown, LONGEST_EVIDENCE)
    key = one_line(shown).upper()
    if is_key(key) and not _is_there(work, key):
        raise Problems("Not done yet", {"evidence": f"Nothing is called {key} here."})
    return key if is_key(key) else shown


def _is_there(work: Work, key: str) -> bool:
    if work.session.scalar(select(Article.id).where(Article.key == key)) is not None:
        return True
    case = work.session.scalar(select(Case).where(Case.key == key))
    return case is not None and may_see(work.session, case, work.person_id)


def _role(work: Work, owner_id: int | None, owned_by: int | None, role: str) -> str:
    """The role that reports name; without one, that of the owner. Empty where nobody owns it."""
    if owner_id is None:
        return role
    here = or_(Person.active, Person.id == owned_by)
    found = work.session.execute(
        select(Person.role).where(Person.id == owner_id, here)
    ).one_or_none()  # fmt: skip
    return "" if found is None else role or str(found.role)


def _today(work: Work) -> date:
    return work.now.astimezone(zone(load_policies(work.session).newest.team.zone)).date()


def _is_day(written: Any) -> bool:
    try:
        return bool(date.fromisoformat(str(written)).isoformat() == written)
    except ValueError:
        return False


def _wrong_number(kind: str, expected: Any) -> str:
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return "Say the number that is expected in digits, such as 3 or 0.5."
    if kind in COUNTS and not (0 <= expected <= LONGEST_TEXT and float(expected).is_integer()):
        return "So many a quarter: a whole number, 0 or more."
    if kind in SHARES and not 0 <= expected <= 100:
        return "A share is from 0 to 100 percent."
    if kind == RESPONSE and not 0 < expected <= _MOST_MINUTES:
        return "A time in minutes, more than 0."
    return ""
