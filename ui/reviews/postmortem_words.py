"""The words of a postmortem on the page: what it is, its figures, and all of it as one text."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from models.handbook.instants import from_seconds
from models.handbook.postmortems import SECTIONS, Said, status_words
from models.postmortem_words import MOMENT_WORDS, median_words
from models.queries.postmortem import PostmortemDetail
from models.wording import commitment_name, date_words, day_words, full_words
from ui.messages import inline, tr

_MARKS: Final[Mapping[str, str]] = {
    "draft": "○", "in review": "◐", "reviewed": "●", "closed": "■",
}  # fmt: skip
MOMENTS: Final = tuple(MOMENT_WORDS.items())


class Fact(NamedTuple):
    """A figure: what it is, the number, what it is made of."""

    name: str
    figure: str
    detail: str


def status_line(status: str) -> str:
    """A status with its shape."""
    return f"{_MARKS.get(status, '○')} {tr(status_words(status))}"


def head_line(one: PostmortemDetail, zone: ZoneInfo) -> str:
    """Key, status, who and when."""
    told = [one.key, status_line(one.status)]
    if one.owner:
        told.append(tr("{name} sees to it", name=inline(one.owner)))
    if one.status == "in review" and one.reviewer:
        words = tr("{name} reviews it", name=inline(one.reviewer))
        if one.due_on:
            words = tr("{name} reviews it by {day}", name=inline(one.reviewer),
                       day=day_words(date.fromisoformat(one.due_on), year=True))  # fmt: skip
        told.append(words)
    told.append(tr("changed {day}", day=date_words(max(one.changed_at, one.written_at), zone)))
    return " · ".join(told)


def figures_of(one: PostmortemDetail) -> list[Fact]:
    """Its measured impact."""
    impact = one.impact
    names = ", ".join(map(inline, impact.customers))
    breached = tr("{count} breached", count=impact.breached)
    facts = [
        Fact(tr("Cases"), str(impact.cases), breached),
        Fact(tr("Customers"), str(len(impact.customers)), names),
        *over_facts(one),
    ]
    if impact.credits:
        first, *others = impact.credit_words
        facts.append(Fact(tr("Credits"), first, ", ".join(others)))
    return facts


def medians_of(one: PostmortemDetail) -> list[Fact]:
    """How soon its cases were noticed, answered and resolved."""
    over = tr("median of {count}", count=len(one.times)) if len(one.times) > 1 else ""
    return [
        Fact(tr(words), median_words(one.medians[name]), over)
        for name, words in MOMENTS if name in one.medians
    ]  # fmt: skip


def over_facts(one: PostmortemDetail) -> list[Fact]:
    """Counted time over target, of each commitment for itself: hours of work are no wall time."""
    facts = []
    for over in one.impact.over:
        kind = tr("of work time") if over.business else tr("round the clock")
        breaches = tr("1 breach") if over.breaches == 1 else tr("{n} breaches", n=over.breaches)
        told = [kind, breaches, *([tr("still growing")] if over.running else [])]
        name = tr("{commitment} over target", commitment=tr(commitment_name(over.commitment)))
        facts.append(Fact(name, median_words(over.seconds), " · ".join(told)))
    return facts


def whole_text(said: Said, keys: Mapping[int, str], zone: ZoneInfo) -> str:
    """All that a version says, so that two can be compared line by line."""
    cases = ", ".join(keys.get(case_id, f"({case_id})") for case_id in said.case_ids)
    parts: list[tuple[str, str]] = [(tr("Title"), said.title), (tr("Cases"), cases)]
    for name, words in (("body", tr("What happened")), *SECTIONS.items()):
        parts.append((tr(words), said.body if name == "body" else said.fields.get(name, "")))
    rows = "\n".join(
        "  ".join(filter(None, (full_words(from_seconds(row["at"]), zone),
                                keys.get(row.get("case_id") or 0, ""), str(row["words"]))))
        for row in said.timeline
    )  # fmt: skip
    parts += [(tr("Contributing factors"), "\n".join(said.factors)), (tr("Timeline"), rows)]
    return "\n\n".join(f"{name}\n{words}" for name, words in parts if words)


def names_of(parts: Sequence[str]) -> str:
    """The parts of a postmortem that a save changed, as people call them."""
    called = {"title": "Title", "body": "What happened", "case_ids": "Cases",
              "timeline": "Timeline", "factors": "Contributing factors", **SECTIONS}  # fmt: skip
    return ", ".join(tr(called.get(part, part)) for part in parts)
