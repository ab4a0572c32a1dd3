"""Two people at one thing: what the other changed since is never overwritten unseen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sqlalchemy import select

from models.entities import Event, Person
from models.errors import Problems
from models.handbook.environment import PARTS
from models.handbook.zones import zone
from models.policies import load_policies
from models.wording import field_name, instant_words
from models.work import Work

_HELD_AS = {"customer": "customer_id", "contact": "contact_id"} | dict.fromkeys(
    PARTS, "environment"
)


class Overtaken(Problems):
    """Somebody else was faster; `now` is what the fields hold since.

    Whoever was told may save again, with `now` as what they saw.
    """

    def __init__(self, lost: Mapping[str, str], now: Mapping[str, str]) -> None:
        super().__init__("Changed meanwhile", lost, "Put both into one, and save again.")
        self.now = dict(now)


def refuse_overwriting(
    now: Mapping[str, str],
    changed: Mapping[str, str],
    seen: Mapping[str, str],
    whose: Callable[[str], str] = lambda _: "by somebody else",
) -> None:
    """Refuse to change a field that is not what the person saw; raises `Overtaken` by field.

    `whose` says who changed a field, and when.
    """
    lost = {
        name: f"{field_name(name)} is “{now[name] or 'nothing'}” meanwhile, changed {whose(name)}."
        for name in changed
        if name in seen and seen[name] != now[name]
    }
    if lost:
        raise Overtaken(lost, {name: now[name] for name in lost})


def refuse_another(
    work: Work, case_id: int, kinds: Sequence[str], now: Mapping[str, str], seen: str | None
) -> None:
    """The same of one field that events of these kinds change; None: the person saw none."""
    if seen is not None:
        whose = partial(changed_by, work, case_id, kinds)
        refuse_overwriting(now, now, dict.fromkeys(now, seen), lambda _: whose())


def changed_by(work: Work, case_id: int, kinds: Sequence[str], name: str = "") -> str:
    """Who changed it last, and when: “by Kim Lund, 14:12”; `name` is a field of such an event."""
    found = select(Event.data, Event.recorded_at, Person.name).join(
        Person, Person.id == Event.actor_id, isouter=True
    )
    found = found.where(Event.case_id == case_id, Event.kind.in_(kinds)).order_by(Event.id.desc())
    for data, at, who in work.session.execute(found):
        if not name or _HELD_AS.get(name, name) in data:
            home = zone(load_policies(work.session).newest.team.zone)
            return f"by {who or 'somebody else'}, {instant_words(at, work.now, home)}"
    return "by somebody else"
