"""One made-up case: its events so far, told in words that fit the trouble and the customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop.demo.cast import Cast
from desktop.demo.script import Company, Question, Trouble
from desktop.demo.voice import Voice
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.events import Event
from models.handbook.instants import from_seconds
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, Policy
from models.handbook.zones import zone
from models.wording import MONTH_NAMES, instant_words

MINUTE, HOUR = 60, 3600

_WORKING_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass
class Story:
    """A made-up case. Instants are whole seconds since the epoch; nothing happens after `now`."""

    cast: Cast
    trouble: Trouble
    company: Company
    opened_at: int
    now: int
    priority: str = ""
    agent: str = ""
    events: list[Event] = field(default_factory=list)
    voice: Voice = field(init=False)

    def __post_init__(self) -> None:
        self.priority = self.priority or self.trouble.priority
        self.agent = self.agent or self.cast.agent(self.trouble.category, self.opened_at)
        workaround = self.trouble.workaround
        known = {
            **_days(from_seconds(self.opened_at).astimezone(zone(self.cast.team.zone)).date()),
            "contact": self.company.contact, "site": self.company.site,
            "environment": self.company.environment, "first": self.agent.split()[0],
            "workaround_now": workaround[:1].lower() + workaround[1:], "key": "{key}",
        }  # fmt: skip
        self.voice = Voice(self.random, self.cast.script, known)
        told = {"title": self.trouble.title, "impact": self.trouble.impact}
        self._own = {name: self.voice.fill(words) for name, words in told.items()}

    @property
    def random(self) -> Random:
        """Chance, of which there is one source."""
        return self.cast.random

    @property
    def policy(self) -> Policy:
        """What this customer was promised."""
        return self.cast.policies[self.company.name]

    @property
    def person(self) -> int:
        """Who has the case."""
        return self.cast.people[self.agent]

    def promise(self, commitment: str, start: int) -> tuple[int, BusinessCalendar]:
        """(counted seconds, calendar) of what binds: the SLA, or the SLO where there is none."""
        target = self.policy.targets[self.priority][commitment]
        amount = target.sla or target.slo
        assert amount is not None
        calendar = self.policy.calendars[target.calendar]
        return amount.budget(start, calendar), calendar

    def tell(
        self, kind: str, at: int, data: Mapping[str, Any] | None = None, by: int | None = None,
        logged_after: int = 0,
    ) -> bool:  # fmt: skip
        """Add an event, unless it (or its entry in the log) has not come yet."""
        if at + logged_after > self.now:
            return False
        number = len(self.events) + 1
        self.events.append(Event(number, kind, at, at + logged_after, dict(data or {}), by))
        return True

    def log(self) -> list[Event]:
        """The events in the order in which the desk came to know of them, numbered from 1."""
        ordered = sorted(self.events, key=lambda event: (event.recorded_at, event.id))
        return [event._replace(id=number) for number, event in enumerate(ordered, start=1)]

    def open(self, facts: Mapping[str, Any] | None = None) -> None:
        """The customer's message comes in and is acknowledged; `facts` replace those known."""
        self.tell(ev.OPENED, self.opened_at, facts if facts is not None else self.facts())
        said = self.voice.fill(self.trouble.message)
        self.tell(ev.CUSTOMER_MESSAGE, self.opened_at, {"text": said})
        text = self.voice.say(
            "acknowledged", title=self._own["title"], by=self._promised(FIRST_RESPONSE)
        )
        self.tell(ev.ACKNOWLEDGED, self.opened_at + 20, {"text": text})

    def facts(self) -> dict[str, Any]:
        """What the case opens with."""
        category, company = self.trouble.category, self.company.name
        facts: dict[str, Any] = {
            **self._own, "customer_id": self.cast.customers[company], "priority": self.priority,
            "environment": self.company.environment, "steps": self.voice.fill(self.trouble.steps),
            "category": category, "group": self.cast.script.groups[category],
        }  # fmt: skip
        contract = self.cast.contracts.get(company)
        return facts if contract is None else {**facts, "contract_id": contract}

    def assign(self, at: int) -> None:
        """The lead hands the case out, or somebody takes it."""
        by = self.random.choice((self.cast.lead, self.person))
        self.tell(ev.ASSIGNED, at, {"person_id": self.person}, by)

    def answer(self, at: int) -> None:
        """The first response by a person, and what they noted for the others."""
        own = {"answer": self.voice.fill(self.trouble.news[0]), "impact": self._own["impact"]}
        by = self._promised(NEXT_UPDATE, at) if self.priority != "P4" else ""
        self.say(at, self.voice.say(f"first_{self.priority}", **own, by=by))
        if self.priority == "P1" or self.random.random() < 0.6:
            self.note(at + 240, self.trouble.note)

    def say(self, at: int, text: str) -> bool:
        """A word to the customer: by mail, or by phone and logged after it."""
        call = self.priority in ("P1", "P2") and self.random.random() < 0.2
        data = {"type": "call" if call else "reply", "text": text}
        return self.tell(ev.CONTACT, at, data, self.person, 180 if call else 0)

    def update(self, at: int, number: int) -> bool:
        """The `number`-th update: news where there is any, otherwise that work goes on."""
        news = self.trouble.news
        by = self._promised(NEXT_UPDATE, at)
        fresh = number % 2 == 0 and number // 2 < len(news)
        phase = "between" if number // 2 + 1 < len(news) else "after"
        text = (
            self.voice.fill(news[number // 2]) if fresh
            else self.voice.say(f"{phase}_{self.priority}", by=by)
        )  # fmt: skip
        told = self.say(at, text)
        if told and self.random.random() < 0.3:
            self.hear(at + 420, self.voice.say("customer_between"))
        return told

    def hear(self, at: int, text: str) -> bool:
        """The customer writes."""
        return self.tell(ev.CUSTOMER_MESSAGE, at, {"text": text})

    def note(self, at: int, template: str) -> None:
        """A word among ourselves."""
        self.tell(ev.NOTE, at, {"text": self.voice.fill(template)}, self.person)

    def ask(self, at: int, question: Question) -> None:
        """Ask the customer, and wait for what they answer (rule 13)."""
        self.say(at, self.voice.fill(question.ask))
        waiting = {
            "status": "waiting_customer", "waiting_for": self.company.contact,
            "reason": question.waiting_for,
        }  # fmt: skip
        self.tell(ev.PAUSED, at + MINUTE, waiting, self.person)

    def replied(self, at: int, question: Question) -> None:
        """The customer's answer to it."""
        last = from_seconds(self.opened_at - 17 * MINUTE).astimezone(zone(self.policy.team.zone))
        self.hear(at, self.voice.fill(question.answer, clock=f"{last:%H:%M}"))

    def come_back(self, at: int, answered_at: int) -> None:
        """The customer writes that it is back: a new cycle from then on (rule 15)."""
        self.hear(at, self.voice.say("again"))
        self.tell(ev.REOPENED, at, {}, self.person)
        self.say(answered_at, self.voice.say("sorry", by=self._promised(NEXT_UPDATE, answered_at)))

    def fixed(self, at: int, confirmed_at: int) -> bool:
        """The customer is asked to try it, and does; with that the case is resolved."""
        if confirmed_at > self.now:
            return False
        short = self.priority == "P4"
        if not short:
            self.say(at, self.voice.say(f"fixed_{self.priority}"))
        self._link(at)
        self.hear(confirmed_at - 60, self.voice.say("thanks_P4" if short else "thanks"))
        said = self.voice.say("resolved_P4" if short else "resolved")
        return self.tell(ev.RESOLVED, confirmed_at, {"text": said}, self.person)

    def _link(self, at: int) -> None:
        """The answer of two in three comes from an article, where there is one: chance is left to
        what was told before there were any."""
        if self.trouble.article and self.opened_at // HOUR % 3:
            told = {"article": self.trouble.article, "why": "answer"}
            self.tell(ev.LINKED, at, told, self.person)

    def close(self, at: int) -> None:
        """The closing note; short for a question (rule 22)."""
        note = {"root_cause": self.trouble.cause}
        if self.trouble.prevention:
            note |= {"workaround": self.trouble.workaround, "prevention": self.trouble.prevention}
        self.tell(
            ev.CLOSED, at, {n: self.voice.fill(said) for n, said in note.items()}, self.person
        )

    def _promised(self, commitment: str, at: int | None = None) -> str:
        """The instant something is promised by, in words for the customer."""
        start = self.opened_at if at is None else at
        budget, calendar = self.promise(commitment, start)
        due = from_seconds(calendar.add_seconds(start, budget))
        return instant_words(due, from_seconds(start), zone(self.policy.team.zone))


def _days(opened: date) -> dict[str, str]:
    """The days a customer may speak of on this date, by name."""
    weekday, soon = opened - timedelta(days=1), opened + timedelta(days=2)
    while weekday.weekday() >= len(_WORKING_DAYS):
        weekday -= timedelta(days=1)
    while soon.weekday() >= len(_WORKING_DAYS):
        soon += timedelta(days=1)
    return {
        "weekday": _WORKING_DAYS[weekday.weekday()], "soon": _WORKING_DAYS[soon.weekday()],
        "month": MONTH_NAMES[opened.month - 2],
    }  # fmt: skip
