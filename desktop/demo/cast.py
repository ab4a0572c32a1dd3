"""Who and what the made-up cases draw on: people by skill and shift, customers, troubles."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from desktop.demo.script import Company, Question, Script, Trouble
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import from_seconds
from models.handbook.policy import Policy
from models.handbook.zones import zone


@dataclass
class Cast:
    """The desk's people, customers and policies by id, and the troubles not told yet.

    `policies` are those in force under each company's contract. `random` is the one source of
    chance: the same seed tells the same cases.
    """

    random: Random
    script: Script
    people: Mapping[str, int]
    customers: Mapping[str, int]
    contracts: Mapping[str, int]
    policies: Mapping[str, Policy]
    _decks: dict[str, list[Trouble]] = field(default_factory=dict)
    _met: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def team(self) -> BusinessCalendar:
        """When the team works."""
        return self.policies[""].team

    @property
    def systemic(self) -> Trouble:
        """The trouble whose cause came back until somebody looked for it."""
        (found,) = (trouble for trouble in self.script.troubles if trouble.systemic)
        return found

    @property
    def ended(self) -> Trouble:
        """The trouble that an action has put an end to."""
        (found,) = (trouble for trouble in self.script.troubles if trouble.ended)
        return found

    def apart(self) -> "Cast":
        """The same with a chance of its own, so that what is told with it changes nothing else."""
        return replace(self, random=Random(7), _decks={}, _met=Counter())

    @property
    def lead(self) -> int:
        """Who leads the desk, and sits at the window of a new sample desk."""
        return next(self.people[p.name] for p in self.script.people if p.role == "lead")

    def trouble(self, priority: str) -> Trouble:
        """The next trouble of a priority; each is told once before any is told again."""
        deck = self._decks.get(priority)
        if not deck:
            ordinary = (t for t in self.script.troubles if not (t.systemic or t.ended))
            deck = [trouble for trouble in ordinary if trouble.priority == priority]
            self.random.shuffle(deck)
            self._decks[priority] = deck
        return deck.pop()

    def gather(self) -> None:
        """Shuffle anew, so that the next cases all differ."""
        self._decks.clear()
        self._met.clear()

    def company(self, trouble: Trouble) -> Company:
        """A customer who can meet this trouble: one of those who met it (then its like) least."""
        able = [c for c in self.script.companies if trouble.category in c.uses]
        alike = (trouble.title, trouble.priority, "")
        able.sort(key=lambda c: [self._met[what, c.name] for what in alike])
        chosen = self.random.choice(able[:2])
        self._met.update((what, chosen.name) for what in alike)
        return chosen

    def question(self, category: str) -> Question:
        """What a customer may be asked about a case of this category."""
        return self.random.choice([q for q in self.script.questions if category in q.about])

    def agent(self, category: str, at: int) -> str:
        """Who takes a case of this category: by skill, from those on shift where there are any."""
        able = [p for p in self.script.people if category in p.skills]
        local = from_seconds(at).astimezone(zone(self.team.zone))
        time = f"{local:%H:%M}"
        here = [p for p in able if local.weekday() < 5 and p.shift[0] <= time < p.shift[1]]
        chosen = here or able
        weights = [person.skills[category] ** 2 for person in chosen]
        return self.random.choices(chosen, weights)[0].name
