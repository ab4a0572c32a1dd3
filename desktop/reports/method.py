"""How a review was counted: what its figures mean, as of when, by which handbook."""

from reportlab.platypus import Flowable

from desktop.reports import page
from models.handbook.zones import zone
from models.queries.reopening import ReopenRate
from models.queries.review import QuarterlyReview
from models.queries.used_policies import UsedPolicy
from models.wording import full_words


def method_section(review: QuarterlyReview) -> list[Flowable]:
    """The section, the hash of all figures last."""
    place = zone(review.zone)
    used = "; ".join(
        f"Version {p.number}, “{p.name}”, {_since(p, review)}" for p in review.policies
    )
    rate, was = review.reopening, review.previous_reopening
    known = "the last entry of the log" if review.ended else "while the period was running"
    rows = [
        ("Attainment",
         "Met ÷ (met + breached), over clocks whose verdict falls in the period: a met clock "
         "counts when it stopped, a breached one when it crossed its due time. Those left out "
         "or still running are in neither."),
        ("Resolved",
         "A case counts once, however often it was resolved; the sum of what came and went counts "
         "each time. A resolution is decided when it stops or when its due time passes: that may "
         "be in another period than the case was resolved in, and once more after a reopening."),
        ("Shares",
         "Cut, not rounded, so that none looks better than it is: 8 of 9 are 88 %, "
         "from 30 on to a tenth. Of reopened "
         "cases, where less is better, they are rounded up."),
        ("Over",
         "From the due time to the stop, pauses taken out: hours of work where the handbook counts "
         "these, hours of the clock elsewhere; sums add both up."),
        ("Reopened", _came_back(rate) + (f" The period before: {_reopened(was)}." if was else "")),
        ("As of",
         f"{full_words(review.as_of, place)} in {review.zone}, {known}."),
        ("Handbook", f"{used}." if used else "No clock of this period was judged."),
    ]  # fmt: skip
    told = page.told(rows, page.SMALL)
    whole = page.told([("Data, SHA-256", review.data_hash)], page.SMALL, page.WIDTH - page.LABELS)
    return [page.section("How this was counted"), told, whole]


def _came_back(rate: ReopenRate) -> str:
    """How many of the cases resolved were opened again, and how many it is too early to tell of."""
    young = rate.too_young
    if rate.resolved:
        left_out = f"{young:,} {'is' if young == 1 else 'are'}" if young else "none is"
        told = f"{_reopened(rate)} cases resolved in the period came back within 14 days"
        return f"{told}; {left_out} left out as too young to tell."
    if young:
        return f"No case resolved in the period has had its 14 days; {young:,} left out."
    return "No case was resolved in the period."


def _reopened(rate: ReopenRate | None) -> str:
    some = rate is not None and rate.resolved
    return f"{rate.reopened:,} of {rate.resolved:,}" if rate and some else "no figure"


def _since(policy: UsedPolicy, review: QuarterlyReview) -> str:
    """Since when a version is in force; the first one judges what was before it, too (rule 16)."""
    place = zone(review.zone)
    since = f"in force from {full_words(policy.effective_at, place)}"
    if policy.effective_at < min(review.as_of, review.period.end(place)):
        return since
    return f"{since}, the first there is: it judges what was opened before, too"
