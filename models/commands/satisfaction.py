"""What a customer said of a case when asked: a score and a comment (handbook, rule 27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.commands.moments import happened
from models.entities import Case, Event
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.queries.satisfaction import HIGHEST, LOWEST
from models.restricted import may_see
from models.work import Work


@dataclass(frozen=True)
class Answer:
    """A row of a survey: of which case (its key), how good from 1 to 5, in what words, when."""

    case: str
    score: int
    comment: str
    answered_at: datetime


def enter_score(
    work: Work, case_id: int, score: int, comment: str = "", answered_at: datetime | None = None
) -> None:
    """A score from 1 to 5, given once the case had been resolved; a later one takes its place."""
    case = work.case_for("survey", case_id)
    if not LOWEST <= score <= HIGHEST:
        said = f"A score is a whole number from {LOWEST} to {HIGHEST}."
        raise Problems("No such score", {"score": said}, "Choose one of them.")
    if case.resolved_at is None and not case.times_reopened:
        raise KnownError(
            "Not resolved yet", f"{case.key} was never resolved: there is nothing to score yet.",
            "Resolve it first.",
        )  # fmt: skip
    at = happened(work, answered_at, "answered_at", case)
    work.record(case_id, ev.SURVEYED, {"score": score, "comment": comment.strip()}, at)


@dataclass(frozen=True)
class Imported:
    """What became of a survey: `refused` are places among its answers, and why."""

    entered: tuple[Answer, ...]
    skipped: int
    refused: tuple[tuple[int, str], ...]


def import_answers(work: Work, answers: Iterable[Answer]) -> Imported:
    """Enter what a survey brought; what is on the desk already is left alone."""
    entered, refused, skipped = list[Answer](), list[tuple[int, str]](), 0
    for place, answer in enumerate(answers):
        case = work.session.scalar(select(Case).where(Case.key == answer.case))
        if case is None or not may_see(work.session, case, work.person_id):
            refused.append((place, f"There is no case “{answer.case}”."))
            continue
        if _is_known(work, case.id, answer):
            skipped += 1
            continue
        try:
            enter_score(work, case.id, answer.score, answer.comment, answer.answered_at)
        except Problems as problems:
            refused.append((place, " ".join(map(str, problems.by_field.values()))))
        except KnownError as error:
            refused.append((place, error.sentence))
        else:
            entered.append(answer)
    return Imported(tuple(entered), skipped, tuple(refused))


def _is_known(work: Work, case_id: int, answer: Answer) -> bool:
    """Whether this very answer is on the desk, and was not taken back."""
    rows = work.session.execute(
        select(Event.id, Event.kind, Event.occurred_at, Event.data).where(
            Event.case_id == case_id, Event.kind.in_((ev.SURVEYED, ev.RETRACTED))
        )
    ).all()
    gone = {row.data["event_id"] for row in rows if row.kind == ev.RETRACTED}
    given = {"score": answer.score, "comment": answer.comment.strip()}
    return any(
        row.id not in gone and row.occurred_at == answer.answered_at and dict(row.data) == given
        for row in rows
    )
