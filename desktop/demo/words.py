# ruff: noqa: E501 - rows of prose are easier to read unbroken
"""The sample desk's own words: its people, customers, and what goes wrong."""

from typing import Any, Final

WEEK: Final = ("mon", "tue", "wed", "thu", "fri")


def _shifts(begin: str, end: str) -> dict[str, Any]:
    return {day: [[begin, end]] for day in WEEK}


TEAM: Final[tuple[tuple[str, str, dict[str, int], dict[str, Any]], ...]] = (
    ("Mara Lindqvist", "lead", {"triage": 5, "billing": 3}, _shifts("09:00", "17:00")),
    ("Tomás Silva", "squad_lead", {"exports": 4, "api": 4}, _shifts("09:00", "17:00")),
    ("Ana Ruiz", "incident_commander", {"payments": 5, "api": 5}, _shifts("08:00", "16:00")),
    ("Ben Okafor", "agent", {"exports": 5, "sync": 3}, _shifts("09:00", "17:00")),
    ("Chen Wei", "agent", {"api": 4, "search": 4}, _shifts("10:00", "18:00")),
    ("Dina Levi", "agent", {"billing": 5, "sync": 4}, _shifts("09:00", "17:00")),
    ("Eva Lind", "agent", {"mobile": 5, "search": 3}, _shifts("08:00", "16:00")),
    ("Jonas Becker", "agent", {"sign-in": 5, "mobile": 3}, _shifts("09:00", "17:00")),
)
CUSTOMERS: Final = (
    "Northlight Foods", "Harbour & Pine", "Kestrel Freight", "Oakfield Clinics", "Blue Lantern",
    "Sable Robotics", "Meridian Books", "Tidewater Energy", "Fennel & Co", "Granite Mutual",
)  # fmt: skip
CONTRACTS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("Northlight Foods", "Gold", {"targets": {
        "P1": {"first_response": {"sla": "10 min", "slo": "5 min", "calendar": "round_the_clock"},
               "resolution": {"sla": "3 h", "slo": "2 h", "calendar": "round_the_clock"}}}}),
    ("Harbour & Pine", "Silver", {}),
    ("Kestrel Freight", "Silver with promised updates", {"targets": {
        "P2": {"next_update": {"sla": "6 h", "slo": "4 h", "calendar": "team"}}}}),
)  # fmt: skip

# (category, title, impact, steps), by priority
STORIES: Final[dict[str, tuple[tuple[str, str, str, str], ...]]] = {
    "P1": (
        ("payments", "Checkout answers 502 for everyone", "All shops, since a few minutes",
         "Pay with any card"),
        ("sign-in", "Nobody can sign in", "All users of one region", "Open the sign-in page"),
        ("sync", "Orders arrive without prices", "Every order since the release", "Place an order"),
    ),
    "P2": (
        ("exports", "Exports stall at 90 % on large workspaces", "Forty users, exports over 2 GB",
         "Export “all years”"),
        ("sync", "Nightly sync doubles some invoices", "About 3 % of invoices", "Run the sync twice"),
        ("api", "Webhook retries arrive out of order", "Two integrations", "Fail a webhook once"),
        ("search", "Search times out for long names", "One team of twelve", "Search for a full name"),
    ),
    "P3": (
        ("billing", "Wrong currency on printed quotes", "One office", "Print a quote in kroner"),
        ("mobile", "The app shows old pictures", "Some phones", "Change a picture, open the app"),
        ("exports", "A file with umlauts is refused", "One import a week", "Import the file attached"),
        ("search", "Search misses names of attachments", "A few users", "Search for a file's name"),
        ("sign-in", "Login loop after a password reset", "Single users", "Reset, then sign in"),
        ("api", "The page count is one too high", "One report", "Ask for page 1 of 10"),
    ),
    "P4": (
        ("api", "How do we rotate a key without a gap?", "A question", "None"),
        ("billing", "Change the billing contact", "A request", "None"),
        ("mobile", "Can the app use the dark look?", "A question", "None"),
        ("search", "How long is the audit log kept?", "A question", "None"),
    ),
}  # fmt: skip
REPLIES: Final = (
    "We see it too and are on it; the next update follows as promised.",
    "Thank you, that helps. Could you send us the time of the last failure?",
    "Until the mend is out, splitting the work by month goes through.",
)
CAUSES: Final = (
    ("A time limit shorter than the longest job", "Split the job by month", "Alarm at 70 % of the limit"),
    ("A cache kept after a change of settings", "Sign out and in again", "Clear it when settings change"),
    ("Two workers took the same task", "none", "A lock around the task"),
)  # fmt: skip

ARTICLES: Final = (
    ("KI-101", "known_issue", "Large exports stop at 90 %",
     "## Symptom\nAn export over 2 GB stops at 90 %.\n\n## Cause\nThe upload's time limit.\n\n"
     "## Workaround\nExport month by month.\n"),
    ("KI-102", "known_issue", "Invoices doubled after a second sync",
     "## Symptom\nSome invoices appear twice.\n\n## Cause\nTwo workers, one task.\n\n"
     "## Workaround\nDelete the younger copy; nothing was sent.\n"),
    ("KI-103", "known_issue", "Login loop after a password reset",
     "## Symptom\nThe sign-in page comes back.\n\n## Workaround\nClose all windows of the browser.\n"),
    ("HT-201", "how_to", "Rotate an API key without a gap",
     "1. Make the new key.\n2. Use it everywhere.\n3. Watch the old key's last use.\n4. Delete it.\n"),
    ("HT-202", "how_to", "Read an export's log", "Open **Exports**, choose the job, then **Log**.\n"),
    ("PB-301", "playbook", "Checkout is down",
     "- [ ] Name the incident commander\n- [ ] Open the live channel\n- [ ] First update\n"
     "- [ ] Switch the provider over\n"),
    ("PB-302", "playbook", "A customer disputes a breach",
     "- [ ] Open the case's ledger\n- [ ] Check pauses and their reasons\n- [ ] Send the proof\n"),
    ("HT-203", "how_to", "Change the billing contact", "Only an owner may; **Settings**, **Billing**.\n"),
    ("DE-401", "decision", "Pauses need a name",
     "## Context\nPauses without a reason were disputed.\n\n## Decision\nEvery pause says whom we "
     "wait for.\n\n## Consequences\nA moment longer to pause; no more disputes.\n"),
    ("DE-402", "decision", "The day ends at closing time",
     "## Context\nTargets used up at 17:00 could be read as due at 09:00.\n\n## Decision\nDue at the "
     "closing edge.\n"),
    ("DE-403", "decision", "One board for all priorities",
     "## Context\nP1 cases had a list of their own and were missed there.\n\n## Decision\nOne queue, "
     "next breach first.\n"),
)  # fmt: skip
POSTMORTEM: Final = (
    "Exports stopped for two days",
    "## What happened\nLarge exports stopped at 90 % for two days; several resolutions breached.\n\n"
    "## Why we were surprised\nThe alarm watched the queue, not the age of its oldest job.\n\n"
    "## Actions\n- Alarm on the oldest job (owner: squad lead)\n- Split jobs by month by default\n",
)
