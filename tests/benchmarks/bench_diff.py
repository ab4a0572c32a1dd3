"""Two versions of an article of 200 kB, side by side; and one that two people changed, merged."""

from difflib import SequenceMatcher
from random import Random
from typing import Final

from models.side_by_side import side_by_side
from models.three_way import merge
from tests.benchmarks.figures import Figure, paired, timed

LINES: Final = 3_500
EDITS: Final = 20
GOAL_MS: Final = 100


def run() -> list[Figure]:
    """Typical edits of paragraphs with empty lines between, as Markdown has them, beside the
    standard library's own comparing of the same lines as it is by default."""
    pick = Random(4)
    base = [
        line for n in range(LINES)
        for line in (f"line {n}: {pick.random()} and some words that fill it", "")
    ]  # fmt: skip
    mine, theirs = (_edited(base, Random(seed)) for seed in (1, 2))
    old, new, other = ("\n".join(lines) for lines in (base, mine, theirs))

    def bare() -> None:
        SequenceMatcher(None, old.split("\n"), new.split("\n")).get_opcodes()

    shown, alone = paired(timed(lambda: side_by_side(old, new)), timed(bare))
    merged, again = paired(timed(lambda: merge(old, new, other)), timed(bare))
    told = f"{len(old) // 1000} kB, {EDITS} edits: {{ms:.1f}} ms (the goal is {GOAL_MS} ms)"
    return [
        Figure("diff of two versions of 200 kB", shown, alone, "at most", 2.0,
               told.format(ms=shown * 1e3)),
        Figure("merge of three texts of 200 kB", merged, again, "at most", 4.0,
               told.format(ms=merged * 1e3)),
    ]  # fmt: skip


def _edited(lines: list[str], pick: Random) -> list[str]:
    other = list(lines)
    for _ in range(EDITS):
        at = pick.randrange(len(other))
        other[at : at + 1] = [f"changed {pick.random()}", "and one more"]
    return other
