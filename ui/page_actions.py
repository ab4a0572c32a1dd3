"""What can be done on each page, and by which keys: known before a page is made.

The pages make their actions from these, the palette finds them on pages nobody has visited yet.
"""

from dataclasses import replace

from ui.knowledge_actions import COMPARING, KNOWLEDGE, LIFE, ROADMAP, TOPICS
from ui.named_actions import named
from ui.review_actions import (
    ACTIONS,
    PACKS,
    POSTMORTEM_OF,
    POSTMORTEMS,
    REVIEW_TABS,
    REVIEWS,
)

QUEUE = named(
    "queue", "Queue",
    ("next", "Get the next case", "G", "arrow-right"),
    ("propose", "Propose who takes what", "Shift+G", "people"),
    ("take-back", "Take the last proposal back", "Ctrl+Z", "undo"),
    ("words", "Filter by words", "/", "search"),
    ("filter", "Filter", "F", "filter"),
    ("ended", "Show what is no longer open", "Shift+O", "box"),
    ("views", "Saved views", "V", "star"),
    ("save-view", "Save this view", "Shift+V", "star"),
    ("clear", "Clear filters", "Shift+F", "cross"),
)  # fmt: skip

SELECTED = named(
    "queue", "Selected cases",
    ("assign", "Assign", "A", "person"),
    ("mine", "Assign to me", "M", "person"),
    ("priority", "Priority", "Shift+P", "alert"),
    ("start", "Start work", "S", "play"),
    ("pause", "Pause", "P", "pause"),
    ("resume", "Resume", "U", "play"),
    ("resolve", "Resolve", "E", "check"),
    ("close", "Close", "Shift+E", "box"),
    ("exclude", "Leave out of figures", "X", "trash"),
    on_sight="mine start resume",
)  # fmt: skip

CARDS = {
    name: replace(spec, id=f"board.card-{name}", category="Selected cards", scope="board")
    for name, spec in SELECTED.items()
}
"""The same on the cards selected on the board, by the same keys."""

BOARD = named(
    "board", "Board",
    ("take-up", "Move to another column", "T", "swap"),
    ("rebalance", "Rebalance", "Shift+G", "people"),
    ("undo", "Take back what was done last", "Ctrl+Z", "undo"),
    ("agent", "Columns by agent", "Alt+1", "board"),
    ("status", "Columns by status", "Alt+2", "board"),
    ("priority", "Columns by priority", "Alt+3", "board"),
    ("skill", "Columns by skill", "Alt+4", "board"),
    ("words", "Filter by words", "/", "search"),
    ("filter", "Filter", "F", "filter"),
    ("clear", "Clear filters", "Shift+F", "cross"),
    on_sight="take-up undo",
)  # fmt: skip

