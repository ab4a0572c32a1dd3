"""What a review asks a director to decide: derived from its figures, each with its figure.

Nothing is asked that no figure asks for: a budget that is gone, a group whose breaches recur (rule
28), credits that wait (rule 30), what the figures cannot tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from models.handbook.remedies import credit_words
from models.queries.breaches import NO_GROUP
from models.queries.error_budgets import BudgetLine
from models.queries.figures import Figure
from models.queries.remedies import CALCULATED
from models.queries.review import QuarterlyReview
from models.review_findings import cut_name, place_words
from models.review_words import period_words
from models.text import Text, counted, text
from models.wording import commitment_name

MOST: Final = 6
"""No director decides more at once; what is left follows from the same tables."""
_BUDGETS: Final = 2
_OFTEN: Final = 3
"""So many in a quarter are systemic (rule 28)."""
_MANY: Final = 10
"""From one case in so many on, what is missing is how the desk works and no slip."""
_NAMED: Final = 2
_WHERE: Final = ("Where is {names} to be recorded?", "Where are {names} to be recorded?")
_RECURS: Final = text("Recurrence")


@dataclass(frozen=True)
class Decision:
    """What it is about, what is to be decided, the figure behind it, and what opens its cases: a
    figure of the review, the cases themselves, or the `place` where it is decided.
    """

    about: Text
    ask: Text
    because: Text
    figure: Figure | None = None
    case_ids: tuple[int, ...] = ()
    place: Literal["", "credits", "actions"] = ""


def decisions(review: QuarterlyReview) -> list[Decision]:
    """What is asked for, the most pressing first; at most `MOST`. Nothing of a quarter in which
    there was no case."""
    volume = review.volume
    if not (volume.open_at_begin or volume.total or volume.resolved or volume.reopened):
        return []
    found = [
        *_budgets(review), *(_systemic(review) or _recurring(review)), *_overdue(review),
        *_credits(review), *_quality(review),
    ]  # fmt: skip
    return found[:MOST]


def _budgets(review: QuarterlyReview) -> Iterator[Decision]:
    gone = [one for one in review.budgets if one.gone and one.enough_data]
    worst = sorted(gone, key=lambda one: -(one.spent - one.allowed))
    about = text("Error budget")
    for one in worst[:_BUDGETS]:
        yield Decision(
            about, text("What changes for {slo}, or does its SLO stand?", slo=_slo(one)),
            text("{words}.", words=one.words),
            Figure(priority=one.priority, commitment=one.commitment, objective="SLO",
                   outcomes=("breached",)),
        )  # fmt: skip
    if len(worst) > _BUDGETS:
        rest = ", ".join(str(_slo(one)) for one in worst[_BUDGETS:])
        said = counted(len(worst) - _BUDGETS, "One more is gone", "{count} more are gone")
        yield Decision(
            about, text("The same for every other SLO whose budget is gone."),
            text("{said}: {rest}.", said=said, rest=rest),
            Figure(objective="SLO", outcomes=("breached",)),
        )  # fmt: skip


def _systemic(review: QuarterlyReview) -> list[Decision]:
    """The contributing factor that recurs most (rule 28)."""
    if not review.systemic:
        return []
    most, rest = review.systemic[0], len(review.systemic) - 1
    because = counted(most.cases, "1 breached case had it", "{count} breached cases had it")
    because = _beside(review, because, most.before if review.ended else None)
    if rest:
        others = counted(rest, "1 other factor recurs", "{count} other factors recur")
        because = text("{because}; {others}", because=because, others=others)
    ask = text("What removes “{factor}”, and who owns it?", factor=cut_name(most.name))
    words = text("{because}.", because=because)
    return [Decision(_RECURS, ask, words, case_ids=most.case_ids)]


def _recurring(review: QuarterlyReview) -> list[Decision]:
    """The group with most breaches, where they are too many, or too regular, for single events."""
    groups = [row for kind in review.offenders if kind.kind == "group" for row in kind.rows]
    most = next((row for row in groups if row.name != NO_GROUP), None)
    before = most.before[0] if most is not None and most.before is not None else None
    if most is None or (most.breached < _OFTEN and not before):
        return []
    because = text("{count} of {every} SLA breaches are there", count=f"{most.breached:,}",
                   every=f"{sum(group.count for group in review.pareto):,}")  # fmt: skip
    ask = text("What stops the breaches in {group}, and who owns it?", group=cut_name(most.name))
    words = text("{because}.", because=_beside(review, because, before))
    figure = Figure(objective="SLA", outcomes=("breached",), group=most.name)
    return [Decision(_RECURS, ask, words, figure)]


def _beside(review: QuarterlyReview, because: Text, before: int | None) -> Text:
    """A count beside that of the quarter before, where there was any."""
    if not before:
        return because
    previous = period_words(review.previous_period.name)
    return text("{first}; {previous}: {before}", first=because, previous=previous,
                before=f"{before:,}")  # fmt: skip


def _overdue(review: QuarterlyReview) -> Iterator[Decision]:
    late = review.actions.overdue
    if late:
        ask = counted(len(late), "Who finishes the overdue action, and by when?",
                      "Who finishes {count} overdue actions, and by when?")  # fmt: skip
        days = counted(late[0].days_over, "1 day", "{count} days")
        because = text("Longest overdue, by {days}: {title} ({role}).", days=days,
                       title=cut_name(late[0].title), role=late[0].role)  # fmt: skip
        yield Decision(text("Actions"), ask, because, place="actions")


def _credits(review: QuarterlyReview) -> Iterator[Decision]:
    told = review.credits
    if told is None:
        return
    about = text("Credits")
    if told.waiting:
        waiting = [row for row in told.rows if row.state == CALCULATED]
        some = [
            f"{cut_name(row.customer)}, {period_words(row.period)}: "
            f"{credit_words(row.calculated)} {row.unit}"
            for row in waiting[:_NAMED]
        ]
        rest = len(waiting) - len(some)
        listed = "; ".join([*some, *([f"and {rest:,} more"] if rest else [])])
        ask = counted(told.waiting, "Approve or dispute one credit?",
                      "Approve or dispute {count} credits?")  # fmt: skip
        because = text("Calculated, not approved: {listed}.", listed=listed)
        yield Decision(about, ask, because, place="credits")
    if told.missing:
        names = ", ".join(map(period_words, told.missing))
        yield Decision(
            about, text("Who calculates the credits of {names}?", names=names),
            text("Contracts credit what was missed, and nothing was calculated."), place="credits",
        )  # fmt: skip


def _quality(review: QuarterlyReview) -> Iterator[Decision]:
    about, quality = text("Data quality"), review.quality
    names, count = _unjudged(review)
    if names:
        listed = " and ".join([names[0], *(name.lower() for name in names[1:])])
        yield Decision(
            about, text(_WHERE[len(names) > 1], names=listed.lower()),
            text("None could be judged: {count} clocks left out.", count=f"{count:,}"),
            Figure(outcomes=("excluded",)),
        )  # fmt: skip
    gaps = (
        (quality.incomplete, "How are all required facts asked for at intake?",
         "{count} of {all} cases were opened without them.", Figure(kind="incomplete")),
        (quality.provisional, "Who sets priorities at intake?",
         "{count} of {all} cases are under one that nobody has set.", Figure(kind="provisional")),
    )  # fmt: skip
    for missing, ask, because, figure in gaps:
        if missing and missing * _MANY >= quality.cases:
            counts = text(because, count=f"{missing:,}", all=f"{quality.cases:,}")
            yield Decision(about, text(ask), counts, figure)


def _unjudged(review: QuarterlyReview) -> tuple[list[str], int]:
    """The commitments of which nothing could be judged, and how many clocks that leaves out."""
    left_out = [row for row in review.attainment if row.excluded]
    decided = {row.commitment for row in review.attainment if row.decided}
    rows = [row for row in left_out if row.commitment not in decided]
    names = dict.fromkeys(row.commitment for row in rows)
    return [commitment_name(name) for name in names], sum(row.excluded for row in rows)


def _slo(one: BudgetLine) -> Text:
    return place_words(one.priority, one.commitment)
