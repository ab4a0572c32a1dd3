"""The [remedies] of a contract: its tables from attainment, or time over target, to a credit."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isfinite
from typing import Any, Final, TypeVar

from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES, Target
from models.handbook.policy_targets import read_amount, read_share
from models.handbook.remedies import HUNDREDTHS, PERS, Remedies, RemedyTable

Limit = TypeVar("Limit", int, Fraction)

_MOST: Final = 1_000_000_000


def read_remedies(node: Node, targets: Mapping[str, Mapping[str, Target]]) -> Remedies:
    """The tables of a contract; a `FileError` names what no credit could rest on.

    That is a table without a cap, a commitment with no SLA (rule 30: what is internal earns no
    credit), or a worse result that is credited less than a better one.
    """
    row = node.table("unit", "cap", "per", *PRIORITIES)
    for name, why in (("cap", "the most that a period is credited"), ("unit", "what it counts in")):
        if name not in row:
            raise node.wrong(f"“{name}” is missing: {why}.")
    tables: dict[tuple[str, str], RemedyTable] = {
        (priority, commitment): _table(table, targets.get(priority, {}).get(commitment))
        for priority in PRIORITIES
        if priority in row
        for commitment, table in row[priority].table().items()
    }
    per = row["per"].choice(PERS) if "per" in row else PERS[0]
    return Remedies(row["unit"].text(40), _credit(row["cap"]), per, tables)


def _table(node: Node, target: Target | None) -> RemedyTable:
    if target is None or target.sla is None:
        raise node.wrong("There is no SLA here that a credit could rest on.")
    row = node.table("under", "over")
    under = _steps(row["under"], read_share) if "under" in row else ()
    over = _steps(row["over"], _seconds) if "over" in row else ()
    if "under" in row:
        _refuse_less(row["under"], sorted(under, reverse=True))
    if "over" in row:
        _refuse_less(row["over"], sorted(over))
    if not under and not over:
        raise node.wrong("The table is empty: give it “under”, “over”, or both.")
    return RemedyTable(under, over)


def _steps(node: Node, read: Callable[[Node], Limit]) -> tuple[tuple[Limit, int], ...]:
    found: dict[Limit, int] = {}
    for step in node.array():
        pair = step.array()
        if len(pair) != 2:
            raise step.wrong("A line of the table is a limit and its credit: [0.95, 5].")
        limit = read(pair[0])
        if limit in found:
            raise pair[0].wrong(f"{pair[0].shown} stands there twice.")
        found[limit] = _credit(pair[1])
    return tuple(found.items())


def _refuse_less(node: Node, steps: list[tuple[Any, int]]) -> None:
    credits = [credit for _, credit in steps]
    if credits != sorted(credits):
        raise node.wrong("A worse result is credited less than a better one.")


def _seconds(node: Node) -> int:
    amount = read_amount(node)
    if amount.days:
        raise node.wrong("How far over is counted time: write it in minutes or hours.")
    return amount.seconds


def _credit(node: Node) -> int:
    value = node.number()
    hundredths = Fraction(repr(value)) * HUNDREDTHS if isfinite(value) else Fraction(0)
    if hundredths.denominator != 1 or not 0 < hundredths <= _MOST:
        raise node.wrong(f"{node.shown} is no credit: above 0, with at most two decimals.")
    return int(hundredths)
