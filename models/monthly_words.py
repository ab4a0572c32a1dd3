"""The monthly SLA health check as an agenda: open actions first, then numbers, then what moved,
what the handbook says that is likely not meant, and what is to be known of the month ahead."""

from typing import Final

from models.agenda import NOTHING, Line, Opens, Section
from models.agenda_words import (
    actions_section,
    cut,
    decided_section,
    joined,
    kept_lines,
    made_section,
    minutes_section,
    period_name,
    share_words,
    volume_lines,
)
from models.handbook.attainment import total
from models.handbook.movers import Mover
from models.handbook.policy import RESOLUTION
from models.handbook.zones import zone
from models.month_ahead_words import calendar_section, rota_section
from models.queries.by_contract import HANDBOOK, ContractRow
from models.queries.figures import Figure, Kind
from models.queries.monthly_review import MonthlyReview
from models.text import Text, counted, text
from models.wording import commitment_name

_LEFT: Final = {"unknown": "Cannot be judged", "excluded": "Excluded"}


def monthly_title(review: MonthlyReview) -> Text:
    """“Monthly SLA health check, March 2016”, and that it is not over."""
    key = "Monthly SLA health check, {period}"
    return text(key if review.ended else f"{key}, so far", period=period_name(review.period))


def monthly_summary(review: MonthlyReview) -> Text:
    """The month in a few sentences, for those who read no further."""
    kept = total(review.attainment, RESOLUTION, "SLA")
    gone = sum(row.enough_data and row.gone for row in review.budgets)
    return text(
        "{cases} Resolution within the SLA: {kept}. {budgets}",
        cases=text("{opened} opened, {resolved} resolved, {left} open at the end."
                   if review.ended else "{opened} opened so far, {resolved} resolved, {left} open.",
                   opened=counted(review.volume.total, "1 case", "{count} cases"),
                   resolved=f"{review.volume.resolved:,}", left=f"{review.volume.open_at_end:,}"),
        kept=share_words(kept.met, kept.decided),
        budgets=counted(gone, "1 error budget is used up.", "{count} error budgets are used up.")
        if gone else text("No error budget is known to be used up."),
    )  # fmt: skip


def monthly_agenda(review: MonthlyReview) -> tuple[Section, ...]:
    """Its sections in their order, those without a line too; attainment by priority is a table of
    its own, after the numbers."""
    place = zone(review.zone)
    sections = (
        actions_section(review.actions, review.period),
        decided_section(review.decided, review.decided_on, place),
        _numbers(review),
        _contracts(review.contracts),
        _budgets(review),
        _movers(review),
        _findings(review),
        calendar_section(review.ahead),
        rota_section(review.ahead, place),
        _quality(review),
        made_section(review.made, review.period),
        minutes_section(review.minutes, place),
    )
    return cut(sections)


def compared_words(review: MonthlyReview) -> Text:
    """With which month, or why with none."""
    before = period_name(review.previous_period)
    if review.previous_volume is not None:
        return text("compared with {period}", period=before)
    if review.ended:
        return text("nothing to compare with: the desk began later than {period}", period=before)
    return text("compared once the month is over")


def _numbers(review: MonthlyReview) -> Section:
    lines = volume_lines(review.volume, review.previous_volume, ended=review.ended)
    compared = review.previous_volume is not None
    lines += kept_lines(review.attainment, review.previous, compared=compared)
    heads = (text("Number"), NOTHING, text("This month"), text("The month before"))
    return Section("numbers", text("The month in numbers"), tuple(lines), heads, text("numbers"),
                   compared_words(review), len(lines), "numbers")  # fmt: skip


def _contracts(rows: tuple[ContractRow, ...]) -> Section:
    lines = tuple(
        Line(
            text("The handbook, without a contract") if row.contract == HANDBOOK
            else text("{name}", name=row.contract),
            joined([
                counted(row.customers, "1 customer", "{count} customers"),
                *(text("{what} {share}", what=commitment_name(name).lower(),
                       share=share_words(kept.met, kept.decided)) for name, kept in row.kept),
                text("SLO misses {spent}, {allowed} allowed", spent=f"{row.spent:,}",
                     allowed=f"{row.allowed:,}" if row.allowed else text("none")),
            ]),
            share_words(row.whole.met, row.whole.decided),
        )
        for row in rows
    )  # fmt: skip
    heads = (text("Contract"), text("Of whom, by commitment"), text("Within the SLA"))
    return Section("contracts", text("By contract"), lines, heads, text("contracts"),
                   text("SLA clocks met of decided, and SLO misses") if lines else NOTHING,
                   len(lines))  # fmt: skip


