"""Why not somebody who could take a case, and why nobody does: for page and terminal."""

from datetime import timedelta
from typing import Final

from models.assignment_words import Telling, cases_words, desk_words
from models.handbook.assignment import (
    CUSTOMER,
    IDLE,
    LOAD,
    LONG_IDLE,
    SHARES,
    SKILL,
    Agent,
    Fit,
    Job,
    Ranking,
    familiarity,
    idle,
)
from models.handbook.assignment_against import Planned
from models.text import Text, text
from models.wording import span_words


def behind(ranking: Ranking, one: Fit, telling: Telling) -> Text:
    """Why somebody who could take it is not the first: the part in which the first leads most."""
    best = ranking.fits[0]
    leads = {part: best.points[part] - one.points[part] for part in SHARES}
    part = max(leads, key=lambda name: leads[name])
    name = best.agent.name
    if leads[part] <= 0:
        return text("fits as well; {name} comes first by name", name=name)
    return _BEHIND[part](ranking.job, one.agent, best.agent, telling)


def against(planned: Planned, job: Job, agent: Agent, telling: Telling) -> Text:
    """Why somebody who could take it does not, where many were looked at together."""
    found, taker = planned.against(job, agent), planned.taker(job)
    if found == "room_then":
        return text("no room left: is given {cases}", cases=planned.keys_given[agent.id])
    if taker is None or found == "searched":
        return text("fits; the search for the best plan was not carried to its end")
    name = taker.name
    if found == "later":
        return text("would more likely be late than {name}", name=name)
    if found == "fuller":
        return _fuller_then(planned, job, agent, taker, telling)
    return text("would be as good as {name}", name=name)


def nobody(planned: Planned, job: Job) -> Text:
    """Why a case goes to nobody."""
    could = planned.could(job)
    if not planned.agents:
        return text("Nobody is on the team")
    if not could:
        return text("Nobody can take it just now")
    if any(planned.load_then(one) + job.weight <= one.capacity for one in could):
        return text("The search for the best plan was not carried to its end")
    return text("Whoever could take it has no room left for it")


def _fuller_then(
    planned: Planned, job: Job, agent: Agent, taker: Agent, telling: Telling
) -> Text:  # fmt: skip
    """Whose desk is fuller once the plan is done: with this case on it, or else without."""
    mine, theirs = planned.load_then(agent, job), planned.load_then(taker, job)
    with_it = (mine + job.weight) * taker.capacity > (theirs + job.weight) * agent.capacity
    more = job.weight if with_it else 0
    figures = "has a fuller desk then: {mine} of {most}, {name} {theirs} of {their_most}"
    words = "has a fuller desk then than {name}"
    if with_it:
        figures = "would have a fuller desk: {mine} of {most}, {name} {theirs} of {their_most}"
        words = "would have a fuller desk than {name}"
    return telling.say(
        text(figures, mine=mine + more, most=agent.capacity, name=taker.name,
             theirs=theirs + more, their_most=taker.capacity),
        text(words, name=taker.name),
    )  # fmt: skip


def _less_skilled(job: Job, one: Agent, best: Agent, telling: Telling) -> Text:
    need = max(job.needs, key=lambda need: best.level(need.skill) - one.level(need.skill))
    mine, theirs = one.level(need.skill), best.level(need.skill)
    return telling.say(
        text("{skill} {mine}, {name} {theirs}", skill=need.skill, mine=mine, name=best.name,
             theirs=theirs),
        text("{name} knows {skill} better", name=best.name, skill=need.skill),
    )  # fmt: skip


def _fuller(job: Job, one: Agent, best: Agent, telling: Telling) -> Text:
    return telling.say(
        text("{mine}; {name}: {theirs}", mine=desk_words(one), name=best.name,
             theirs=desk_words(best)),
        text("has a fuller desk than {name}", name=best.name),
    )  # fmt: skip


def _less_familiar(job: Job, one: Agent, best: Agent, telling: Telling) -> Text:
    return telling.say(
        text("had {mine} of {customer} lately, {name} {theirs}",
             mine=cases_words(familiarity(job, one)), customer=job.customer, name=best.name,
             theirs=familiarity(job, best)),
        text("{name} knows {customer} better", name=best.name, customer=job.customer),
    )  # fmt: skip


def _more_lately(job: Job, one: Agent, best: Agent, telling: Telling) -> Text:
    span = span_words(timedelta(seconds=idle(one, telling.seconds)))
    if best.got_at is None or idle(best, telling.seconds) >= LONG_IDLE:
        theirs = text("{name} none for long", name=best.name)
    else:
        since = span_words(timedelta(seconds=idle(best, telling.seconds)))
        theirs = text("{name} {span} ago", name=best.name, span=since)
    return telling.say(
        text("got a case {span} ago, {theirs}", span=span, theirs=theirs),
        text("got a case later than {name}", name=best.name),
    )  # fmt: skip


_BEHIND: Final = {
    SKILL: _less_skilled, LOAD: _fuller, CUSTOMER: _less_familiar, IDLE: _more_lately,
}  # fmt: skip
