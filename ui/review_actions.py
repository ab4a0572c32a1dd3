"""What can be done on the Reviews page, and by which keys."""

from ui.named_actions import named

REVIEW_TABS = named(
    "reviews", "Reviews",
    ("quarter", "Show the quarter", "Alt+1", "bars"),
)  # fmt: skip
"""A tab's id, and how it is shown: Alt+1 the quarter, then Weekly, Monthly, Postmortems and
Actions."""

REVIEWS = named(
    "reviews", "Reviews",
    ("earlier", "Earlier period", "[", "arrow-left"),
    ("later", "Later period", "]", "arrow-right"),
    ("choose", "Choose a period", "Q", "calendar"),
    ("names", "Show names", "Shift+N", "person"),
    ("print", "Print as PDF", "Ctrl+P", "print"),
    ("calculate", "Calculate credits", "Alt+C", "check"),
    ("approved", "Approve the credit", "Alt+A", "check"),
    ("paid", "Mark the credit as paid", "Alt+P", "check"),
    ("disputed", "Dispute the credit", "Alt+D", "alert"),
    on_sight="names calculate approved paid disputed",
)  # fmt: skip
