"""Whether somebody takes cases just now, as they have said it (handbook, rule 23)."""

from models.handbook.assignment import AVAILABLE, OFF, Agent
from models.handbook.roster import Member, joined


def standing(status: str, since: int | None, member: Member, zone: str, now: int) -> str:
    """The status at an instant: busy and away last until their next shift begins, for what was
    said yesterday is not meant today; off lasts until it is taken back."""
    if status in (AVAILABLE, OFF) or since is None:
        return status
    shifts = joined(member.open_time(zone, since, now + 1))
    return AVAILABLE if any(begin > since for begin, _ in shifts) else status


def is_here(agent: Agent, now: int) -> bool:
    """Whether somebody takes cases just now: at work, not on leave, and they say so."""
    there = agent.on_leave_until is None and agent.status == AVAILABLE
    return agent.takes and there and agent.shift_left(now) > 0
