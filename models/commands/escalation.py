"""Telling more people that a case needs them (rule 25)."""

from collections.abc import Mapping, Sequence
from typing import Final

from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.incident import LEADING
from models.handbook.roster import LEAD
from models.typed_text import one_line
from models.work import Work

ROLES: Final[Mapping[str, tuple[str, ...]]] = {**LEADING, "P3": (LEAD,), "P4": (LEAD,)}
"""To whom a case of each priority goes first."""

_EVERY: Final = frozenset(role for roles in ROLES.values() for role in roles)


def escalate(work: Work, case_id: int, roles: Sequence[str], reason: str, whom: str = "") -> None:
    """Escalate to roles, to somebody by name, or both; an incomplete case too (rule 19).

    Raises `Problems` by field: an escalation says to whom and why.
    """
    work.case_for("escalate", case_id)
    if unknown := set(roles) - _EVERY:
        raise KnownError("No such role", f"“{min(unknown)}” is not a role.", "Choose another.")
    said = {}
    if not roles and not one_line(whom):
        said["whom"] = "Choose a role, or name somebody."
    if not reason.strip():
        said["reason"] = "Say why: whoever is called in begins with it."
    if said:
        raise Problems("Not escalated", said)
    data = {"roles": list(roles), "whom": one_line(whom), "reason": reason.strip()}
    work.record(case_id, ev.ESCALATED, data)
