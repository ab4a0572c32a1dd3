"""A review in words: its key figures and what they say, for the page and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from models.handbook.attainment import (
    FEW,
    AttainmentRow,
    percent_words,
    share_of,
    total,
)
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.breaches import NO_GROUP, Overrun
from models.queries.review import QuarterlyReview
from models.text import Text, counted, text
from models.wording import commitment_name, span_words

_LONGEST_NAME: Final = 40


@dataclass(frozen=True)
class KeyFigure:
    """One number to know a quarter by: what it is, the number, its other half, what it was."""

    name: Text
    figure: str
    detail: Text
    before: Text


@dataclass(frozen=True)
class Finding:
    """A sentence of a review, and in a word what it is about."""

    about: Text
    sentence: Text


def period_words(name: str) -> str:
    """A period's name as people say it: Q1 2016; months and weeks stay as they are."""
    year, mark, number = name.partition("Q")
    return f"Q{number} {year}" if mark else name


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


def findings(review: QuarterlyReview) -> list[Finding]:
    """What a lead would say about the quarter, the most important first; up to five sentences."""
    found = [
        _volume(review), _change(review), _where(review), _who(review), _unjudged(review),
    ]  # fmt: skip
    return [finding for finding in found if finding is not None]


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
    return KeyFigure(text("SLA clocks breached"), f"{count:,}", where, _in_previous(review, was))


def _reopened(review: QuarterlyReview) -> KeyFigure:
    rate, was = review.reopening, review.previous_reopening
    name = text("Reopened within 14 days")
    before = _before(review, was.reopened, was.resolved, up=True)
    if rate.resolved:
        figure, half = halves(rate.reopened, rate.resolved, up=True)
        return KeyFigure(name, figure, text(half), before)
    detail = text("no case has had its 14 days") if rate.too_young else text("no case resolved")
    return KeyFigure(name, "–", detail, before)


def _before(review: QuarterlyReview, part: int, whole: int, *, up: bool = False) -> Text:
    """What the figure was: “Q4 2015: 22 of 26”."""
    was = text(halves(part, whole, up=up)[0]) if whole else text("no figure")
    return _in_previous(review, was)


def _in_previous(review: QuarterlyReview, was: Text) -> Text:
    return text("{previous}: {was}", previous=period_words(review.previous_period.name), was=was)


def _volume(review: QuarterlyReview) -> Finding:
    volume, before = review.volume, review.previous_volume
    key = (
        "{opened} opened ({previous}: {before}), {resolved} resolved, {left} open at the end."
        if review.ended
        else "{opened} opened so far ({previous}: {before}), {resolved} resolved, {left} open."
    )
    sentence = text(
        key, opened=f"{volume.total:,}", before=f"{before.total:,}" if before.total else "none",
        previous=period_words(review.previous_period.name), resolved=f"{volume.resolved:,}",
        left=f"{volume.open_at_end:,}",
    )  # fmt: skip
    return Finding(text("Cases"), sentence)


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


def _change(review: QuarterlyReview) -> Finding | None:
    now = total(review.attainment, RESOLUTION, "SLA")
    was = total(review.previous, RESOLUTION, "SLA")
    if not now.decided:
        return None
    kept = text("SLA kept in {figure}", figure=_times(now))
    if was.decided:
        sentence = text(
            "{kept}; {previous}: {before}.", kept=kept, before=_times(was),
            previous=period_words(review.previous_period.name),
        )  # fmt: skip
    else:
        sentence = text("{kept}; nothing to compare with.", kept=kept)
    return Finding(text("Resolution"), sentence)


def _where(review: QuarterlyReview) -> Finding | None:
    """Where most SLA clocks breached, and where the smallest share was kept, if elsewhere."""
    rows = [row for row in review.attainment if row.objective == "SLA" and row.breached]
    if not rows:
        decided = any(r.decided for r in review.attainment if r.objective == "SLA")
        return Finding(text("Breaches"), text("No SLA clock breached.")) if decided else None
    most = max(rows, key=lambda row: row.breached)
    least = min(rows, key=lambda row: (share_of(row.met, row.breached) or 0, -row.breached))
    count = sum(row.breached for row in rows)
    if count == 1:
        sentence = text("One, {place}.", place=_place(most))
    elif most.breached == 1:
        key = "{count}, each of another priority or commitment."
        sentence = text(key, count=f"{count:,}")
    else:
        whole = most.breached == count
        key = "{count} breached, all {place}." if whole else (
            "{count} breached, {part} of them {place}.")  # fmt: skip
        sentence = text(key, place=_place(most), part=f"{most.breached:,}", count=f"{count:,}")
    if least is not most:
        sentence = text(
            "{first} Least often kept: {place}, in {met} of {decided}.", first=sentence,
            place=_place(least), met=f"{least.met:,}", decided=f"{least.decided:,}",
        )  # fmt: skip
    return Finding(text("Breaches"), sentence)


def _who(review: QuarterlyReview) -> Finding | None:
    """The group with most breaches; those of no group are told apart."""
    named = [group for group in review.pareto if group.group != NO_GROUP]
    loose = sum(group.count for group in review.pareto if group.group == NO_GROUP)
    if not named:
        return None
    most, every = named[0], sum(group.count for group in review.pareto)
    if every > most.count == 1:
        sentence = text("No group has more than one.")
    else:
        sentence = text(
            "Most breaches in {group}: {count} of {all}.", group=_cut(most.group),
            count=f"{most.count:,}", all=f"{every:,}",
        )  # fmt: skip
    if loose:
        sentence = text("{first} In no group: {count}.", first=sentence, count=f"{loose:,}")
    return Finding(text("Groups"), sentence)


def _unjudged(review: QuarterlyReview) -> Finding | None:
    """The commitments of which nothing could be judged."""
    rows = [row for row in review.attainment if row.excluded]
    names = [
        commitment_name(name)
        for name in dict.fromkeys(row.commitment for row in rows)
        if not any(row.decided for row in review.attainment if row.commitment == name)
    ]
    if not names:
        return None
    listed = " and ".join([names[0], *(name.lower() for name in names[1:])])
    sentence = text("{names} could not be judged; the reasons are below.", names=listed)
    return Finding(text("Left out"), sentence)


def _place(row: AttainmentRow) -> Text:
    return text("{priority} {name}", priority=row.priority,
                name=commitment_name(row.commitment).lower())  # fmt: skip


def _times(row: AttainmentRow) -> Text:
    percent = percent_words(row.met, row.decided)
    met, decided = f"{row.met:,}", f"{row.decided:,}"
    return text("{met} of {decided} ({percent})", met=met, decided=decided, percent=percent)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
