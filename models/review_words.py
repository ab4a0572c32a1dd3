"""A review in a few sentences, for the first page and the top of the screen."""

from collections.abc import Sequence
from datetime import timedelta

from models.handbook.attainment import AttainmentRow, attainment_words, total
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.breaches import NO_GROUP
from models.queries.review import QuarterlyReview
from models.text import Text, text
from models.wording import commitment_name, span_words


def headlines(review: QuarterlyReview) -> list[Text]:
    """Three to five sentences, the most important first."""
    found = [
        _volume(review),
        _attainment(review, RESOLUTION),
        _attainment(review, FIRST_RESPONSE),
        _breaches(review),
        _reopened(review),
    ]
    return [sentence for sentence in found if sentence is not None]


def period_words(name: str) -> str:
    """A period's name as people say it: Q1 2016; months and weeks stay as they are."""
    year, mark, number = name.partition("Q")
    return f"Q{number} {year}" if mark else name


def _volume(review: QuarterlyReview) -> Text:
    return text(
        "{opened} cases were opened ({before} in {previous}), {resolved} were resolved; "
        "{left} were open at the end.",
        opened=f"{review.volume.total:,}", before=f"{review.previous_volume.total:,}",
        previous=period_words(review.previous_period.name),
        resolved=f"{review.volume.resolved:,}", left=f"{review.volume.open_at_end:,}",
    )  # fmt: skip


def _attainment(review: QuarterlyReview, commitment: str) -> Text:
    now = total(review.attainment, commitment, "SLA")
    was = total(review.previous, commitment, "SLA")
    name = commitment_name(commitment)
    if not now.decided:
        if now.excluded:
            return text(
                "{name} could not be judged: {count} clocks are left out, for the reasons listed.",
                name=name, count=f"{now.excluded:,}",
            )  # fmt: skip
        return text("{name}: no clock was decided in this period.", name=name)
    return text(
        "{name} within the SLA: {figure}; {before}.",
        name=name, figure=attainment_words(now.met, now.decided), before=_compared(review, was),
    )  # fmt: skip


def _compared(review: QuarterlyReview, was: AttainmentRow) -> Text:
    previous = period_words(review.previous_period.name)
    if not was.decided:
        return text("{previous} has nothing to compare with", previous=previous)
    figure = attainment_words(was.met, was.decided)
    return text("{previous}: {figure}", previous=previous, figure=figure)


def _breaches(review: QuarterlyReview) -> Text:
    count = sum(group.count for group in review.pareto)
    if not count:
        return text("No SLA clock breached.")
    most = review.pareto[0]
    where = text("without a group") if most.group == NO_GROUP else text("in {g}", g=most.group)
    over = span_words(timedelta(seconds=sum(group.over_seconds for group in review.pareto)))
    return text(
        "{count} SLA clocks breached, by {over} of counted time in all; most {where} ({part}).",
        count=f"{count:,}", over=over, where=where, part=f"{most.count:,}",
    )  # fmt: skip


def _reopened(review: QuarterlyReview) -> Text | None:
    rate = review.reopening
    if not rate.resolved:
        return None
    return text(
        "Resolved cases reopened within 14 days: {figure}.",
        figure=attainment_words(rate.reopened, rate.resolved),
    )


def reasons(review: QuarterlyReview) -> Sequence[tuple[str, str, str, str]]:
    """(what, commitment, reason, how many) of each kind of clock left out."""
    names = {"unknown": "Cannot be judged", "excluded": "Excluded"}
    return [
        (names.get(r.verdict, r.verdict), commitment_name(r.commitment),
         r.reason or "no reason given", f"{r.count:,}")
        for r in review.quality.left_out
    ]  # fmt: skip
