"""Corrective actions made, changed, done with evidence, dropped with a reason, and opened again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import delete, select

from models.action_words import changed_words
from models.commands.action_checks import checked, checked_evidence, refuse_masked
from models.entities import ActionEvent, CorrectiveAction, Person
from models.errors import KnownError, Problems
from models.handbook.corrective_actions import (
    CHANGED,
    DONE,
    DROPPED,
    FINISHED,
    GIVEN_UP,
    MADE,
    NUDGED,
    OPEN,
    REOPENED,
)
from models.handbook.instants import from_seconds, to_seconds
from models.queries.corrective_actions import hidden_postmortems
from models.restricted import hidden_from
from models.typed_text import check_length
from models.wording import capitalised
from models.work import Work

LONGEST_WORDS: Final = 2_000
CHANGEABLE: Final = (
    "title", "kind", "priority", "owner_id", "owner_role", "due_on", "effect",
)  # fmt: skip


@dataclass(frozen=True)
class NewAction:
    """An action to be made: its owner is a person or whoever holds a role; `effect` as
    `Effect.to_json` writes it; `due_on` an ISO date."""

    title: str
    kind: str
    priority: int
    owner_id: int | None
    owner_role: str
    due_on: str
    effect: Mapping[str, Any]
    postmortem_id: int | None = None
    review: str = ""


class ChangedMeanwhile(KnownError):
    """Somebody else changed the same of an action since; `version` is the last one of it."""

    def __init__(self, who: str, what: str, version: int) -> None:
        super().__init__(
            "Changed meanwhile", f"{who} has changed this action since you opened it. {what}.",
            "Save again to have it as you wrote it.",
        )  # fmt: skip
        self.version = version


def add_action(work: Work, new: NewAction) -> int:
    """A new action, open. Raises `Problems` by field."""
    said = checked(work, asdict(new))
    _refuse_hidden(work, new.postmortem_id)
    action = CorrectiveAction(
        **said, postmortem_id=new.postmortem_id, review=new.review,
        first_due_on=said["due_on"], status=OPEN, evidence="", made_at=work.now,
        changed_at=work.now,
    )  # fmt: skip
    work.session.add(action)
    work.session.flush()
    about = {"postmortem_id": new.postmortem_id, "review": new.review}
    _note(work, action, MADE, {**said, **about})
    return action.id


def unmake_action(work: Work, action_id: int) -> None:
    """It was made by mistake: it is gone, where nobody has done anything with it since."""
    action = _held(work, action_id)
    last = _last(work, action_id)
    if last is None or last.kind != MADE:
        raise _changed_since()
    work.session.execute(delete(ActionEvent).where(ActionEvent.action_id == action_id))
    work.session.delete(action)
    work.kinds.add("action")


def change_action(
    work: Work, action_id: int, changes: Mapping[str, Any], seen: int, why: str = ""
) -> int:
    """Change fields of an open action that was seen at the version `seen`; returns its version, 0
    where nothing is another.

    Another day needs `why`. What somebody else changed meanwhile is not lost: the same
    field raises `ChangedMeanwhile` by their name, and others stay beside this change.
    """
    action = _open(work, action_id)
    was = {name: getattr(action, name) for name in CHANGEABLE}
    wanted = {**was, **{k: v for k, v in changes.items() if k in CHANGEABLE}}
    said = checked(work, wanted, action.owner_id, action.due_on)
    differs = {name: said[name] for name in CHANGEABLE if said[name] != was[name]}
    if not differs:
        return 0
    if "title" in differs:
        refuse_masked(work, action.title, said["title"])
    _refuse_unseen(work, action, differs, seen)
    if "due_on" in differs and not why.strip():
        raise Problems("Not moved yet", {"why": "Say why it moves."})
    check_length("why", why, LONGEST_WORDS)
    for name, value in differs.items():
        setattr(action, name, value)
    data = {"was": {name: was[name] for name in differs}, "is": differs, "why": why.strip()}
    return _touch(work, action, CHANGED, data)


def finish_action(work: Work, action_id: int, evidence: str) -> int:
    """It is done, and this shows it: a text, an address, or the key of an article or case. Raises
    `Problems` without. As the next three it returns the version that `take_back_action` asks for.
    """
    action = _open(work, action_id)
    shown = checked_evidence(work, evidence)
    action.status, action.evidence, action.ended_at = DONE, shown, work.now
    return _touch(work, action, FINISHED, {"evidence": shown})


def drop_action(work: Work, action_id: int, reason: str) -> int:
    """It will not be done. Raises `Problems` without a reason."""
    action = _open(work, action_id)
    if not reason.strip():
        raise Problems("Not dropped yet", {"reason": "Say why it will not be done."})
    check_length("reason", reason, LONGEST_WORDS)
    action.status, action.evidence, action.ended_at = DROPPED, reason.strip(), work.now
    return _touch(work, action, GIVEN_UP, {"why": reason.strip()})


def reopen_action(work: Work, action_id: int, reason: str) -> int:
    """It was not done after all, or is to be done again. Raises `Problems` without a reason."""
    action = _held(work, action_id)
    if action.status == OPEN:
        raise KnownError("It is open", "This action is open already.", "Look at it again.")
    if not reason.strip():
        raise Problems("Not opened again yet", {"reason": "Say why it is opened again."})
    check_length("reason", reason, LONGEST_WORDS)
    action.status, action.evidence, action.ended_at = OPEN, "", None
    return _touch(work, action, REOPENED, {"why": reason.strip()})


def take_back_action(work: Work, action_id: int, version: int) -> None:
    """The last step of an action is undone, where the action is at that version still: what was
    changed is as it was, what was ended is open, what was opened again is ended as before."""
    action = _held(work, action_id)
    last = _last(work, action_id)
    if action.version != version or last is None or last.kind == MADE:
        raise _changed_since()
    if last.kind == CHANGED:
        was, said = last.data["was"], last.data["is"]
        for name, value in was.items():
            setattr(action, name, value)
        _touch(work, action, CHANGED, {"was": said, "is": was, "why": "", "taken_back": True})
    elif last.kind in (FINISHED, GIVEN_UP):
        action.status, action.evidence, action.ended_at = OPEN, "", None
        _touch(work, action, REOPENED, {"why": "", "taken_back": True})
    else:
        _end_again(work, action)


def _end_again(work: Work, action: CorrectiveAction) -> None:
    ended = work.session.scalars(
        select(ActionEvent)
        .where(ActionEvent.action_id == action.id, ActionEvent.kind.in_((FINISHED, GIVEN_UP)))
        .order_by(ActionEvent.id.desc()).limit(1)
    ).one()  # fmt: skip
    words = str(ended.data.get("evidence") or ended.data.get("why") or "")
    at = int(ended.data.get("at", to_seconds(ended.at)))  # it may have been taken back before
    action.status, action.evidence, action.ended_at = ended.kind, words, from_seconds(at)
    data = {**ended.data, "taken_back": True, "at": at}
    _touch(work, action, ended.kind, data)


def _refuse_unseen(
    work: Work, action: CorrectiveAction, differs: Mapping[str, Any], seen: int
) -> None:
    if action.version == seen:
        return
    later = work.session.execute(
        select(ActionEvent.data, Person.name)
        .outerjoin(Person, Person.id == ActionEvent.person_id)
        .where(ActionEvent.action_id == action.id, ActionEvent.kind == CHANGED)
        .order_by(ActionEvent.id.desc())
    )  # fmt: skip
    for data, who in later:
        if data["version"] <= seen:
            return
        both = [name for name in data["is"] if name in differs]
        if both:
            was, said = ({name: data[of][name] for name in both} for of in ("was", "is"))
            people = dict(work.session.execute(select(Person.id, Person.name)).all())
            words = capitalised(str(changed_words(was, said, people)))
            raise ChangedMeanwhile(who or "Somebody", words, action.version)


def _open(work: Work, action_id: int) -> CorrectiveAction:
    action = _held(work, action_id)
    if action.status == OPEN:
        return action
    last = _last(work, action_id, FINISHED, GIVEN_UP)
    name = None if last is None or last.person_id is None else work.session.scalar(
        select(Person.name).where(Person.id == last.person_id)
    )  # fmt: skip
    by = f" by {name}" if name else ""
    raise KnownError(
        "Not possible now", f"This action is {action.status}{by}.", "Open it again first."
    )


def _held(work: Work, action_id: int) -> CorrectiveAction:
    """The action, held until the write is over. Raises KnownError where it is gone."""
    held = select(CorrectiveAction).where(CorrectiveAction.id == action_id).with_for_update()
    found = work.session.scalar(held.execution_options(populate_existing=True))
    if found is None:
        raise _gone()
    _refuse_hidden(work, found.postmortem_id)
    return found


def _refuse_hidden(work: Work, postmortem_id: int | None) -> None:
    """What was decided about a case that whoever acts may not see is not there for them."""
    if postmortem_id is not None:
        cases = hidden_from(work.session, work.person_id)
        if postmortem_id in hidden_postmortems(work.session, cases):
            raise _gone()


def _last(work: Work, action_id: int, *kinds: str) -> ActionEvent | None:
    found = select(ActionEvent).where(
        ActionEvent.action_id == action_id, ActionEvent.kind != NUDGED
    )
    if kinds:
        found = found.where(ActionEvent.kind.in_(kinds))
    return work.session.scalar(found.order_by(ActionEvent.id.desc()).limit(1))


def _touch(work: Work, action: CorrectiveAction, kind: str, data: Mapping[str, Any]) -> int:
    """Note what happened, with the version that it made."""
    action.changed_at = work.now
    work.session.flush()
    _note(work, action, kind, data)
    return action.version


def _note(work: Work, action: CorrectiveAction, kind: str, data: Mapping[str, Any]) -> None:
    work.session.add(ActionEvent(
        action_id=action.id, kind=kind, at=work.now, person_id=work.person_id,
        data={**data, "version": action.version},
    ))  # fmt: skip
    work.kinds.add("action")


def _changed_since() -> KnownError:
    return KnownError(
        "Not taken back", "Somebody has changed this action since.", "Look at it again."
    )


def _gone() -> KnownError:
    return KnownError("No such action", "This action is gone.", "Look at the list again.")
