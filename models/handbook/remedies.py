"""What a contract credits where the SLA was not kept: from verdicts to a credit (rule 30)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, Literal

from models.handbook.lengths import seconds_words

Per = Literal["month", "quarter"]
PERS: Final[tuple[Per, ...]] = ("month", "quarter")

HUNDREDTHS: Final = 100
"""Credits are whole hundredths of their unit, so that sums are exact."""


def credit_words(hundredths: int) -> str:
    """A credit without its unit: 5, 12.5, 99.95."""
    return f"{hundredths / HUNDREDTHS:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class RemedyTable:
    """The credits of one priority and commitment, in hundredths.

    `under` are (share, credit): an attainment under the share; `over` are (seconds, credit): each
    breach by more than so much counted time. The worst that was reached counts, alone.
    """

    under: tuple[tuple[Fraction, int], ...] = ()
    over: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> str:
        """“5 under 0.95, 2 over by 30 min”."""
        steps = [f"{credit_words(credit)} under {float(share):.4g}" for share, credit in self.under]
        steps += [f"{credit_words(credit)} over by {seconds_words(at)}" for at, credit in self.over]
        return ", ".join(steps)

    def for_attainment(self, met: int, decided: int) -> tuple[Fraction, int] | None:
        """The lowest share that the attainment is under, and its credit."""
        reached = [step for step in self.under if Fraction(met, decided) < step[0]]
        return min(reached, default=None)

    def for_breach(self, over_seconds: int) -> tuple[int, int] | None:
        """The longest time that the breach is over by, and its credit."""
        reached = [step for step in self.over if over_seconds > step[0]]
        return max(reached, default=None)


@dataclass(frozen=True)
class Remedies:
    """A contract's tables by priority and commitment; no more than `cap` is credited a period.

    `unit` is what credits are counted in: “% of the monthly fee”, “EUR”.
    """

    unit: str
    cap: int
    per: Per
    tables: Mapping[tuple[str, str], RemedyTable] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """“P1 resolution: 5 under 0.95; at most 20 % of the monthly fee a month”."""
        tables = [
            f"{priority} {commitment.replace('_', ' ')}: {table.words}"
            for (priority, commitment), table in self.tables.items()
        ]
        return "; ".join([*tables, f"at most {credit_words(self.cap)} {self.unit} a {self.per}"])


@dataclass(frozen=True, slots=True)
class SlaVerdict:
    """An SLA clock that was decided in the period; `over_seconds` of a breach, counted time."""

    case: str
    priority: str
    commitment: str
    cycle: int
    met: bool
    over_seconds: int = 0


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One reason for a credit: an attainment that was too low, or a breach (then with its case)."""

    priority: str
    commitment: str
    credit: int
    facts: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """As it is stored, and given by `leadline remedies --json`."""
        return {
            "priority": self.priority, "commitment": self.commitment,
            "credit": self.credit / HUNDREDTHS, **self.facts,
        }  # fmt: skip


@dataclass(frozen=True)
class Credit:
    """What a period comes to: the lines in order, and their sum up to the cap."""

    unit: str
    cap: int
    lines: tuple[CreditLine, ...]

    @property
    def amount(self) -> int:
        """In hundredths of the unit."""
        return min(sum(line.credit for line in self.lines), self.cap)


def credit_of(remedies: Remedies, verdicts: Iterable[SlaVerdict]) -> Credit:
    """The credit of the SLA verdicts of one customer in one period."""
    places: defaultdict[tuple[str, str], list[SlaVerdict]] = defaultdict(list)
    for verdict in verdicts:
        places[verdict.priority, verdict.commitment].append(verdict)
    lines = [
        line
        for place in sorted(places)
        if place in remedies.tables
        for line in _lines(*place, remedies.tables[place], places[place])
    ]
    return Credit(remedies.unit, remedies.cap, tuple(lines))


def _lines(
    priority: str, commitment: str, table: RemedyTable, verdicts: list[SlaVerdict]
) -> Iterator[CreditLine]:
    met, decided = sum(verdict.met for verdict in verdicts), len(verdicts)
    under = table.for_attainment(met, decided)
    if under is not None:
        share, credit = under
        facts: dict[str, Any] = {"met": met, "decided": decided, "under": float(share)}
        yield CreditLine(priority, commitment, credit, facts)
    for verdict in sorted(verdicts, key=lambda one: (one.case, one.cycle)):
        over = None if verdict.met else table.for_breach(verdict.over_seconds)
        if over is not None:
            limit, credit = over
            facts = {"case": verdict.case, "cycle": verdict.cycle,
                     "over_seconds": verdict.over_seconds, "beyond_seconds": limit}  # fmt: skip
            yield CreditLine(priority, commitment, credit, facts)
