"""The weekly operational review: what changed, what is late, who is asked, and its minutes."""

from models.handbook.reviews import WEEKLY
from models.queries.weekly_review import weekly_review
from models.weekly_words import weekly_agenda, weekly_title
from ui.reviews.pack_tab import Pack, PackTab


class WeeklyTab(PackTab):
    """One week. `go_to(name)` shows another ("2016-W12")."""

    name = "weekly"
    pack = Pack(
        WEEKLY, weekly_review, weekly_agenda, weekly_title,
        {
            "earlier": "Earlier week", "later": "Later week", "choose": "Choose a week",
            "print": "Weekly PDF", "decide": "Record a decision", "remark": "Record a note",
            "plan": "Record an action", "hold": "The review was held",
            "take_back": "Take an entry back", "write_up": "Make it a decision article",
            "tell_names": "Show names", "menu": "Weeks", "name": "The week's agenda",
            "save": "Save the weekly review", "written": "The weekly review is written",
        },
    )  # fmt: skip
