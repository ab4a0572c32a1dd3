"""The acknowledgement of a case as a draft: number, understanding, promise (rule 21)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook import events as ev
from models.handbook.policy import FIRST_RESPONSE
from models.policies import policy_of
from models.queries.next_update import (
    clocks_after,
    customer_zone,
    promise_words,
    promised_update,
)
from models.queries.reply_templates import case_values
from models.update_words import followed_live

_ANSWER: Final = re.compile(r"Our first answer follows by [^.\n]+\.")
"""It comes before the next update, and may be owed hours sooner."""


@dataclass(frozen=True)
class Acknowledgement:
    """The words, the next update as it stands in them (empty: none owed), and whether the policy
    has them recorded before anybody looked at them.
    """

    text: str
    promised: str
    unseen: bool


def drafted_acknowledgement(
    session: Session, case_id: int, now: datetime, me: int | None
) -> Acknowledgement:
    """For a case that was opened just now."""
    case = session.get_one(Case, case_id)
    clocks = clocks_after(session, case_id, ev.ACKNOWLEDGED, {}, now, now)
    values = case_values(session, case, clocks, me)
    impact = str(case.fields.get("impact") or "").strip()
    understood = f"{case.title}. {impact}" if impact else case.title
    answer = answering(session, case, now)
    again = "again " if answer else ""
    parts = [
        f"Hello {values['contact']}," if values["contact"] else "Hello,",
        f"thank you, your message has reached us. Its case number is {case.key}.",
        f"This is what we understood: {understood}",
        "Please tell us if that is not it.",
        answer,
        followed_live(values),
        f"You hear from us {again}by {values['next_update']}." if values["next_update"] else "",
        values["agent"],
    ]
    unseen = policy_of(session, case).acknowledge_unseen
    return Acknowledgement("\n\n".join(filter(None, parts)), values["next_update"], unseen)


def answering(session: Session, case: Case, now: datetime) -> str:
    """The sentence that promises the first answer; empty where none is owed any more."""
    clocks = clocks_after(session, case.id, ev.ACKNOWLEDGED, {}, now, now)
    due_at = promised_update(clocks, FIRST_RESPONSE)
    if due_at is None or due_at < now:
        return ""
    return f"Our first answer follows by {promise_words(due_at, customer_zone(session, case))}."


def with_answer_due(text: str, sentence: str) -> str:
    """Words that promise the first answer, with the promise as it is by now."""
    said = _ANSWER.sub(lambda _: sentence, text)
    return re.sub(r"\n{3,}", "\n\n", said) if said != text else text
