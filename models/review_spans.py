"""What the chart of eight quarters shows, for two thin painters: the screen's and the paper's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.handbook.attainment import FEW
from models.queries.trends import Span
from models.review_charts import floor_of, side_of
from models.review_words import kind_words, period_words
from models.text import Text, text

ROWS: Final = ("Resolution", "First response", "SLA breaches", "Cases opened")
"""What stands under the chart for each period: met of decided, the same, and two counts."""


@dataclass(frozen=True)
class Column:
    """A period of the chart: `percent` of its resolutions were kept, None where none was decided.

    `words` stand at the point, `below` it or over it and leaning as `Point` does; `rows` under it
    in the order of `ROWS`. One that runs is `so_far`, and no line leads to it.
    """

    name: str
    starts_on: date
    ends_on: date
    percent: float | None
    words: str
    below: bool
    lean: int
    rows: tuple[str, ...]
    so_far: bool

    @property
    def told(self) -> Text:
        """All of it, to who cannot see the chart."""
        told = ", ".join(f"{head.lower()} {row}" for head, row in zip(ROWS, self.rows, strict=True))
        return text("{name}: {told}", name=self.name, told=told)


def columns(spans: Sequence[Span]) -> list[Column]:
    """The periods in order; what still runs is called so."""
    shares = [None if span.so_far else _share(span) for span in spans]
    return [
        Column(
            _name(span), span.starts_on, span.ends_on, _share(span),
            _share_words(span.met, span.decided, first=True) if span.decided else "",
            *side_of(shares, number),
            _rows(span), span.so_far,
        )
        for number, span in enumerate(spans)
    ]  # fmt: skip


def span_floor(spans: Sequence[Span]) -> int:
    """Where the axis begins."""
    return floor_of([(span.met, span.decided) for span in spans])


def span_title(spans: Sequence[Span], name: str) -> Text:
    """“Resolution within the SLA, 8 quarters”."""
    return text("Resolution within the SLA, {count} {kind}", count=f"{len(spans)}",
                kind=kind_words(name))  # fmt: skip


def _name(span: Span) -> str:
    name = period_words(span.name)
    return str(text("{name} so far", name=name)) if span.so_far else name


def _rows(span: Span) -> tuple[str, ...]:
    return (
        _share_words(span.met, span.decided, first=False),
        _share_words(span.answered, span.answers, first=True),
        f"{span.breached:,}", f"{span.opened:,}",
    )  # fmt: skip


def _share(span: Span) -> float | None:
    return 100 * span.met / span.decided if span.decided else None


def _share_words(part: int, whole: int, *, first: bool) -> str:
    """Count or percentage, whichever comes first (rule 26), or the other one."""
    if not whole:
        return "–"
    counts, percent = f"{part:,} of {whole:,}", f"{100 * part // whole} %"
    return counts if (whole < FEW) == first else percent
