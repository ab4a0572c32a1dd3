"""What can be done on the page of what we know, and by which keys."""

from ui.comparing_actions import comparing
from ui.named_actions import named

KNOWLEDGE = named(
    "knowledge", "What we know",
    ("words", "Find an article", "/", "search"),
    ("clear", "Show all articles", "Shift+F", "cross"),
    ("export", "Write the articles into a folder", "Ctrl+Shift+E", "folder"),
    ("new", "Write an article", "Shift+N", "plus"),
    ("edit", "Edit the article", "E", "edit"),
    ("fixed", "It is fixed: tell its cases", "Shift+T", "check"),
    ("save", "Save the article", "Ctrl+Return", "check"),
    ("picture", "Picture", "Alt+A", "plus"),
    ("template", "Templates", "Alt+T", "note"),
    ("outline", "Go to the outline", "Alt+O", "queue"),
    ("spelling", "Next misspelt word", "F7", "edit"),
    ("history", "Go to the versions", "H", "undo"),
    ("discard", "Discard what you wrote", "Ctrl+Shift+Backspace", "trash"),
    on_sight="template edit fixed history save picture outline spelling discard",
)  # fmt: skip

LIFE = named(
    "knowledge", "What we know",
    ("review", "Ask for a review", "Shift+Q", "eye"),
    ("publish", "Publish the article", "Shift+P", "check"),
    ("verify", "It still holds", "Shift+V", "check"),
    ("doubt", "Have it verified", "Shift+D", "alert"),
    ("send_back", "Back to a draft", "Shift+B", "undo"),
    ("owner", "Who keeps it true", "Shift+O", "person"),
    ("released", "Its product was released", "Shift+Y", "tag"),
    ("archive", "Archive the article", "Shift+X", "box"),
    on_sight="review publish verify doubt send_back owner released archive",
)  # fmt: skip

ROADMAP = named(
    "knowledge", "What we know",
    ("add_item", "Add an item to the roadmap", "Shift+I", "plus"),
    ("edit_item", "Edit the item", "Alt+E", "edit"),
    ("behind", "Put an article behind the item", "Shift+K", "link"),
    ("ship", "It has shipped", "Shift+S", "check"),
    on_sight="add_item edit_item behind ship",
)  # fmt: skip

TOPICS = named(
    "knowledge", "What we know",
    ("rename_topic", "Rename the topic", "F2", "edit"),
    ("undo_topic", "Take back the last name of a topic", "Shift+Z", "undo"),
    ("write_topic", "Start an article on the topic", "Shift+W", "plus"),
    ("topics_again", "Put cases into topics again", "Shift+R", "swap"),
    on_sight="rename_topic undo_topic write_topic topics_again",
)  # fmt: skip

COMPARING = comparing("knowledge", "What we know")
"""Of two versions of an article."""