def _budgets(review: MonthlyReview) -> Section:
    lines = tuple(
        Line(
            text("{priority} {what}", priority=row.priority,
                 what=commitment_name(row.commitment).lower()),
            row.words if row.enough_data else text("not enough clocks to say"),
            text("{spent} of {decided}", spent=f"{row.spent:,}",
                            decided=f"{row.decided:,}"),
            late=row.enough_data and row.gone,
            opens=Opens("figure", figure=Figure(
                priority=row.priority, commitment=row.commitment, objective="SLO",
                outcomes=("breached",))) if row.spent else None,
        )
        for row in review.budgets if row.decided
    )  # fmt: skip
    heads = (text("SLO"), text("Its budget"), text("Missed"))
    return Section("budgets", text("Error budgets"), lines, heads,
                   text("SLO clocks decided"), text("what the SLOs allow to miss in the month"),
                   len(lines))  # fmt: skip


def _movers(review: MonthlyReview) -> Section:
    moved = review.movers
    lines = [
        _mover(text(words), one)
        for words, one in (("Worst mover", moved.worst), ("Best mover", moved.best))
        if one is not None
    ]
    few = counted(moved.few, "1 more has", "{count} more have")
    note = NOTHING
    if moved.few:
        note = text("of 30 clocks or more in both months; {few} too few to say", few=few)
    heads = (text("What"), text("Was"), text("This month"))
    nothing = text("movers of enough clocks in both months")
    return Section("movers", text("Worst and best mover"), tuple(lines), heads, nothing, note,
                   len(lines))  # fmt: skip


def _mover(about: Text, one: Mover) -> Line:
    row = one.now
    what = text("{about}: {priority} {what}, {objective}", about=about, priority=row.priority,
                what=commitment_name(row.commitment).lower(), objective=row.objective)  # fmt: skip
    figure = Figure(
        priority=row.priority, commitment=row.commitment, objective=row.objective,
        outcomes=("met", "breached"),
    )  # fmt: skip
    was = share_words(one.before.met, one.before.decided)
    return Line(what, text("was {was}", was=was), share_words(row.met, row.decided),
                late=one.moved < 0, opens=Opens("figure", figure=figure))  # fmt: skip


def _findings(review: MonthlyReview) -> Section:
    lines = tuple(
        Line(one.what, text("{why} {mend}", why=one.why, mend=one.mend),
             text("line {line}", line=one.line) if one.line else NOTHING,
             opens=Opens("place", name="handbook"))
        for one in review.findings
    )  # fmt: skip
    heads = (text("What"), text("Why it matters, and how to mend it"), text("Where"))
    note = text("version {number}, “{name}”", number=review.version, name=review.handbook)
    return Section("findings", text("What is likely not meant in the handbook"), lines, heads,
                   text("findings in the handbook"), note, len(lines))  # fmt: skip


def _quality(review: MonthlyReview) -> Section:
    found = review.quality
    counts: tuple[tuple[str, Kind, int], ...] = (
        ("Opened without all required facts", "incomplete", found.incomplete),
        ("Opened under a priority nobody has set", "provisional", found.provisional),
    )  # fmt: skip
    of = f"{found.cases:,}"
    lines = [
        Line(
            text(words), text("of {all} opened", all=of), text(f"{count:,}"),
            opens=Opens("figure", figure=Figure(kind)),
        )
        for words, kind, count in counts if count
    ]  # fmt: skip
    lines += [
        Line(
            text("{what}: {commitment}, SLA and SLO",
                 what=text(_LEFT.get(row.verdict, row.verdict)),
                 commitment=commitment_name(row.commitment).lower()),
            text("{reason}", reason=row.reason or text("no reason given")), text(f"{row.count:,}"),
            opens=Opens("figure", figure=Figure(
                outcomes=("excluded",), commitment=row.commitment, verdict=row.verdict,
                reason=row.reason)),
        )
        for row in found.left_out
    ]  # fmt: skip
    if found.changed:
        lines.append(
            Line(
                text("Clocks changed by hand"), text("each counts as it was set"),
                text(f"{len(found.changed):,}"),
                opens=Opens("figure", figure=Figure(
                    outcomes=("met", "breached", "running"), by_hand=True)),
            )
        )  # fmt: skip
    heads = (text("What"), text("Why"), text("How many"))
    note = text("clocks left out: those of the SLA and of the SLO, each for itself")
    return Section("quality", text("Data quality"), tuple(lines), heads,
                   text("clocks left out or cases incomplete"),
                   note if found.left_out else NOTHING, len(lines))  # fmt: skip
