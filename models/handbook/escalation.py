"""Who is told of an alert that nobody has seen, step by step, and when (handbook, rule 25)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.roster import LEAD, Roster


@dataclass(frozen=True, slots=True)
class Step:
    """A role of a path, told `times` times: each when nobody has seen the alert for `after` seconds
    since somebody was told last, or None: for as long as the handbook says of the priority.

    Told while the calendar `within` is open, "" at any hour; outside it `otherwise` is told, or ""
    nobody until it opens. A step that `hands` gives them the case.
    """

    role: str
    after: int | None = None
    times: int = 1
    within: str = ""
    otherwise: str = ""
    hands: bool = False


Path = tuple[Step, ...]

USUAL: Final[Mapping[str, Path]] = {
    priority: tuple(Step(role) for role in roles)
    for priority, roles in (
        ("P1", ("incident_commander", "engineering_on_call", "comms_lead", LEAD)),
        ("P2", ("squad_lead", "feature_owner", LEAD)),
        ("P3", (LEAD,)),
        ("P4", (LEAD,)),
    )
}
"""The paths of rule 25, for a handbook that has none of its own."""
ROLES: Final = tuple(dict.fromkeys(step.role for path in USUAL.values() for step in path))


@dataclass(frozen=True, slots=True)
class Telling:
    """A role that is told at an instant, and may be given the case."""

    role: str
    at: int
    hands: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told for a role; `unheld` where nobody holds it, so that the lead is told instead.

    No `people` where nobody leads either: then everybody is told.
    """

    people: frozenset[int]
    unheld: bool


@dataclass(frozen=True, slots=True)
class Escalation:
    """The path of a priority, how long an alert of it waits where a step does not say, and the
    calendars that its steps name."""

    path: Path
    unseen: int | None
    calendars: Mapping[str, BusinessCalendar]

    def after(self, role: str | None, step: int, since: int) -> Telling | None:
        """Who is told after `step`, of an alert that was for `role` and waits since an instant;
        None where the path ends, or does not say when it goes on."""
        left = self.tellings(role)[step:]
        patience = self.patience(left[0]) if left else None
        return None if patience is None else self._arrive(left[0], since + patience)

    def due(self, role: str | None, step: int, now: int) -> Telling | None:
        """The same for one that has waited long enough; later than now where nobody may be told
        yet, None where it has nowhere to go any more."""
        left = self.tellings(role)[step:]
        return self._arrive(left[0], now) if left else None

    def walk(self, role: str | None, since: int) -> Iterator[Telling]:
        """Everybody who is told while nobody sees it."""
        step = 0
        while (telling := self.after(role, step, since)) is not None:
            yield telling
            step, since = step + 1, telling.at

    def tellings(self, role: str | None) -> Sequence[Step]:
        """The steps, each as often as it is told; not the one by which whoever the alert was for
        is told already."""
        found = [step for step in self.path for _ in range(step.times)]
        told = (place for place, step in enumerate(found) if step.role == role and not step.hands)
        first = next(told, None)
        return found if first is None else [*found[:first], *found[first + 1 :]]

    def patience(self, step: Step) -> int | None:
        """How long nobody has seen it before this step; None for never."""
        return self.unseen if step.after is None else step.after

    def _arrive(self, step: Step, at: int) -> Telling:
        """Within its hours, or outside them: then another is told, or it waits."""
        hours = self.calendars[step.within] if step.within else None
        if hours is None or hours.open_at(at):
            return Telling(step.role, at, step.hands)
        if step.otherwise:
            return Telling(step.otherwise, at, step.hands)
        try:
            return Telling(step.role, hours.edge_of(at, "opening"), step.hands)
        except KnownError:  # it never opens again: better at any hour than never
            return Telling(step.role, at, step.hands)


def who_is_told(role: str, roster: Roster, at: int) -> Told:
    """Whoever holds a role at an instant, or else the lead."""
    return Told(roster.holders(role, at), not roster.named(role, at))
