"""What is for the lead to say: refused to others where anybody leads, as credits are (rule 30)."""

from sqlalchemy import select

from models.entities import Person
from models.errors import KnownError
from models.handbook.roster import LEAD
from models.restricted import hidden_from, seen_by_nobody
from models.work import Work


def check_leads(work: Work, sentence: str) -> frozenset[int]:
    """Refuse whoever does not lead, with a sentence; who leads, held until the write is over.

    Where nobody leads, and where nobody is named, anybody may. Of two who step back at once one
    waits for the other.
    """
    query = select(Person.id, Person.name).where(Person.active, Person.role == LEAD)
    leads = dict(work.session.execute(query.order_by(Person.name).with_for_update()).all())
    if leads and work.person_id is not None and work.person_id not in leads:
        raise KnownError("For the lead", sentence, f"Ask {' or '.join(leads.values())}.")
    return frozenset(leads)


def check_may_open_all(work: Work, person_id: int) -> None:
    """Where nobody leads yet: refuse to make somebody the lead who then sees a restricted case that
    neither they nor whoever says so may see. One that nobody of the team sees is a lead's.
    """
    session = work.session
    opened = hidden_from(session, person_id) & hidden_from(session, work.person_id)
    if opened - seen_by_nobody(session):
        raise KnownError(
            "For whoever sees it",
            "A restricted case is on this desk, and who leads sees every such case.",
            "Ask whoever sees it to say who leads.",
        )


def check_stays_seen(work: Work, person: Person) -> None:
    """Where nobody leads yet: refuse to take somebody out of the team who alone sees a restricted
    case that whoever says so may not see. Nobody's, it would be theirs who lead next.
    """
    session = work.session
    alone = seen_by_nobody(session, but_for=person.id) - seen_by_nobody(session)
    if alone & hidden_from(session, work.person_id):
        raise KnownError(
            "For whoever sees it",
            f"{person.name} alone sees a restricted case on this desk.",
            f"Ask {person.name} to name somebody else in it first, or to say who leads.",
        )
