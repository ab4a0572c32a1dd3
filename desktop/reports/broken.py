"""Where clocks breached: whose they are, of how many decided, and the cases furthest over."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports import page
from desktop.reports.text import markup
from models.handbook.attainment import percent_words
from models.queries.breaches import Overrun
from models.queries.offenders import Offender
from models.queries.review import QuarterlyReview
from models.review_words import overrun_halves, period_words
from models.wording import commitment_name

_KINDS: Final = {
    "customer": ("Customer", "customers"), "category": ("Category", "categories"),
    "group": ("Group", "groups"),
}  # fmt: skip


def whose_section(review: QuarterlyReview) -> list[Flowable]:
    """Customers, categories and groups with the most SLA breaches; persons are none of them."""
    kinds = [one for one in review.offenders if one.rows]
    if not kinds:
        return []
    heads = ["Of", "Name", "Breached", "of decided", "Share"]
    widths = [26, 62, 22, 24, 20]
    if review.ended:
        heads.append(period_words(review.previous_period.name))
        widths.append(20)
    else:
        widths[1] += 20
    rows: list[list[Flowable | str]] = []
    for kind in kinds:
        for number, one in enumerate(kind.rows):
            first = _KINDS[kind.kind][0] if not number else ""
            rows.append([first, page.some(one.name, 60), *_figures(one, compared=review.ended)])
        if kind.others:
            rows.append(["", page.cell(f"and {kind.others:,} more with a breach", style=page.ASIDE),
                         *[""] * (len(heads) - 2)])  # fmt: skip
    table = page.table(
        heads, rows, [width * mm for width in widths], frozenset(range(2, len(heads))), tight=True,
        row_head=1,
    )  # fmt: skip
    return [page.section("Whose clocks breach most"), table]


def _figures(one: Offender, *, compared: bool) -> list[str]:
    share = percent_words(one.breached, one.decided, up=True)
    told = [f"{one.breached:,}", f"{one.decided:,}", share]
    if compared:
        breached, decided = one.before or (0, 0)
        told.append(f"{breached:,} of {decided:,}" if decided else "–")
    return told


def worst_section(review: QuarterlyReview) -> list[Flowable]:
    """The cases furthest over, each once."""
    if not review.worst:
        return []
    rows: list[list[Flowable | str]] = [
        [
            page.cell(b.priority, 9), page.cell(b.key, 40), page.some(b.title, 110),
            page.some(b.group, 40), page.cell(commitment_name(b.commitment), 40),
            *_over(b.over),
        ]
        for b in review.worst
    ]  # fmt: skip
    table = page.table(
        (page.unseen("Priority"), "Case", "Title", "Group", "Commitment", "Over",
         page.unseen("Counted in")), rows,
        [w * mm for w in (6.5, 20, 68, 20.5, 22, 17, 20)], frozenset({5}), tight=True,
    )  # fmt: skip
    title = "The case furthest over" if len(rows) == 1 else f"The {len(rows)} cases furthest over"
    return [page.section(title), table]


def _over(over: Overrun) -> tuple[str, Flowable]:
    """The length of time in a column of figures, and beside it what to know about it."""
    span, told = overrun_halves(over)
    return span, page.Paragraph(markup(str(told)), page.ASIDE)
