"""Who should take a case and why, and what keeps others from it: for page and terminal.

With `figures` they are the lead's; without, they are what everybody may read: words (rule 31).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.handbook.assignment import AVAILABLE, Agent, Job, Ranking, familiarity, idle
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.skill_rules import Need, still_asked
from models.text import Text, counted, text
from models.wording import instant_words, span_words

_A_WHILE: Final = 3600
_STATUS: Final = {
    "busy": text("is busy"), "away": text("is away just now"), "off": text("is off"),
}  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """When and where it is told, and whether with figures."""

    now: datetime
    zone: ZoneInfo
    figures: bool

    def say(self, figures: Text, words: Text) -> Text:
        """The one or the other."""
        return figures if self.figures else words

    def when(self, at: int) -> str:
        """An instant, briefly."""
        return instant_words(from_seconds(at), self.now, self.zone)

    @property
    def seconds(self) -> int:
        """Now, in seconds."""
        return to_seconds(self.now)


def why(ranking: Ranking, agent: Agent, telling: Telling) -> list[Text]:
    """Why somebody may take a case, and what speaks for them."""
    job = ranking.job
    said = [_knows(need, agent, telling) for need in job.needs]
    said.append(telling.say(desk_words(agent), text("has room")))
    if cases := familiarity(job, agent):
        said.append(telling.say(
            text("had {count} of {customer} lately", count=cases_words(cases),
                 customer=job.customer),
            text("knows {customer}", customer=job.customer),
        ))  # fmt: skip
    said += _idle(agent, telling)
    if not agent.hours_known:
        return [*said, text("hours are not entered, so counted as at work")]
    return [*said, text("at work until {when}", when=telling.when(agent.spans[0][1]))]


def relaxed_words(ranking: Ranking) -> list[Text]:
    """Of each preferred skill that is not asked for: why not."""
    left = ranking.job.left
    asked = still_asked(ranking.job.needs, left)
    over = "{skill} {level} is preferred, but no longer asked for: {left} % of the time is left"
    return [
        text(_unheld(need, ranking) if need in asked else over, skill=need.skill, level=need.level,
             left=max(int(100 * left), 0))
        for need in ranking.relaxed
    ]  # fmt: skip


def _unheld(need: Need, ranking: Ranking) -> str:
    """That nobody has it, or not with all else; of those whom nothing but a skill keeps from it."""
    here = [fit.agent for fit in ranking.fits]
    here += [agent for agent, what in ranking.refused if what == ("skill",)]
    if any(agent.level(need.skill) >= need.level for agent in here):
        return "{skill} {level} is preferred, but nobody who could take the case has all it prefers"
    return "{skill} {level} is preferred, but nobody who could take the case has it"


def why_not(
    ranking: Ranking, agent: Agent, found: tuple[str, ...], telling: Telling
) -> list[Text]:  # fmt: skip
    """What stands in the way of somebody, the first first."""
    return obstacles(ranking.job, agent, ranking.asked, found, telling)


def obstacles(
    job: Job, agent: Agent, asked: Sequence[Need], found: Sequence[str], telling: Telling
) -> list[Text]:  # fmt: skip
    """The same of a case that asks for these skills, in no ranking."""
    said = list[Text]()
    for what in found:
        if what == "skill":
            lacking = (need for need in asked if agent.level(need.skill) < need.level)
            said += [_lacks(need, agent, telling) for need in lacking]
        else:
            said.append(_in_the_way(what, job, agent, telling))
    return said


def desk_words(agent: Agent) -> Text:
    """What somebody holds: how many cases, and what they weigh; beside those asked about, if any
    of them is theirs."""
    if agent.has_asked:
        return _others_words(agent)
    if not agent.cases:
        return text("no open case, room for {capacity}", capacity=agent.capacity)
    return counted(
        agent.cases, "1 open case weighs {load} of {capacity}",
        "{count} open cases weigh {load} of {capacity}", load=agent.load, capacity=agent.capacity,
    )  # fmt: skip


def _others_words(agent: Agent) -> Text:
    if not agent.cases:
        return text("no other open case, room for {capacity}", capacity=agent.capacity)
    return counted(
        agent.cases, "1 other open case weighs {load} of {capacity}",
        "{count} other open cases weigh {load} of {capacity}",
        load=agent.load, capacity=agent.capacity,
    )  # fmt: skip


def _knows(need: Need, agent: Agent, telling: Telling) -> Text:
    level = agent.level(need.skill)
    if level >= need.level:
        return telling.say(
            text("{skill} {level}, {needed} needed", skill=need.skill, level=level,
                 needed=need.level),
            text("knows {skill}", skill=need.skill),
        )  # fmt: skip
    return telling.say(
        text("{skill} {level}, {needed} preferred", skill=need.skill, level=level,
             needed=need.level),
        text("knows less of {skill} than is preferred", skill=need.skill),
    )  # fmt: skip


def _lacks(need: Need, agent: Agent, telling: Telling) -> Text:
    level = agent.level(need.skill)
    if not level:
        return text("does not know {skill}", skill=need.skill)
    return telling.say(
        text("{skill} {level}, and {needed} is needed", skill=need.skill, level=level,
             needed=need.level),
        text("does not know {skill} well enough", skill=need.skill),
    )  # fmt: skip


def _idle(agent: Agent, telling: Telling) -> list[Text]:
    since = idle(agent, telling.seconds)
    if since < _A_WHILE:
        return []
    if agent.got_at is None:
        return [text("has got nothing new lately")]
    span = span_words(timedelta(seconds=telling.seconds - agent.got_at))
    return [telling.say(
        text("got nothing new for {span}", span=span), text("has got nothing new for a while")
    )]  # fmt: skip


def _in_the_way(what: str, job: Job, agent: Agent, telling: Telling) -> Text:
    if what == "restricted":
        return text("is not among those who see this case")
    if what == "role":
        return text("takes no cases in this role, unless a capacity is entered")
    if what == "leave":
        until = telling.when(agent.on_leave_until or 0)
        key = "is on leave until {when}; {other} stands in" if agent.stand_in else (
            "is on leave until {when}")  # fmt: skip
        return text(key, when=until, other=agent.stand_in)
    if what == "status":
        return _STATUS[agent.status] if agent.status != AVAILABLE else text("is not available")
    if what == "room":
        return telling.say(
            text("no room: {desk}, this one weighs {weight}", desk=desk_words(agent),
                 weight=job.weight),
            text("has no room"),
        )  # fmt: skip
    if what == "shift_left":
        needed = span_words(timedelta(seconds=job.seconds))
        return text("is at work until {when} only, and {needed} are needed",
                    when=telling.when(agent.spans[0][1]), needed=needed)  # fmt: skip
    if not agent.hours_known:
        return text("hours not entered")
    if not agent.spans:
        return text("is not on shift")
    return text("is not on shift until {when}", when=telling.when(agent.spans[0][0]))


def cases_words(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases" if count else "no case"
