"""What starts, pauses, resumes, stops and resets a clock: conditions over what happens to a case.

The defaults are the handbook's (rules 8, 11, 12 and 15); a team that writes none has those. Beside
them, statuses pause clocks (rule 13), and the end of a case ends them all (rule 12), always.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from models.handbook.intake import CLOSING

Verb = Literal["resume", "stop", "reset", "start", "pause"]
VERBS: Final[tuple[Verb, ...]] = ("resume", "stop", "reset", "start", "pause")
"""In the order in which one event does several of them."""

OPENED: Final = "opened"
REOPENED: Final = "reopened"
ACKNOWLEDGED: Final = "acknowledged"
RESPONSE: Final = "response"
UPDATE: Final = "update"
TO_CUSTOMER: Final = "contact to customer"
FROM_CUSTOMER: Final = "contact from customer"
ASSIGNED: Final = "assigned"
UNASSIGNED: Final = "unassigned"
ENTERED: Final = "status entered"
LEFT: Final = "status left"
FIELD_SET: Final = "field set"
FIELD_CHANGED: Final = "field changed"

PLAIN: Final = (OPENED, REOPENED, ACKNOWLEDGED, RESPONSE, UPDATE, ASSIGNED, UNASSIGNED)
CONTACTS: Final = (TO_CUSTOMER, FROM_CUSTOMER)
STATUS_CHANGES: Final = (ENTERED, LEFT)
FIELD_CHANGES: Final = frozenset((FIELD_SET, FIELD_CHANGED))
FIELDS: Final = (
    "title", "customer", "priority", "impact", "urgency", "environment", "steps", "category",
    "group", *CLOSING,
)  # fmt: skip
"""The fields of a case that a condition may name; a workaround is part of the closing note too."""

_TOLD_BY_CONTACTS: Final = frozenset((RESPONSE, UPDATE, TO_CUSTOMER))


class Happening(NamedTuple):
    """Something that happens to a case, or the condition that waits for it.

    `name` is a status, a contact type or a field, `value` what the field becomes. In a condition
    an empty one stands for any.
    """

    kind: str
    name: str = ""
    value: str = ""

    def meets(self, condition: "Happening") -> bool:
        """Whether this is what a condition of the same kind waits for."""
        return condition.name in ("", self.name) and condition.value in ("", self.value)

    @property
    def words(self) -> str:
        """As the handbook's file writes it."""
        by = " by" if self.kind in CONTACTS and self.name else ""
        to = f" to {self.value}" if self.value else ""
        return f"{self.kind}{by} {self.name}".rstrip() + to


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one commitment; any one of a list is enough.

    `reset` ends the cycle that runs with its verdict and starts the next: each cycle is one
    verdict, and the first stays (rule 15).
    """

    start: tuple[Happening, ...] = (Happening(OPENED),)
    pause: tuple[Happening, ...] = ()
    resume: tuple[Happening, ...] = ()
    stop: tuple[Happening, ...] = ()
    reset: tuple[Happening, ...] = ()

    def of(self, verb: Verb) -> tuple[Happening, ...]:
        """What makes the clock do this."""
        found: tuple[Happening, ...] = getattr(self, verb)
        return found

    @property
    def told_by_contacts(self) -> bool:
        """Whether a contact with the customer is what ends a cycle (rule 12)."""
        return any(one.kind in _TOLD_BY_CONTACTS for one in (*self.stop, *self.reset))


OWN: Final = Conditions()
"""Those of a commitment that the team has named: from the opening to the end."""

_CYCLES: Final = (Happening(OPENED), Happening(REOPENED))

DEFAULTS: Final[Mapping[str, Conditions]] = {
    "first_response": Conditions(stop=(Happening(RESPONSE),)),
    "next_update": Conditions(start=_CYCLES, reset=(Happening(UPDATE),)),
    "resolution": Conditions(start=_CYCLES),
}


class Listener(NamedTuple):
    """A condition compiled: what the clock of a commitment does when it is met."""

    rank: int
    verb: Verb
    commitment: str
    condition: Happening


Heard = Mapping[str, tuple[Listener, ...]]
"""The listeners of a policy by kind of happening."""


def listeners(conditions: Iterable[tuple[str, Conditions]]) -> Heard:
    """What to do at each kind of happening: verbs in their order, then commitments in theirs."""
    found: dict[str, list[Listener]] = {}
    rows = list(conditions)
    for verb in VERBS:
        for commitment, row in rows:
            for condition in row.of(verb):
                rank = VERBS.index(verb) * len(rows) + [name for name, _ in rows].index(commitment)
                found.setdefault(condition.kind, []).append(
                    Listener(rank, verb, commitment, condition)
                )
    return {kind: tuple(heard) for kind, heard in found.items()}


def heard(policy: Heard, happened: Iterable[Happening]) -> Iterable[tuple[Verb, str]]:
    """(verb, commitment) of all that one event does to clocks, each once, in order."""
    found: list[Listener] = []
    for one in happened:
        if one.kind in policy:
            found += [heard for heard in policy[one.kind] if one.meets(heard.condition)]
    if len(found) > 1:
        found.sort(key=_rank)
    return dict.fromkeys((listener.verb, listener.commitment) for listener in found)


_rank = attrgetter("rank")