CASE = named(
    "case", "Case",
    ("reply", "Reply", "R", "reply"),
    ("note", "Internal note", "I", "note"),
    ("customer", "Log what the customer said", "C", "mail"),
    ("send", "Log what is typed", "Ctrl+Return", "check"),
    ("template", "Reply from a template", "Alt+T", "reply"),
    ("spelling", "Next misspelt word", "F7", "edit"),
    ("update", "Draft the next update", "Alt+U", "reply"),
    ("promise", "Promise the next update", "Alt+P", "clock"),
    ("channel", "Set the live channel", "Alt+L", "mail"),
    ("attach", "Attach files", "Alt+A", "plus"),
    ("paste", "Attach what was copied", "Alt+V", "copy"),
    ("attachments", "Go to the attachments", "Alt+Shift+A", "folder"),
    ("why", "Why this due time", "W", "clock"),
    ("ledger", "Open the ledger", "L", "handbook"),
    ("alerts", "Open the ledger of alerts", "Alt+N", "alert"),
    ("see-to", "See to what is due", "Alt+K", "check"),
    ("snooze", "Snooze what is due", "Alt+Z", "clock"),
    ("assign", "Assign", "A", "person"),
    ("mine", "Assign to me", "M", "person"),
    ("needs", "Skills it needs", "Shift+N", "tag"),
    ("next-best", "Hand over to the next best", "Shift+B", "swap"),
    ("leave", "Leave it with who has it", "Shift+K", "check"),
    ("priority", "Priority", "Shift+P", "alert"),
    ("start", "Start work", "S", "play"),
    ("pause", "Pause", "P", "pause"),
    ("resume", "Resume", "U", "play"),
    ("resolve", "Resolve", "E", "check"),
    ("close", "Close", "Shift+E", "box"),
    ("reopen", "Reopen", "O", "undo"),
    ("thanks", "It was thanks", "Y", "check"),
    ("survey", "Enter the score", "Shift+C", "star"),
    ("another", "It is another case", "Shift+Y", "plus"),
    ("exclude", "Leave out of figures", "X", "trash"),
    ("cancelled", "Cancel the case", "Shift+X", "cross"),
    ("spam", "It is spam", "Shift+S", "trash"),
    ("duplicate", "Duplicate of another case", "Shift+D", "copy"),
    ("merge", "Merge into another case", "Shift+M", "swap"),
    ("split", "Split a message off", "Shift+I", "mail"),
    ("escalate", "Escalate", "Shift+A", "escalate"),
    ("link", "Link", "Shift+L", "link"),
    ("links", "What belongs together", "Alt+B", "link"),
    ("answer", "Answer with this", "Shift+R", "reply"),
    ("suggested", "Go to what may answer it", "Alt+S", "book"),
    ("helped", "This article helped", "H", "check"),
    ("wrong", "It is wrong here", "Shift+Z", "cross"),
    ("article", "Write an article from it", "Alt+W", "book"),
    ("roles", "Name who leads it", "T", "people"),
    ("tell-all", "Tell every customer it hits", "Alt+Shift+U", "reply"),
    ("hang", "Hang it under an incident", "Shift+H", "link"),
    ("hit", "Hang another case under it", "Alt+H", "link"),
    ("affected", "Go to the cases of the incident", "Alt+I", "link"),
    ("checklist", "Go to the checklist", "Alt+C", "check"),
    ("hotfix", "Schedule a hotfix", "Alt+F", "calendar"),
    ("shipped", "The hotfix is shipped", "Alt+Shift+F", "check"),
    ("no-hotfix", "No hotfix comes", "Alt+Shift+X", "cross"),
    ("facts", "Edit facts", "F", "edit"),
    ("situation", "How grave, and where", "G", "alert"),
    ("access", "Who sees it", "V", "lock"),
    ("complete", "Fill in what is missing", "Shift+F", "edit"),
    ("deadline", "Set a deadline by hand", "D", "clock"),
    ("began", "Move the start of clocks", "B", "clock"),
    ("waited", "Enter a wait afterwards", "Shift+W", "pause"),
    ("undo", "Undo the last step", "Ctrl+Z", "undo"),
    ("next", "Next case of the queue", "J", "arrow-right"),
    ("previous", "Previous case of the queue", "K", "arrow-left"),
    ("proof", "Print proof for the customer", "Ctrl+P", "print"),
    ("proof_internal", "Print proof for ourselves", "Ctrl+Shift+P", "print"),
    ("paper", "Print the whole case for ourselves", "Ctrl+Alt+P", "print"),
    ("paper_external", "Print the case for the customer", "Ctrl+Alt+Shift+P", "print"),
    on_sight="send spelling attachments next-best leave undo answer helped wrong",
)  # fmt: skip

NEW = named(
    "new", "New case",
    ("template", "Begin with a template", "Alt+T", "note"),
    ("clear", "Clear the form", "Ctrl+Shift+Backspace", "trash"),
    ("spelling", "Next misspelt word", "F7", "edit"),
    ("seen", "What is like this case", "Alt+S", "search"),
    ("other", "Go on with the other new case", "Alt+D", "swap"),
    ("attach", "Attach files", "Alt+A", "plus"),
    ("paste", "Attach what was copied", "Alt+V", "copy"),
    ("open", "Open the case", "Ctrl+Return", "check"),
    ("incomplete", "Open it incomplete", "Ctrl+Shift+Return", "note"),
    on_sight="template clear spelling seen other attach paste open incomplete",
)  # fmt: skip

CUSTOMERS = named(
    "customers", "Customers",
    ("words", "Find a customer", "/", "search"),
    ("clear", "Show all customers", "Shift+F", "cross"),
)  # fmt: skip

CUSTOMER = named(
    "customer", "Customer",
    ("edit", "Edit the customer", "F", "edit"),
    ("contact", "Add a contact", "A", "person"),
    ("change", "Edit the contact", "E", "edit"),
    ("gone", "Mark the contact as gone", "Delete", "trash"),
    ("undo", "Take back the last change", "Ctrl+Z", "undo"),
    ("case", "New case of theirs", "Shift+N", "plus"),
    ("earlier", "Earlier quarter", "[", "arrow-left"),
    ("later", "Later quarter", "]", "arrow-right"),
    ("sheet", "SLA sheet", "Ctrl+Shift+P", "print"),
    ("report", "Attainment report", "Ctrl+P", "print"),
    on_sight="case edit contact change gone undo earlier later sheet report",
)  # fmt: skip

