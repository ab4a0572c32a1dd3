"""The acknowledgement of a case as a draft: number, understanding, promise (rule 21)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook import events as ev
from models.policies import policy_of
from models.queries.next_update import clocks_after
from models.queries.reply_templates import case_values


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
    parts = [
        f"Hello {values['contact']}," if values["contact"] else "Hello,",
        f"thank you, your message has reached us. Its case number is {case.key}.",
        f"This is what we understood: {understood}",
        "Please tell us if that is not it.",
        f"You hear from us by {values['next_update']}." if values["next_update"] else "",
        values["agent"],
    ]
    unseen = policy_of(session, case).acknowledge_unseen
    return Acknowledgement("\n\n".join(filter(None, parts)), values["next_update"], unseen)
