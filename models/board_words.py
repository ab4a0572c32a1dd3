"""What the head of a board's column says of the person whose cases stand below it."""

from models.assignment_words import Telling
from models.handbook.assignment import AVAILABLE, Agent
from models.text import Text, text
from models.wording import STANDINGS


def standing_words(agent: Agent, telling: Telling) -> Text:
    """Until when they are at work, on leave or off, and what they say of themselves."""
    if agent.on_leave_until is not None:
        key = "on leave until {when}; {other} stands in" if agent.stand_in else (
            "on leave until {when}")  # fmt: skip
        return text(key, when=telling.when(agent.on_leave_until), other=agent.stand_in)
    at_work = _shift_words(agent, telling)
    if agent.status != AVAILABLE:
        return text("{status} · {shift}", status=text(STANDINGS[agent.status]), shift=at_work)
    return at_work


def load_words(agent: Agent, *, figures: bool) -> Text:
    """What they hold against what they have room for; in words for who may read words only."""
    if figures:
        return text("load {load} of {capacity}", load=agent.load, capacity=agent.capacity)
    if not agent.takes:
        return text("takes no cases in this role")
    return text("has room") if agent.load < agent.capacity else text("desk is full")


def _shift_words(agent: Agent, telling: Telling) -> Text:
    if not agent.hours_known:
        return text("hours not entered")
    if not agent.spans:
        return text("no shift in the next days")
    begin, end = agent.spans[0]
    if begin <= telling.seconds:
        return text("until {when}", when=telling.when(end))
    return text("off until {when}", when=telling.when(begin))
