"""The one breach that is disputed: told step by step, and the credit that came of it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from desktop.demo.cast import Cast
from desktop.demo.history import quarters
from desktop.demo.script import Step
from desktop.demo.story import Story
from models.commands.remedies import calculate_remedies, dispute_remedy
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import RemedyStep
from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.lengths import seconds_words
from models.handbook.periods import Period
from models.handbook.policy import RESOLUTION
from models.handbook.remedies import credit_words
from models.handbook.verdict import CaseClock
from models.handbook.working_hours import DAYS
from models.handbook.zones import zone
from models.wording import span_words
from models.work import Work

_WEEKS = 5
"""So many weeks after its first Monday a quarter sees the breach."""


def disputed_quarter(cast: Cast, now: datetime) -> Period:
    """The last quarter whose credits the lead has had the time to calculate, and to talk about."""
    place, work = (
        zone(cast.team.zone),
        timedelta(hours=cast.script.dispute.objection.disputed_after),
    )
    over = [period for period in quarters(now, cast.team.zone)
            if cast.team.add(period.end(place), work) <= now]  # fmt: skip
    return over[-1]


class Dispute:
    """The case, and its week: what is said in it of its own figures is read from its own log."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast = cast
        self.quarter = disputed_quarter(cast, now)
        self._told = told = cast.script.dispute
        first = self.quarter.starts_on
        self._monday = first + timedelta(days=-first.weekday() % 7, weeks=_WEEKS)
        (company,) = (one for one in cast.script.companies if one.name == told.customer)
        opened_at = self._at(told.opened)
        self.story = Story(
            cast, told.trouble, company, opened_at, to_seconds(now), agent=told.agent
        )
        self.story.open()
        for step in told.steps:
            self._take(step)

    def reason(self, key: str) -> str:
        """What the customer holds against the credit of case `key`, with both amounts."""
        objection, until = self._told.objection, self._at(self._told.objection.instead)
        log = self.story.log()
        as_they_say = [
            event._replace(data={**event.data, "until": until})
            if event.kind == ev.PAUSE_ENTERED else event
            for event in log
        ]  # fmt: skip
        over, then = self._over(log), self._over(as_they_say)
        return self.story.voice.fill(
            objection.reason, key=key, over=_span(over), then=_span(then),
            credit=self._credit(over), then_credit=self._credit(then),
        )  # fmt: skip

    def _at(self, words: str) -> int:
        """“tue 09:18:05” of its week, in seconds since the epoch."""
        day, _, time = words.partition(" ")
        local = datetime.fromisoformat(f"{self._monday + timedelta(days=DAYS.index(day))} {time}")
        return to_seconds(local.replace(tzinfo=zone(self.cast.team.zone)))

    def _take(self, step: Step) -> None:
        story, at = self.story, self._at(step.at)
        if step.event == ev.CLOSED:
            story.close(at)
            return
        logged = self._at(step.logged) - at if step.logged else 0
        data: dict[str, Any] = {name: self._filled(words) for name, words in step.data.items()}
        if step.until:
            data["until"] = self._at(step.until)
        if step.event == ev.ASSIGNED:
            data["person_id"] = story.person
        if step.event == ev.CONTACT:
            data["type"] = "reply"
        by = step.by or ("" if step.event == ev.CUSTOMER_MESSAGE else story.agent)
        story.tell(step.event, at, data, self.cast.people.get(by), logged)

    def _filled(self, words: str) -> str:
        if "{over}" not in words:
            return self.story.voice.fill(words)
        log = self.story.log()
        target = seconds_words(self._resolution(log).target_seconds)
        return self.story.voice.fill(words, over=_span(self._over(log)), target=target)

    def _over(self, log: list[Event]) -> int:
        """By how many counted seconds the resolution is over its SLA."""
        clock = self._resolution(log)
        return (clock.elapsed_seconds or 0) - clock.target_seconds

    def _resolution(self, log: list[Event]) -> CaseClock:
        clocks = judge(log, {1: self.story.policy}, 1)
        return next(c for c in clocks if (c.commitment, c.objective) == (RESOLUTION, "SLA"))

    def _credit(self, over: int) -> str:
        """What the contract credits for that, alone."""
        remedies = self.story.policy.remedies
        assert remedies is not None
        found = remedies.tables[self.story.priority, RESOLUTION].for_breach(over)
        percent = remedies.unit.partition(" ")[0]
        return f"{credit_words(found[1] if found else 0)} {percent}"


def settle(database: Database, dispute: Dispute, key: str) -> None:
    """The lead calculates the credits of that quarter, and writes down what the customer says."""
    cast, told = dispute.cast, dispute.cast.script.dispute
    end = dispute.quarter.end(zone(cast.team.zone))

    def after(hours: int) -> Database:
        clock = StoppedClock(cast.team.add(end, timedelta(hours=hours)))
        return Database(database.engine, clock, cast.lead)

    calculated = partial(calculate_remedies, period=dispute.quarter)
    after(told.objection.calculated_after).write(calculated, operation_id="demo-credits")
    customer, reason = cast.customers[told.customer], dispute.reason(key)
    objected = partial(_object, customer_id=customer, reason=reason)
    after(told.objection.disputed_after).write(objected, operation_id="demo-objection")


def _object(work: Work, customer_id: int, reason: str) -> None:
    steps = select(RemedyStep).where(RemedyStep.customer_id == customer_id)
    step = work.session.scalars(steps).one()
    dispute_remedy(work, step.id, step.number, reason)


def _span(seconds: int) -> str:
    return span_words(timedelta(seconds=seconds))
