"""The products that cases are about, kept for the next look: no index has them, and to read them
all takes a fifth of a second in a million cases."""

from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.entities import Case, Event
from models.entities.plain import plain
from models.restricted import hidden

_LATE: Final = 1_000
"""So many of the newest events are looked at again: on a server an earlier one may be committed
after a later one."""

_known: Final = WeakKeyDictionary[Engine, tuple[int, frozenset[str]]]()
_cases, _events = plain(Case).c, plain(Event).c


def case_products(session: Session) -> frozenset[str]:
    """All that a case is about or was since this desk was opened. A case's product changes by an
    event, so what came since the last look is all there is to read. Whoever may not see every case
    is told of those they see, each time."""
    if hidden(session):
        named = select(Case.category).where(Case.category.is_not(None)).distinct()
        return frozenset(name for name in session.scalars(named) if name)
    connection = session.connection()
    last = connection.scalar(select(func.max(_events.id))) or 0
    since, names = _known.get(connection.engine, (None, frozenset[str]()))
    if since != last:
        fresh = select(_cases.category).where(_cases.category.is_not(None)).distinct()
        if since is not None:
            touched = select(_events.case_id).where(_events.id > since - _LATE)
            fresh = fresh.where(_cases.id.in_(touched))
        names |= frozenset(name for name in connection.scalars(fresh) if name)
        _known[connection.engine] = last, names
    return names
