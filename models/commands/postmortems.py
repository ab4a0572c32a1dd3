"""Postmortems: begun from cases in one step, saved as one version after another, moved through
their life. Who may not see one of its cases changes none: what they do not read they would undo."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.commands.postmortem_checks import checked
from models.commands.postmortem_starting import proposed
from models.entities import Person, Postmortem, PostmortemEvent, PostmortemVersion
from models.errors import KnownError, Problems
from models.handbook.postmortems import (
    ASKED,
    CLOSED,
    COMMENTED,
    DRAFT,
    IN_REVIEW,
    MOVED,
    OWNED,
    REVIEWED,
    Said,
    key_of,
    missing,
    said_of,
    status_words,
    steps,
)
from models.handbook.roster import LEAD
from models.postmortem_merge import MergedSaid, merge_said
from models.queries.postmortem import owned_actions
from models.restricted import hidden_from
from models.typed_text import check_length
from models.work import Work

LONGEST_WORDS = 10_000
_NOT_ALL = "They may not see all of its cases."

__all__ = [
    "PostmortemClash", "Said", "comment_postmortem", "give_postmortem", "move_postmortem",
    "save_postmortem", "start_postmortem",
]  # fmt: skip


class PostmortemClash(KnownError):
    """Somebody else saved it since and changed the same; `number` is their version, `merged` both
    in one, with what clashes."""

    def __init__(self, key: str, number: int, merged: MergedSaid) -> None:
        super().__init__(
            "Saved by somebody else",
            f"{key} has been saved by somebody else since you opened it,"
            " and both of you changed the same.",
            "Put both into one, and save again; what you wrote is kept.",
        )
        self.number = number
        self.merged = merged


def start_postmortem(work: Work, case_ids: Sequence[int], title: str = "") -> int:
    """A draft of whoever begins it, with title, scope, timeline and factors from the log.

    Raises where a case is not there, or none of them breached.
    """
    said = checked(work, proposed(work, case_ids, title))
    row = Postmortem(
        status=DRAFT, written_at=work.now, changed_at=work.now, author_id=work.person_id,
        owner_id=work.person_id, **said.to_json(),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    _keep(work, row.id, 1, said, "")
    return row.id


def save_postmortem(
    work: Work, postmortem_id: int, said: Said, seen: int, note: str = ""
) -> int:  # fmt: skip
    """Save it as its next version; `seen` is the number of the version that was changed.

    What somebody else saved since is put into one with it, where nothing clashes; returns the
    number of the version that is the last now. Raises `PostmortemClash` and `Problems`.
    """
    row = _mine(work, postmortem_id)
    if row.status in (REVIEWED, CLOSED):
        raise KnownError(
            "It was reviewed", f"{key_of(row.id)} is {row.status}: its text stands.",
            "Take it back into a draft first, with the reason.",
        )  # fmt: skip
    check_length("note", note, LONGEST_WORDS)
    latest, kept = _latest(work, row.id), said_of(row)
    wanted = checked(work, said, [kept])
    if wanted == kept:
        return latest
    if seen != latest:
        merged = merge_said(_then(work, row.id, seen), wanted, kept)
        if merged.clashes:
            raise PostmortemClash(key_of(row.id), latest, merged)
        wanted = checked(work, merged.said, [kept, wanted])
        if wanted == kept:
            return latest
    if row.status != DRAFT:
        _refuse_missing(wanted, owned_actions(work.session, row.id), "Not saved")
    for name, value in wanted.to_json().items():
        setattr(row, name, value)
    row.changed_at = work.now
    _keep(work, row.id, latest + 1, wanted, note.strip())
    return latest + 1


def move_postmortem(
    work: Work, postmortem_id: int, to: str, reviewer_id: int | None = None,
    due_on: date | None = None, why: str = "", seen: int | None = None,
) -> None:  # fmt: skip
    """A step of its life; raises `Problems` by field (reviewer, why, factors).

    Sent for review it needs a reviewer, and nothing missing; sent again, the one asked last counts.
    Its reviewer approves it, or a lead: the version `seen`, where that is said, and no later one.
    Back into a draft it goes with a reason.
    """
    row = _mine(work, postmortem_id)
    if to not in steps(row.status) and not to == row.status == IN_REVIEW:
        was, wanted = (str(status_words(one)).lower() for one in (row.status, to))
        raise KnownError(
            "Not possible now", f"{key_of(row.id)} is {was}; it cannot become {wanted}.",
            "Somebody may have moved it meanwhile: look at it again.",
        )  # fmt: skip
    check_length("why", why, LONGEST_WORDS)
    if to == DRAFT and not why.strip():
        raise Problems("Not taken back yet", {"why": "Say why it is a draft again."})
    if to in (IN_REVIEW, REVIEWED):
        title = "Still a draft" if to == IN_REVIEW else "Not approved"
        _refuse_missing(said_of(row), owned_actions(work.session, row.id), title)
    if to == IN_REVIEW:
        _check_reviewer(work, row, reviewer_id)
    if to == REVIEWED and not _may_approve(work, row):
        name = work.session.scalar(select(Person.name).where(Person.id == row.reviewer_id))
        raise KnownError(
            "It is being reviewed", f"{key_of(row.id)} waits for {name or 'its reviewer'}.",
            "They approve it, or a lead does; or take it back into a draft.",
        )  # fmt: skip
    if to == REVIEWED and seen not in (None, _latest(work, row.id)):
        raise KnownError(
            "Saved meanwhile", f"{key_of(row.id)} was saved since you read it.",
            "Read what it says now, then approve it.",
        )  # fmt: skip
    if to != row.status:
        record(work, row, MOVED, {"from": row.status, "to": to, "why": why.strip()})
    row.status = to
    row.due_on = due_on.isoformat() if due_on and to == IN_REVIEW else None
    if to == IN_REVIEW:
        row.reviewer_id = reviewer_id
        record(work, row, ASKED, {"reviewer_id": reviewer_id, "due_on": row.due_on})
    row.reviewed_at = work.now if to == REVIEWED else row.reviewed_at if to == CLOSED else None
    row.closed_at = work.now if to == CLOSED else None


def comment_postmortem(work: Work, postmortem_id: int, words: str) -> None:
    """Say something of it, beside its text."""
    if not words.strip():
        raise Problems("Nothing said yet", {"words": "Write what you have to say of it."})
    check_length("comment", words, LONGEST_WORDS)
    record(work, _mine(work, postmortem_id), COMMENTED, {"words": words.strip()})


def give_postmortem(work: Work, postmortem_id: int, owner_id: int | None) -> None:
    """Say who sees to it."""
    row = _mine(work, postmortem_id)
    if owner_id is not None and not _is_here(work, owner_id):
        raise Problems("Not changed", {"owner": "Nobody of the team is called so."})
    if hidden_from(work.session, owner_id).intersection(row.case_ids):
        raise Problems("Not changed", {"owner": _NOT_ALL})
    if row.owner_id != owner_id:
        row.owner_id = owner_id
        record(work, row, OWNED, {"owner_id": owner_id})


def record(
    work: Work, row: Postmortem, kind: str, data: dict[str, Any], *, by_desk: bool = False
) -> None:
    """Append what happened to it; what the desk does of itself nobody has done."""
    work.session.add(
        PostmortemEvent(postmortem_id=row.id, kind=kind, at=work.now, data=data,
                        person_id=None if by_desk else work.person_id)
    )  # fmt: skip
    row.changed_at = work.now
    work.kinds.add("postmortem")


def _mine(work: Work, postmortem_id: int) -> Postmortem:
    """The postmortem, held until the write is over, of somebody who sees all of its cases."""
    held = select(Postmortem).where(Postmortem.id == postmortem_id).with_for_update()
    row = work.session.scalar(held.execution_options(populate_existing=True))
    hidden = hidden_from(work.session, work.person_id)
    if row is None or (row.case_ids and hidden.issuperset(row.case_ids)):
        raise KnownError(
            "No such postmortem", "This postmortem is not on the desk.", "Look in the list."
        )
    if hidden.intersection(row.case_ids):
        raise KnownError(
            "Not all of it is yours to read",
            f"{key_of(row.id)} is also of a restricted case that you do not see.",
            "Ask somebody who sees all of its cases to change it.",
        )  # fmt: skip
    return row


def _latest(work: Work, postmortem_id: int) -> int:
    newest = select(func.max(PostmortemVersion.number)).where(
        PostmortemVersion.postmortem_id == postmortem_id
    )
    return work.session.scalar(newest) or 0


def _then(work: Work, postmortem_id: int, number: int) -> Said:
    kept = work.session.scalar(
        select(PostmortemVersion.said).where(
            PostmortemVersion.postmortem_id == postmortem_id, PostmortemVersion.number == number
        )
    )
    return said_of(kept) if kept is not None else Said("")


def _keep(work: Work, postmortem_id: int, number: int, said: Said, note: str) -> None:
    work.session.add(
        PostmortemVersion(postmortem_id=postmortem_id, number=number, said=said.to_json(),
                          author_id=work.person_id, at=work.now, note=note)
    )  # fmt: skip
    work.kinds.add("postmortem")


def _refuse_missing(said: Said, actions: Sequence[Any], title: str) -> None:
    found = [str(one) for one in missing(said, actions)]
    if found:
        raise Problems(title, {"missing": " ".join(found)})


def _check_reviewer(work: Work, row: Postmortem, reviewer_id: int | None) -> None:
    if reviewer_id is None or not _is_here(work, reviewer_id):
        raise Problems("Not asked", {"reviewer": "Say who of the team reviews it."})
    if reviewer_id == work.person_id:
        raise Problems("Not asked", {"reviewer": "Ask somebody else: you know what you wrote."})
    if hidden_from(work.session, reviewer_id).intersection(row.case_ids):
        raise Problems("Not asked", {"reviewer": _NOT_ALL})


def _may_approve(work: Work, row: Postmortem) -> bool:
    me = work.person_id
    if me is None or row.reviewer_id in (None, me):
        return True
    return work.session.scalar(select(Person.role).where(Person.id == me)) == LEAD


def _is_here(work: Work, person_id: int) -> bool:
    found = work.session.get(Person, person_id)
    return found is not None and found.active
