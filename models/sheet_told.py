"""An SLA sheet as data: the words that stand on it and no more, to be attached to it."""

from typing import Any, Final

from models.handbook.policy import PRIORITIES
from models.queries.customer import Terms
from models.queries.customer_review import SlaSheet
from models.terms_words import (
    counting_pairs,
    credit_pairs,
    hours_lines,
    promised_commitments,
    promised_words,
    terms_in_order,
)

_IN_CONTRACT: Final = "As your contract says."


def beside(terms: Terms) -> list[tuple[str, str]]:
    """(about, sentence) of what stands below the promised times, but for credits."""
    policy = terms.policy
    hours = [(f"Hours, {places}", f"{words[:1].upper()}{words[1:]}.")
             for places, words in hours_lines(policy, "SLA")]  # fmt: skip
    return hours + counting_pairs(policy, promised_commitments(policy, "SLA"))


def credited(terms: Terms, *, shown: bool) -> list[tuple[str, str]]:
    """(about, sentence) of the credits; who may not see them reads that there are some."""
    remedies = terms.policy.remedies
    if remedies is None:
        return []
    return credit_pairs(remedies) if shown else [("Credits", _IN_CONTRACT)]


def sheet_told(sheet: SlaSheet) -> dict[str, Any]:
    """The sheet as JSON; `credits` is None for whoever is not to see them (rule 30)."""
    terms = terms_in_order(sheet.terms)
    credits = {whose: [said for _, said in credited(one, shown=True)] for whose, one in terms}
    since = sheet.in_force_from
    return {
        "desk": sheet.desk,
        "customer": sheet.customer,
        "version": sheet.version,
        "in_force_from": since.isoformat() if since is not None else None,
        "terms": [{"cases": whose, **_promised(one)} for whose, one in terms],
        "credits": credits if sheet.credits_shown else None,
    }


def _promised(terms: Terms) -> dict[str, Any]:
    policy = terms.policy
    names = promised_commitments(policy, "SLA")
    return {
        "promised": {
            priority: {name: promised_words(policy, priority, name, "SLA") for name in names}
            for priority in PRIORITIES
        },
        "told": [[about, said] for about, said in beside(terms)] if names else [],
    }
