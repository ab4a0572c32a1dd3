"""An error budget in one plain sentence, the same in the window and in the terminal."""

from zoneinfo import ZoneInfo

from models.handbook.error_budget import ErrorBudget
from models.handbook.instants import from_seconds
from models.text import Text, text
from models.wording import MONTH_NAMES, commitment_name


def budget_words(budget: ErrorBudget, zone: ZoneInfo) -> Text:
    """“11 of 40 misses used; at this pace gone by 19 June”, or that too little is known."""
    if not budget.enough_data:
        return text(
            "not enough data: {missed} of {clocks} missed",
            missed=f"{budget.spent:,}", clocks=f"{budget.whole.clocks:,}",
        )  # fmt: skip
    used = _used(budget)
    at = budget.exhausted_at
    if at is None:
        return text("{used}; at this pace it lasts", used=used) if budget.running else used
    local = from_seconds(at).astimezone(zone)
    day = f"{local.day} {MONTH_NAMES[local.month - 1]}"
    if budget.used_up:
        return text("{used}; gone since {day}", used=used, day=day)
    return text("{used}; at this pace gone by {day}", used=used, day=day)


def _used(budget: ErrorBudget) -> Text:
    keys = {0: "{spent} missed, none allowed", 1: "{spent} of {allowed} miss used"}
    key = keys.get(budget.allowed, "{spent} of {allowed} misses used")
    return text(key, spent=f"{budget.spent:,}", allowed=f"{budget.allowed:,}")


def burn_slo(priority: str, commitment: str) -> str:
    """The SLO as a person names it: “P2 resolution”."""
    return f"{priority} {commitment_name(commitment).lower()}"


def burn_words(kind: str) -> Text:
    """What an SLO does that burns “fast” or “slow”: it follows the SLO's name."""
    if kind == "fast":
        return text("misses its SLO more often this week than by chance")
    return text("misses its SLO more often this quarter than by chance")
