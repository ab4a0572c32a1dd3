"""The minutes of the weekly and the monthly review: what was decided, noted, and that it was held.

Nothing of them is ever changed: an entry that was a mistake is taken back, and says so.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from models.entities import Person, ReviewRecord
from models.errors import KnownError, Problems
from models.handbook.reviews import ENTRIES, HELD, TAKEN_BACK, review_name, review_named
from models.handbook.zones import zone
from models.policies import load_policies
from models.typed_text import check_length
from models.work import Work

KIND: Final = "review"
"""What a write into the minutes changes (`Changes.kinds`)."""
LONGEST: Final = 20_000


def record(work: Work, review: str, kind: str, words: str, people: Sequence[int] = ()) -> int:
    """Enter into the minutes of a review (“weekly 2016W12”); the entry's id.

    `people` are who was there. A `KnownError` where there is no such review, or its period has not
    begun; `Problems` where nothing is said.
    """
    name = _begun(work, review)
    if kind not in ENTRIES:
        raise KnownError("No such entry", f"“{kind[:40]}” is not entered here.", "")
    said = words.strip()
    if not said and kind != HELD:
        raise Problems("Nothing to keep", {"words": f"Say what the {kind} is."})
    check_length(kind, said, LONGEST)
    there = list(dict.fromkeys(people))
    known = set(work.session.scalars(select(Person.id).where(Person.id.in_(there))))
    if strangers := [one for one in there if one not in known]:
        raise KnownError(
            "Nobody of that name", f"There is no person {strangers[0]}.", "Look again."
        )
    work.kinds.add(KIND)
    data = {"people": there} if there else {}
    return int(
        work.add(
            ReviewRecord, review=name, kind=kind, words=said, at=work.now,
            person_id=work.person_id, data=data,
        )
    )  # fmt: skip


def take_back(work: Work, record_id: int) -> None:
    """An entry was a mistake: it stays in the minutes, and counts no more.

    A `KnownError` where there is none, or it was taken back already.
    """
    held = select(ReviewRecord).where(ReviewRecord.id == record_id).with_for_update()
    entry = work.session.scalar(held)
    if entry is None or entry.kind == TAKEN_BACK:
        raise KnownError(
            "No such entry", "This entry is not in the minutes.", "Look at them again."
        )
    later = work.session.scalars(
        select(ReviewRecord.data).where(
            ReviewRecord.review == entry.review, ReviewRecord.kind == TAKEN_BACK
        )
    )
    if any(data.get("record") == record_id for data in later):
        raise KnownError(
            "Taken back already", "Somebody took this entry back before you.", "Look at it again."
        )
    work.kinds.add(KIND)
    work.add(
        ReviewRecord, review=entry.review, kind=TAKEN_BACK, words="", at=work.now,
        person_id=work.person_id, data={"record": record_id},
    )  # fmt: skip


def _begun(work: Work, review: str) -> str:
    kind, period = review_named(review)
    begin = period.begin(zone(load_policies(work.session).newest.team.zone))
    if work.now < begin:
        raise KnownError(
            "Not yet", f"{period.name} has not begun.", "Enter it into the minutes of one that has."
        )
    return review_name(kind, period)
