"""A proof as data: what its page says and no more, to be attached to it and checked by."""

from typing import Any, Final

from models.handbook.policy import NEXT_UPDATE
from models.handbook.zones import zone
from models.ledger_lines import ledger_lines
from models.ledger_words import Place, calendar_words
from models.proof_words import (
    arithmetic,
    other_words,
    promised,
    rule_words,
    start_words,
    verdict_name,
    version_words,
)
from models.queries.proof import Proof, ProofClock
from models.snapshot import jsonable

TITLE: Final = 160
CUSTOMER: Final = 60
"""Characters of these that the page has room for."""

NOT_JUDGED: Final = ("unknown", "excluded")
_MANY: Final = 30
"""From so many clocks on, what was kept in one stretch is a line of a table."""


def place_of(proof: Proof) -> Place:
    """Where and in which year the proof's instants are told."""
    at = zone(proof.zone)
    return Place(at, proof.opened_at.astimezone(at).year)


def kept(proof: Proof) -> list[ProofClock]:
    """What was simply kept and nobody disputes: updates, of which there may be hundreds, and of
    many cycles those that counted in one stretch."""
    many = len(proof.clocks) > _MANY
    return [clock for clock in proof.clocks if _simply_kept(clock, many=many)]


def not_simply_kept(proof: Proof) -> list[ProofClock]:
    """The others: each has a verdict, a sum and a strip of its own."""
    many = len(proof.clocks) > _MANY
    return [clock for clock in proof.clocks if not _simply_kept(clock, many=many)]


def _simply_kept(clock: ProofClock, *, many: bool) -> bool:
    row = clock.row
    plain = row.commitment == NEXT_UPDATE or (many and len(row.pieces) < 2)
    return plain and row.verdict == "met" and not clock.others


def proof_told(proof: Proof) -> dict[str, Any]:
    """The proof as JSON: its facts, and the sentences that its page says of them."""
    place = place_of(proof)
    full = {id(c) for c in not_simply_kept(proof) if c.row.verdict not in NOT_JUDGED}
    judged = [clock for clock in proof.clocks if clock.row.pieces]
    facts = ("desk", "key", "priority", "provisional", "opened_at", "as_of", "zone", "external",
             "data_hash")  # fmt: skip
    return {
        **{name: jsonable(getattr(proof, name)) for name in facts},
        "title": proof.title[:TITLE],
        "customer": proof.customer[:CUSTOMER],
        "handbook": [
            version_words(version, proof.opened_at, place, external=proof.external)
            for version in proof.versions
        ],
        "rules": rule_words(judged, external=proof.external),
        "hours": list(dict.fromkeys(calendar_words(clock) for clock in proof.clocks)),
        "clocks": [_clock(clock, place, whole=id(clock) in full) for clock in proof.clocks],
    }


def _clock(clock: ProofClock, place: Place, *, whole: bool) -> dict[str, Any]:
    row = clock.row
    facts = ("commitment", "cycle", "objective", "verdict", "started_at", "stopped_at", "due_at",
             "elapsed_seconds", "target_seconds")  # fmt: skip
    told = {name: jsonable(getattr(row, name)) for name in facts}
    if row.verdict in NOT_JUDGED:
        told["reason"] = row.reason
    told |= {
        "promised": promised(clock, exactly=False),
        "said": verdict_name(row.verdict),
        "others": [other_words(other, clock, place) for other in clock.others],
    }
    if whole:
        told |= {
            "started": start_words(clock, place),
            "sum": arithmetic(clock),
            "ledger": jsonable(ledger_lines(clock, place)),
        }
    return told
