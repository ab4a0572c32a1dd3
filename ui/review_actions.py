"""What can be done on the Reviews page, and by which keys."""

from ui.named_actions import named

REVIEW_TABS = named(
    "reviews", "Reviews",
    ("quarter", "Show the quarter", "Alt+1", "bars"),
    ("weekly", "Show the weekly review", "Alt+2", "queue"),
    ("monthly", "Show the monthly health check", "Alt+3", "calendar"),
    ("postmortems", "Show the postmortems", "Alt+4", "note"),
    ("actions", "Show the corrective actions", "Alt+5", "check"),
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
    ("preview", "Preview", "Ctrl+Shift+P", "eye"),
    ("postmortem", "Write a postmortem", "Alt+M", "note"),
    ("calculate", "Calculate credits", "Alt+C", "check"),
    ("approved", "Approve the credit", "Alt+A", "check"),
    ("paid", "Mark the credit as paid", "Alt+P", "check"),
    ("disputed", "Dispute the credit", "Alt+D", "alert"),
    on_sight="names calculate approved paid disputed",
)  # fmt: skip

_WRITE = ("postmortem", "Write a postmortem", "Alt+M", "note")

POSTMORTEM_OF = {
    "queue": named("queue", "Selected cases", _WRITE)["postmortem"],
    "case": named("case", "Case", _WRITE)["postmortem"],
}
"""By the page it is on: of the cases selected there, or of the case in view."""

POSTMORTEMS = named(
    "reviews", "Postmortems",
    ("edit", "Edit the postmortem", "E", "edit"),
    ("save", "Save the postmortem", "Ctrl+Return", "check"),
    ("factor", "Name a factor", "Alt+F", "tag"),
    ("action", "Add an action", "Alt+N", "plus"),
    ("rows", "Choose rows of the timeline", "Alt+T", "queue"),
    ("row", "Write a row of the timeline", "Alt+R", "edit"),
    ("case", "Add a case to the postmortem", "Alt+S", "link"),
    ("spelling", "Next misspelt word", "F7", "edit"),
    ("discard", "Discard what you wrote", "Ctrl+Shift+Backspace", "trash"),
    ("review", "Send for review", "Shift+Q", "eye"),
    ("reviewed", "Approve the postmortem", "Shift+V", "check"),
    ("close", "Close the postmortem", "Shift+X", "box"),
    ("send_back", "Back to a draft", "Shift+B", "undo"),
    ("owner", "Who owns it", "Shift+O", "person"),
    ("comment", "Comment on it", "C", "note"),
    ("history", "Go to the versions", "H", "undo"),
    on_sight="edit save factor action rows row case spelling discard review reviewed close "
             "send_back owner comment history",
)  # fmt: skip
"""On the postmortem in view, and in its editor."""

ACTIONS = named(
    "reviews", "Corrective actions",
    ("action_new", "Make an action", "Shift+A", "plus"),
    ("action_edit", "Edit the action", "Alt+E", "edit"),
    ("action_done", "It is done", "Shift+D", "check"),
    ("action_move", "Another day for it", "Shift+M", "calendar"),
    ("action_drop", "Drop the action", "Shift+K", "cross"),
    ("action_reopen", "Open the action again", "Shift+R", "undo"),
    ("action_undo", "Take back the last step", "Shift+Z", "undo"),
    ("action_find", "Find an action", "/", "search"),
    on_sight="action_new action_edit action_done action_move action_drop action_reopen action_undo "
             "action_find",
)  # fmt: skip

PACKS = named(
    "reviews", "Reviews",
    ("decide", "Record a decision", "D", "check"),
    ("remark", "Record a note", "R", "note"),
    ("plan", "Record an action", "A", "plus"),
    ("hold", "The review was held", "Shift+H", "people"),
    ("take_back", "Take an entry back", "Alt+Z", "undo"),
    ("write_up", "Make it a decision article", "Shift+W", "book"),
    ("tell_names", "Show names in the review", "Shift+P", "person"),
    on_sight="take_back write_up tell_names",
)  # fmt: skip
"""In the weekly and the monthly review: the page owns them, and calls the tab in view."""
