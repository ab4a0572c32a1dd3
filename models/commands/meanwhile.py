"""Two people at one thing: what the other changed since is never overwritten unseen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import func, select

from models.entities import Case, Event, Person
from models.errors import KnownError, Problems
from models.handbook.environment import PARTS
from models.handbook.intake import CLOSING
from models.handbook.zones import zone
from models.policies import load_policies
from models.restricted import may_see
from models.typed_text import echoed
from models.wording import field_name, instant_words
from models.work import Work

_TOLD: Final = 300
"""Letters of what another person wrote that are told."""
_HELD_AS = (
    {"customer": "customer_id", "contact": "contact_id"}
    | dict.fromkeys(PARTS, "environment")
    | dict.fromkeys(CLOSING, "closing")
)


class Overtaken(Problems):
    """Somebody else was faster; `now` is what the fields hold since.

    Whoever was told may save again, with `now` as what they saw.
    """

    def __init__(self, lost: Mapping[str, str], now: Mapping[str, str]) -> None:
        super().__init__("Changed meanwhile", lost, "Put both into one, and save again.")
        self.now = dict(now)


class ChangedMeanwhile(KnownError):
    """A whole case is not what the person saw; `versions` is what it is by now.

    Whoever was told may do it again, with that as what they saw.
    """

    def __init__(self, sentence: str, versions: Mapping[int, int]) -> None:
        super().__init__("Changed meanwhile", sentence, "Look at it, then do it again.")
        self.versions = dict(versions)


def refuse_unseen(work: Work, case_id: int, version: int | None) -> None:
    """Refuse to touch a case that somebody else changed since the person saw this version of it.

    Each write adds one to a version. What the person did since is no conflict: a second key may
    follow the first before the screen does. Where nobody is named, nobody is known to be the same.
    """
    case = work.case_row(case_id)
    if case is None or version is None or not may_see(work.session, case, work.person_id):
        return
    by = _others_lately(work, case, case.version - version)
    if by is not None:
        sentence = f"{case.key} was changed {by}since you looked at it."
        raise ChangedMeanwhile(sentence, {case_id: case.version})


def _others_lately(work: Work, case: Case, writes: int) -> str | None:
    """Who else is among a case's last writes, and when; None where nobody is.

    Some writes leave no event: a shift moves alerts. Where such a one may be among the last, an
    event may be older than they are, and nobody is named.
    """
    lately = (
        select(Event.operation_id, Event.actor_id, Event.recorded_at, Person.name)
        .join(Person, Person.id == Event.actor_id, isouter=True)
        .where(Event.case_id == case.id)
        .order_by(Event.id.desc())
    )
    seen: set[str | None] = set()
    for operation, actor, at, who in work.session.execute(lately) if writes > 0 else ():
        seen.add(operation)
        if len(seen) > writes:
            break
        if actor is None or actor != work.person_id:
            since = len(seen) <= writes - _without_event(work, case)
            return f"{_by(work, who, at)}, " if since else ""
    return None


def _without_event(work: Work, case: Case) -> int:
    """How many of a case's writes left no event in its log; its first version is no write."""
    write = func.coalesce(Event.operation_id, "")  # that of an import may have no name
    told = select(func.count(write.distinct())).where(Event.case_id == case.id)
    return max(case.version - 1 - (work.session.scalar(told) or 0), 0)


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
        name: f"{field_name(name)} is “{echoed(now[name], _TOLD) or 'nothing'}” meanwhile,"
        f" changed {whose(name)}."
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
            return _by(work, who, at)
    return "by somebody else"


def _by(work: Work, who: str | None, at: datetime) -> str:
    home = zone(load_policies(work.session).newest.team.zone)
    return f"by {who or 'somebody else'}, {instant_words(at, work.now, home)}"
