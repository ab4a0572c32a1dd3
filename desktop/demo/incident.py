"""The outage as an incident: more customers under it, who leads it, a checklist half done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from desktop.demo.cast import Cast
from desktop.demo.script import Company
from desktop.demo.story import MINUTE, Story
from models.handbook import events as ev
from models.handbook.policy import FIRST_RESPONSE
from models.playbooks import default_playbooks

_LATER: Final = (18, 31, 52)
"""So many minutes after the first, others report the same."""
_BY_HAND: Final = ("engineering_on_call", "squad_lead")
"""Who is not on the rota is named by hand: the role here, and theirs on the desk."""
_TICKED: Final = (1, 2, 3, 4)
"""The steps of the playbook that are done, by their place."""
_LAST_NOTE: Final = 24
"""So many minutes ago the team wrote something down."""


class Incident:
    """The outage and those hit by it too: for them it is degraded, and not down."""

    def __init__(self, cast: Cast, outage: Story) -> None:
        self.cast = cast
        self.outage = outage
        uses = outage.trouble.category
        able = [c for c in cast.script.companies if uses in c.uses and c is not outage.company]
        self.hit = [self._hit(*one) for one in zip(_LATER, able, strict=False)]

    def _hit(self, minutes: int, company: Company) -> Story:
        outage = self.outage
        title = f"{outage.trouble.title}: the same in {company.site}"
        trouble = replace(outage.trouble, title=title, priority="P2")
        at = outage.opened_at + minutes * MINUTE
        story = Story(self.cast, trouble, company, at, outage.now)
        story.open()
        budget, calendar = story.promise(FIRST_RESPONSE, at)
        story.assign(at + 2 * MINUTE)
        story.answer(calendar.add_seconds(at, budget // 3))
        return story

    def tell(self, key_of: Callable[[Story], str]) -> None:
        """What the log says of it: roles, links, steps, and the notes of the team."""
        self._lead()
        for story in self.hit:
            self._hang(story, key_of)
        self._tick()
        self._note(self.cast.script.talk["incident"])

    def _lead(self) -> None:
        outage, (role, theirs) = self.outage, _BY_HAND
        whom = next(p.name for p in self.cast.script.people if p.role == theirs)
        at, given = outage.opened_at + 5 * MINUTE, {"role": role}
        outage.tell(ev.ROLE_GIVEN, at, {**given, "person_id": self.cast.people[whom]},
                    outage.person)  # fmt: skip
        channel = {"channel": "https://meet.example/bridge"}
        outage.tell(ev.FIELDS_CHANGED, at + MINUTE, channel, outage.person)

    def _hang(self, story: Story, key_of: Callable[[Story], str]) -> None:
        outage, at = self.outage, story.opened_at + 9 * MINUTE
        here, there = key_of(outage), key_of(story)
        story.tell(ev.LINKED, at, {"case": here, "why": "incident"}, self.cast.lead)
        outage.tell(ev.LINKED, at, {"case": there, "why": "affected"}, self.cast.lead)

    def _tick(self) -> None:
        outage = self.outage
        book = next(one for one in default_playbooks() if outage.priority in one.priorities)
        for number, place in enumerate(_TICKED, start=1):
            at = outage.opened_at + (4 + 12 * number) * MINUTE
            told = {"playbook": book.key, "step": book.steps[place]}
            outage.tell(ev.STEP_TICKED, at, told, outage.person)

    def _note(self, notes: Sequence[str]) -> None:
        outage, whom = self.outage, (self.outage.person, self.cast.lead)
        first = outage.opened_at + 20 * MINUTE
        apart = (outage.now - _LAST_NOTE * MINUTE - first) // (len(notes) - 1)
        for number, text in enumerate(notes):
            told = {"text": outage.voice.fill(text)}
            outage.tell(ev.NOTE, first + apart * number, told, whom[number % 2])
