"""A review's key figures and what else it says in words, for the page and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from models.handbook.attainment import (
    FEW,
    percent_words,
    total,
)
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.breaches import Overrun
from models.queries.review import QuarterlyReview
from models.text import Text, counted, text
from models.wording import MONTH_NAMES, commitment_name, span_words

_LONGEST_NAME: Final = 40


@dataclass(frozen=True)
class KeyFigure:
    """One number to know a quarter by: what it is, the number, its other half, what it was."""

    name: Text
    figure: str
    detail: Text
    before: Text


def period_words(name: str) -> str:
    """A period's name as people say it: Q1 2016, March 2016; week 10 of 2016."""
    year, mark, number = name.partition("Q")
    if mark:
        return f"Q{number} {year}"
    year, mark, week = name.partition("-W")
    if mark:
        return f"week {int(week)} of {year}"
    year, _, month = name.partition("-")
    return f"{MONTH_NAMES[int(month) - 1]} {year}" if month.isdecimal() else name


def kind_words(name: str) -> Text:
    """What periods like that one are called, many of them."""
    return text("quarters" if "Q" in name else "weeks" if "W" in name else "months")


def halves(part: int, whole: int, *, up: bool = False) -> tuple[str, str]:
    """Count and percentage, rounded up if so asked, the count first under 30 (rule 26)."""
    counts, percent = f"{part:,} of {whole:,}", percent_words(part, whole, up=up)
    return (counts, percent) if whole < FEW else (percent, counts)


def key_figures(review: QuarterlyReview) -> list[KeyFigure]:
    """Resolution and first response within the SLA, breaches, reopened cases."""
    return [
        _kept(review, RESOLUTION),
        _kept(review, FIRST_RESPONSE),
        _broken(review),
        _reopened(review),
    ]


def satisfaction_words(review: QuarterlyReview) -> tuple[Text, Text]:
    """CSAT and the response rate, counts first while there are few (rules 26 and 27)."""
    told = review.satisfaction
    if not told.scored:
        return text("No customer has scored a case"), text("")
    said = "Of the scores given in the period, 4 or 5: {first} ({then})"
    good = text(said, **_pair(told.good, told.scored))
    if not told.resolved:
        return good, text("No case was resolved, so there is no response rate")
    rate = _pair(told.answered, told.resolved)
    said = "Of the cases resolved in the period, scored in it or since: {first} ({then})"
    return good, text(said, **rate)


def leakage_words(review: QuarterlyReview) -> Text:
    """Defect leakage, counts first while there are few (rules 26 and 27)."""
    told = review.leakage
    if not told.resolved:
        return text("No case was resolved, so there is no defect leakage")
    first, then = halves(told.leaked, told.resolved, up=True)
    said = "Of the resolved cases, caused by a defect that reached production: {first} ({then})"
    return text(said, first=first, then=then)


def _pair(part: int, whole: int) -> dict[str, str | int | Text]:
    first, then = halves(part, whole)
    return {"first": first, "then": then}


def overrun_words(over: Overrun) -> Text:
    """By how much a clock was over: “3 h 39”, “41 min of work time so far”."""
    span, about = overrun_halves(over)
    return text("{span} {about}", span=span, about=about) if about.key else text(span)


def overrun_halves(over: Overrun) -> tuple[str, Text]:
    """The same for two columns: the length, and what to know about it ("" where nothing)."""
    known = {
        (True, True): "of work time so far", (True, False): "of work time",
        (False, True): "so far", (False, False): "",
    }  # fmt: skip
    return span_words(timedelta(seconds=over.seconds)), text(known[over.business, over.running])


def reasons(review: QuarterlyReview) -> Sequence[tuple[str, str, str, str]]:
    """(what, commitment, reason, how many) of each kind of clock left out."""
    names = {"unknown": "Cannot be judged", "excluded": "Excluded"}
    return [
        (names.get(r.verdict, r.verdict), commitment_name(r.commitment),
         r.reason or "no reason given", f"{r.count:,}")
        for r in review.quality.left_out
    ]  # fmt: skip


def _kept(review: QuarterlyReview, commitment: str) -> KeyFigure:
    now = total(review.attainment, commitment, "SLA")
    was = total(review.previous, commitment, "SLA")
    name = text("{name} within the SLA", name=commitment_name(commitment))
    if now.decided:
        figure, half = halves(now.met, now.decided)
        return KeyFigure(name, figure, text(half), _before(review, was.met, was.decided))
    if now.excluded:
        detail = counted(now.excluded, "1 clock left out", "{count} clocks left out")
    else:
        detail = text("no clock was decided")
    return KeyFigure(name, "–", detail, _before(review, was.met, was.decided))


def _broken(review: QuarterlyReview) -> KeyFigure:
    count = sum(group.count for group in review.pareto)
    before = sum(row.breached for row in review.previous if row.objective == "SLA")
    judged = any(row.decided for row in review.previous)
    cases = review.breached_cases
    where = counted(cases, "in 1 case", "in {count} cases") if cases else text("none")
    was = text("{count}", count=f"{before:,}") if judged else text("no figure")
    name = text("SLA clocks breached")
    return KeyFigure(name, f"{count:,}", where, in_previous(review, was))


def _reopened(review: QuarterlyReview) -> KeyFigure:
    rate, was = review.reopening, review.previous_reopening
    name = text("Reopened within 14 days")
    pair = (was.reopened, was.resolved) if was is not None else (0, 0)
    before = _before(review, *pair, up=True)
    if rate.resolved:
        figure, half = halves(rate.reopened, rate.resolved, up=True)
        return KeyFigure(name, figure, text(half), before)
    detail = text("no case has had its 14 days") if rate.too_young else text("no case resolved")
    return KeyFigure(name, "–", detail, before)


def _before(review: QuarterlyReview, part: int, whole: int, *, up: bool = False) -> Text:
    """What the figure was: “Q4 2015: 22 of 26”; of a running period “so far”."""
    was = text(halves(part, whole, up=up)[0]) if whole else text("no figure")
    return in_previous(review, was)


def in_previous(review: QuarterlyReview, was: Text) -> Text:
    """The figure of the period before; a running one is compared with nothing."""
    if not review.ended:
        return text("so far")
    return text("{previous}: {was}", previous=period_words(review.previous_period.name), was=was)


def balance_words(review: QuarterlyReview) -> Text:
    """What came in, what went out and what is left, as a sum that adds up."""
    volume, many = review.volume, review.volume.more_than_once
    left = text("{left} open at the end" if review.ended else "{left} open",
                left=f"{volume.open_at_end:,}")  # fmt: skip
    key = "{begun} open at the beginning + {opened} opened + {back} reopened − {gone} resolved"
    gone = text(
        key, begun=f"{volume.open_at_begin:,}", opened=f"{volume.total:,}",
        back=f"{volume.reopened:,}", gone=f"{volume.resolved + many:,}",
    )  # fmt: skip
    if many:
        gone = text("{gone} ({many} of them again)", gone=gone, many=f"{many:,}")
    return text("{gone} − {out} taken out = {left}", gone=gone, out=f"{volume.taken_out:,}",
                left=left)  # fmt: skip
