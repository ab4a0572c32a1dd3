"""What a lead would say about a quarter, in three sentences, for the page and the paper."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from models.handbook.attainment import AttainmentRow, percent_words, share_of, total
from models.handbook.policy import RESOLUTION
from models.queries.breaches import NO_GROUP
from models.queries.review import QuarterlyReview
from models.review_words import kind_words, period_words
from models.text import Text, text
from models.wording import commitment_name

_LONGEST_NAME: Final = 40
_FEWEST_SPANS: Final = 4
"""Among fewer periods nobody is best or worst."""


@dataclass(frozen=True)
class Finding:
    """A sentence of a review, and in a word what it is about."""

    about: Text
    sentence: Text


def findings(review: QuarterlyReview) -> list[Finding]:
    """The most important first; up to three sentences."""
    found = [_resolution(review), _breaches(review), _volume(review)]
    return [finding for finding in found if finding is not None]


def place_words(priority: str, commitment: str) -> Text:
    """“P2 resolution”."""
    return text("{priority} {name}", priority=priority, name=commitment_name(commitment).lower())


def cut_name(name: str) -> str:
    """A name as it stands in a sentence."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _volume(review: QuarterlyReview) -> Finding:
    volume, before = review.volume, review.previous_volume
    counts: dict[str, str | int | Text] = {
        "opened": f"{volume.total:,}", "resolved": f"{volume.resolved:,}",
        "left": f"{volume.open_at_end:,}",
    }  # fmt: skip
    if before is None:
        key = "{opened} opened so far, {resolved} resolved, {left} open."
    else:
        key = "{opened} opened ({previous}: {before}), {resolved} resolved, {left} open at the end."
        counts["before"] = f"{before.total:,}" if before.total else "none"
        counts["previous"] = period_words(review.previous_period.name)
    return Finding(text("Cases"), text(key, **counts))


def _resolution(review: QuarterlyReview) -> Finding | None:
    now = total(review.attainment, RESOLUTION, "SLA")
    was = total(review.previous, RESOLUTION, "SLA")
    if not now.decided:
        return None
    figure = _times(now)
    if not review.ended:
        return Finding(text("Resolution"), text("SLA kept in {figure} so far.", figure=figure))
    if was.decided:
        sentence = text(
            "SLA kept in {figure}; {previous}: {before}.", figure=figure, before=_times(was),
            previous=period_words(review.previous_period.name),
        )  # fmt: skip
    else:
        sentence = text("SLA kept in {figure}; nothing to compare with.", figure=figure)
    place = _among(review)
    if place is not None:
        sentence = text("{first} {place}", first=sentence, place=place)
    return Finding(text("Resolution"), sentence)


def _among(review: QuarterlyReview) -> Text | None:
    """Whether its resolutions were kept more often, or less, than in every period before it."""
    full = [span for span in review.spans if span.decided and not span.so_far]
    shares = [Fraction(span.met, span.decided) for span in full]
    if len(full) < _FEWEST_SPANS or full[-1].name != review.period.name:
        return None
    *others, own = shares
    words: dict[str, str | int | Text] = {
        "count": f"{len(full)}", "kind": kind_words(review.period.name),
    }  # fmt: skip
    if own > max(others):
        return text("The best of {count} {kind}.", **words)
    return text("The lowest of {count} {kind}.", **words) if own < min(others) else None


def _breaches(review: QuarterlyReview) -> Finding | None:
    """Where most SLA clocks breached, where the smallest share was kept, and in which group."""
    rows = [row for row in review.attainment if row.objective == "SLA" and row.breached]
    if not rows:
        decided = any(r.decided for r in review.attainment if r.objective == "SLA")
        return Finding(text("Breaches"), text("No SLA clock breached.")) if decided else None
    sentence = _where(rows)
    group = _who(review)
    if group is not None:
        sentence = text("{first} {group}", first=sentence, group=group)
    return Finding(text("Breaches"), sentence)


def _where(rows: list[AttainmentRow]) -> Text:
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
    return sentence


def _who(review: QuarterlyReview) -> Text | None:
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
            "Most in {group}: {count} of {all}.", group=cut_name(most.group),
            count=f"{most.count:,}", all=f"{every:,}",
        )  # fmt: skip
    if loose:
        sentence = text("{first} In no group: {count}.", first=sentence, count=f"{loose:,}")
    return sentence


def _place(row: AttainmentRow) -> Text:
    return place_words(row.priority, row.commitment)


def _times(row: AttainmentRow) -> Text:
    percent = percent_words(row.met, row.decided)
    met, decided = f"{row.met:,}", f"{row.decided:,}"
    return text("{met} of {decided} ({percent})", met=met, decided=decided, percent=percent)
