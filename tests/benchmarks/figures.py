"""What a benchmark says: a figure beside a reference measured in the same run.

A module `bench_NAME.py` of this folder has `def run() -> Iterable[Figure]`.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One measured thing, its reference and the ratio it is held to.

    "at most" compares times (ours / reference: 1.5 is half as long again); "at least" compares
    speeds (reference / ours: 0.5 is half as fast). `bar` is in the same measure. `detail` says what
    was measured, with sizes: "50 of 1,000,000 cases against 50 of 1,000".
    """

    name: str
    seconds: float
    reference_seconds: float
    bound: Literal["at most", "at least"]
    bar: float
    detail: str = ""

    @property
    def ratio(self) -> float:
        if self.bound == "at most":
            return self.seconds / self.reference_seconds
        return self.reference_seconds / self.seconds

    @property
    def within(self) -> bool:
        return self.ratio <= self.bar if self.bound == "at most" else self.ratio >= self.bar

    def as_json(self) -> dict[str, str | float | bool]:
        """The figure in plain words and numbers; times in seconds."""
        return {
            "name": self.name,
            "seconds": self.seconds,
            "reference_seconds": self.reference_seconds,
            "ratio": round(self.ratio, 4),
            "bound": self.bound,
            "bar": self.bar,
            "within": self.within,
            "detail": self.detail,
        }


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """A measure for `paired` out of plain work: the seconds one call of it takes."""

    def measure() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return measure


def paired(
    measure: Callable[[], float], reference: Callable[[], float], rounds: int = 9
) -> tuple[float, float]:
    """The medians, in seconds, of `measure` and `reference` over `rounds` of both.

    Each round measures both, in turns first, so that a busy moment of the machine meets both.
    Each is called once before, unmeasured: a first call pays for caches and imports.
    """
    measure(), reference()
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        pair = [(ours, measure), (theirs, reference)]
        for seconds, work in pair if number % 2 == 0 else reversed(pair):
            seconds.append(work())
    return statistics.median(ours), statistics.median(theirs)


def table(figures: Iterable[dict[str, str | float | bool]]) -> str:
    """Figures in the form of `as_json` as lines to read."""
    form = "{:<34} {:>12} {:>12} {:>8}  {:<14} {}"
    lines = [form.format("figure", "ms", "reference ms", "ratio", "bar", "")]
    for figure in figures:
        lines.append(
            form.format(
                figure["name"],
                f"{float(figure['seconds']) * 1000:,.3f}",
                f"{float(figure['reference_seconds']) * 1000:,.3f}",
                f"{float(figure['ratio']):.2f}",
                f"{figure['bound']} {figure['bar']}",
                "within" if figure["within"] else "OUTSIDE",
            )
        )
        if figure["detail"]:
            lines.append(f"    {figure['detail']}")
    return "\n".join(lines)