HANDBOOK = named(
    "handbook", "Handbook",
    ("targets", "Show the targets", "Alt+1", "handbook"),
    ("questions", "Show the plain questions", "Alt+2", "handbook"),
    ("calendars", "Show the calendars", "Alt+3", "handbook"),
    ("clocks", "Show the clocks", "Alt+4", "handbook"),
    ("contracts", "Show the contracts", "Alt+5", "handbook"),
    ("versions", "Show the versions", "Alt+6", "handbook"),
    ("publish", "Publish", "Ctrl+Return", "check"),
    ("undo", "Undo", "Ctrl+Z", "undo"),
    ("redo", "Redo", "Ctrl+Shift+Z", "swap"),
    ("discard", "Discard the draft", "Ctrl+Shift+Backspace", "trash"),
    ("add", "Add a commitment", "Alt+C", "plus"),
    ("add_way", "Add a way to reach them", "Alt+W", "plus"),
    ("webhook", "Set the webhook", "Alt+P", "escalate"),
    ("open_file", "Open a file", "Ctrl+O", "folder"),
    ("save_file", "Save as a file", "Ctrl+S", "export"),
    on_sight="undo redo discard",
)  # fmt: skip

CALENDARS = named(
    "handbook", "Handbook",
    ("new_calendar", "New calendar", "Alt+N", "plus"),
    ("remove_calendar", "Remove this calendar", "Alt+Delete", "trash"),
    ("country", "Holidays of a country", "Alt+H", "calendar"),
    ("days_off", "Days off from a file", "Alt+I", "calendar"),
    ("day", "Add a special day", "Alt+D", "plus"),
    on_sight="remove_calendar",
)  # fmt: skip

CONTRACTS = named(
    "handbook", "Handbook",
    ("add_contract", "Add a contract", "Alt+K", "plus"),
    ("contract_up", "Move the contract up", "Alt+Up", "arrow-up"),
    ("contract_down", "Move the contract down", "Alt+Down", "chevron-down"),
    ("remove_contract", "Remove the contract", "Ctrl+Delete", "trash"),
    on_sight="contract_up contract_down remove_contract",
)  # fmt: skip

TEAM = named(
    "team", "Team",
    ("hours", "Change the working hours", "H", "clock"),
    ("days", "Change the days that differ", "D", "calendar"),
    ("leave", "Enter leave", "A", "calendar"),
    ("turn", "Enter a turn at a role", "T", "person"),
    ("give", "Give the turn, or the rest of it, to somebody else", "G", "swap"),
    ("role", "Change the role", "R", "star"),
    ("standing", "Change skills, capacity and status", "S", "tag"),
    ("handover", "See what is to be handed over", "O", "swap"),
    ("gone", "Take out of the team", "X", "cross"),
    ("back", "Bring back to the team", "B", "person"),
    ("end", "Change when the leave ends", "E", "edit"),
    ("remove", "Remove leave, turn or days", "Delete", "trash"),
    ("undo", "Take back the last change", "Ctrl+Z", "undo"),
    ("told", "What you were told of", "L", "alert"),
    ("told-team", "What the team was told of", "Shift+L", "alert"),
    on_sight="hours days leave role standing handover give gone back end remove undo",
)  # fmt: skip

IMPORT = named(
    "import", "Import",
    ("choose", "Choose a log", "Ctrl+O", "folder"),
    ("folder", "Choose a folder of articles", "Ctrl+Shift+O", "folder"),
    ("start", "Import", "Ctrl+Return", "import"),
    ("again", "Check it again", "F5", "undo"),
    on_sight="start again",
)  # fmt: skip

COMPUTER = named(
    "computer", "This computer",
    ("test", "Send a test message", "T", "mail"),
    ("again", "Look again", "F5", "undo"),
    ("copy", "Copy the diagnostics", "C", "copy"),
    on_sight="copy",
)  # fmt: skip

_GROUPS = (
    QUEUE, SELECTED, BOARD, CARDS, CASE, NEW, CUSTOMERS, CUSTOMER, REVIEWS, REVIEW_TABS,
    PACKS, POSTMORTEMS, POSTMORTEM_OF, ACTIONS,
    KNOWLEDGE, LIFE, ROADMAP, TOPICS, COMPARING, HANDBOOK, CALENDARS, CONTRACTS, TEAM,
    COMPUTER, IMPORT,
)  # fmt: skip
EVERY_PAGE = tuple(spec for group in _GROUPS for spec in group.values())
