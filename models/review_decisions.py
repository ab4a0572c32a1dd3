"""What a review asks a director to decide: derived from its figures, each with its figure.

Nothing is asked that no figure asks for: a budget that is gone, a group whose breaches recur (rule
28), credits that wait (rule 30), what the figures cannot tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True)
class Decision:
    """What it is about, what is to be decided, the figure behind it, and what opens its cases."""

    about: Text
    ask: Text
    because: Text
    figure: Figure | None = None


def decisions(review: QuarterlyReview) -> list[Decision]:
    """What is asked for, the most pressing first; at most `MOST`."""
    found = [*_budgets(review), *_recurring(review), *_credits(review), *_quality(review)]
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
        )  # fmt: skip


def _recurring(review: QuarterlyReview) -> Iterator[Decision]:
    """The group with most breaches, where they are too many, or too regular, for single events."""
    groups = [row for kind in review.offenders if kind.kind == "group" for row in kind.rows]
    named = [row for row in groups if row.name != NO_GROUP]
    if not named:
        return
    most, every = named[0], sum(group.count for group in review.pareto)
    again = most.before is not None and most.before[0] > 0
    if most.breached < _OFTEN and not again:
        return
    because = text("{count} of {every} SLA breaches are there", count=f"{most.breached:,}",
                   every=f"{every:,}")  # fmt: skip
    if again and most.before is not None:
        because = text(
            "{first}; {previous}: {before}", first=because,
            previous=period_words(review.previous_period.name), before=f"{most.before[0]:,}",
        )  # fmt: skip
    yield Decision(
        text("Recurrence"),
        text("What stops the breaches in {group}, and who owns it?", group=cut_name(most.name)),
        text("{because}.", because=because),
        Figure(objective="SLA", outcomes=("breached",), group=most.name),
    )


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
        yield Decision(about, ask, text("Calculated, not approved: {listed}.", listed=listed))
    if told.missing:
        names = ", ".join(map(period_words, told.missing))
        yield Decision(
            about, text("Who calculates the credits of {names}?", names=names),
            text("Contracts credit what was missed, and nothing was calculated."),
        )  # fmt: skip


def _quality(review: QuarterlyReview) -> Iterator[Decision]:
    about, quality = text("Data quality"), review.quality
    names, count = _unjudged(review)
    if names:
        listed = " and ".join([names[0], *(name.lower() for name in names[1:])])
        yield Decision(
            about, text("Where are {names} to be recorded?", names=listed.lower()),
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
