"""A clock's ledger as lines of text: each stretch, why it counted, and what ended it."""

from collections.abc import Iterator

from models.handbook.lengths import seconds_words
from models.ledger_lines import ledger_lines
from models.ledger_words import Place
from models.proof_words import other_words, start_words
from models.queries.proof import ProofClock


def explained(clock: ProofClock, place: Place, before: ProofClock | None = None) -> Iterator[str]:
    """Since when it counts, the verdict that stood until a fact was known, and every stretch.

    The parts are exact, so that they add up to the total. Of an SLO that counts the same time as
    the SLA `before` it, that is said instead.
    """
    for other in clock.others:
        if other.until is not None:
            yield other_words(other, clock, place)
    if before is not None and _same_time(clock, before):
        yield f"Counts the same time as the {before.row.objective}."
        return
    if clock.row.pieces:
        yield start_words(clock, place)
    for line in ledger_lines(clock, place):
        span = seconds_words(line.seconds) if line.seconds else "not counted"
        said = f"{line.why}, until: {line.ended_by}"
        yield f"{place.moment(line.begin)} – {place.moment(line.end)}  {span}  {said}"


def _same_time(one: ProofClock, other: ProofClock) -> bool:
    same = (one.row.commitment, one.row.cycle, one.row.pieces)
    return bool(one.row.pieces) and same == (
        other.row.commitment, other.row.cycle, other.row.pieces,
    )  # fmt: skip
