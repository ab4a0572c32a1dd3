"""The linter's look at conditions: what nothing ends, and what one event does twice."""

from collections.abc import Iterable, Iterator
from typing import Final

from models.handbook.conditions import (
    ACKNOWLEDGED,
    ENTERED,
    RESPONSE,
    TO_CUSTOMER,
    UPDATE,
    Happening,
    Verb,
)
from models.handbook.finding import Finding
from models.handbook.policy import Policy
from models.text import Text, text
from models.wording import STATUSES, commitment_name

_CONFLICTS: Final[tuple[tuple[Verb, Verb, Text, Text], ...]] = (
    ("pause", "resume", text("The pause ends as it begins, and begins again: it is never over."),
     text("Let something else resume the clock.")),
    ("stop", "reset", text("The clock has stopped by then, so no new cycle begins."),
     text("Keep it under “reset” alone, or under “stop” alone.")),
    ("stop", "start", text("The clock stops and starts at once, which is what “reset” is for."),
     text("Write it under “reset”, or let something else start the clock.")),
)  # fmt: skip


def condition_gaps(policy: Policy) -> Iterator[Finding]:
    """Clocks that pause for ever, resume what never paused, or wait for what cannot happen."""
    for name in policy.commitment_names():
        own = policy.conditions(name)
        if own.pause and not own.resume:
            yield Finding(
                "pauses_for_ever", ("commitments", name, "pause"),
                text("{name} is paused by {what}, and resumed by nothing.", name=_name(name),
                     what=_words(own.pause)),
                text("From then on the clock stands still: such a case is never late."),
                text("Say what resumes it, such as “status left” of what was entered."),
            )  # fmt: skip
        if own.resume and not own.pause:
            yield Finding(
                "resumes_nothing", ("commitments", name, "resume"),
                text("{name} is resumed by {what}, and paused by nothing.", name=_name(name),
                     what=_words(own.resume)),
                text("The pauses of [pausing] end with their status, whatever is written here."),
                text("Say what pauses it, or take the line out."),
            )  # fmt: skip
        yield from _unheard(policy, name)


def condition_overlaps(policy: Policy) -> Iterator[Finding]:
    """One event under two conditions of a clock, of which only one can have its way."""
    for name in policy.commitment_names():
        own = policy.conditions(name)
        for one, other, why, mend in _CONFLICTS:
            both = [c for c in own.of(one) if _atoms(policy, [c]) & _atoms(policy, own.of(other))]
            if both:
                yield Finding(
                    "conditions_overlap", ("commitments", name, other),
                    text("{name}: {what} is a condition to {one} and to {other}.",
                         name=_name(name), what=_words(both), one=one, other=other), why, mend,
                )  # fmt: skip
        for condition in own.pause:
            if condition.kind == ENTERED and policy.pauses(condition.name, name):
                yield Finding(
                    "conditions_overlap", ("commitments", name, "pause"),
                    text("{name} is paused by “{status}” here and under [pausing].",
                         name=_name(name), status=STATUSES[condition.name]),
                    text("What resumes it here does not end the pause of the status."),
                    text("Keep one of the two."),
                )  # fmt: skip


def hidden_contracts(policy: Policy) -> Iterator[Finding]:
    """Contracts that never count, as one above them matches all of their cases."""
    for place, (rule, _) in enumerate(policy.contracts):
        above = [other.name for other, _ in policy.contracts[:place] if other.hides(rule)]
        if above:
            yield Finding(
                "contract_hidden", ("contracts", place),
                text("The contract “{name}” never counts: “{other}” above it matches all of its "
                     "cases.", name=rule.name, other=above[0]),
                text("Contracts are tried from the top, and the first that matches counts."),
                text("Put it above “{other}”.", other=above[0]),
            )  # fmt: skip


def of_contracts(policy: Policy, findings: Iterable[tuple[int, Finding]]) -> Iterator[Finding]:
    """Of what is found in contracts by their places, that which is the contract's own."""
    for place, finding in findings:
        rule, own = policy.contracts[place]
        _, priority, name, *_ = (*finding.path, "", "")
        if (priority, name) in own.contract_targets:
            yield Finding(
                finding.code, ("contracts", place, *finding.path),
                text("Contract “{contract}”, {what}", contract=rule.name, what=finding.what),
                finding.why, finding.mend,
            )  # fmt: skip


def _unheard(policy: Policy, name: str) -> Iterator[Finding]:
    """Conditions on contacts where no way of reaching customers counts as such."""
    for verb in ("stop", "reset"):
        conditions = policy.conditions(name).of(verb)
        if conditions and policy.contact_types and not _atoms(policy, conditions):
            yield Finding(
                "never_met", ("contact_types",),
                text("{name} waits for {what}, and no contact type counts as one.",
                     name=_name(name), what=_words(conditions)),
                text("Its clock runs until the case is resolved, whoever was told what."),
                text("Let a contact type count as response, or as update."),
            )  # fmt: skip


def _atoms(policy: Policy, conditions: Iterable[Happening]) -> set[Happening]:
    """The single things that meet any of the conditions; contacts by their types."""
    types = policy.contact_types.items()
    found: set[Happening] = set()
    for one in conditions:
        if one.kind == TO_CUSTOMER and not one.name:
            found |= {Happening(TO_CUSTOMER, name) for name, _ in types}
        elif one.kind == RESPONSE:
            found |= {Happening(TO_CUSTOMER, name) for name, t in types if t.counts_as_response}
            found |= {Happening(ACKNOWLEDGED)} if policy.acknowledgement_counts else set()
        elif one.kind == UPDATE:
            found |= {Happening(TO_CUSTOMER, name) for name, t in types if t.counts_as_update}
        else:
            found.add(one)
    return found


def _words(conditions: Iterable[Happening]) -> str:
    return ", ".join(f"“{one.words}”" for one in conditions)


def _name(commitment: str) -> str:
    return commitment_name(commitment)
