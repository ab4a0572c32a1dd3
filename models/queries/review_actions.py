"""Corrective actions in a review: those of the quarter before with their effect, those overdue."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from models.handbook.periods import Period
from models.queries.corrective_actions import ActionRow, actions, actions_of_quarter
from models.text import Text


@dataclass(frozen=True)
class ActionLine:
    """An action as a review tells it: by its owner's role, never by name (rule 31)."""

    id: int
    title: str
    role: str
    status: str
    due_on: date
    first_due_on: date
    days_over: int
    effect: Text
    judgement: Text
    verdict: str


@dataclass(frozen=True)
class ReviewActions:
    """The actions that ended in the quarter before, or were due by its end and are open; and of all
    the open ones those past their day, the longest first.
    """

    before: tuple[ActionLine, ...] = ()
    overdue: tuple[ActionLine, ...] = ()


NO_ACTIONS: Final = ReviewActions()


def review_actions(session: Session, last: Period, as_of: datetime) -> ReviewActions:
    """What the review after the quarter `last` says, by what is known at `as_of`."""
    late = [row for row in actions(session, as_of, open_only=True) if row.overdue]
    late.sort(key=lambda row: (-row.days_over, row.id))
    before = actions_of_quarter(session, last, as_of)
    return ReviewActions(tuple(map(_line, before)), tuple(map(_line, late)))


def _line(row: ActionRow) -> ActionLine:
    return ActionLine(
        row.id, row.title, row.role, row.status, row.due_on, row.first_due_on, row.days_over,
        row.effect_words, row.judgement_words, row.verdict,
    )  # fmt: skip
