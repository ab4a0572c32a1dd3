"""That what has fired reached nobody, and why, in words."""

from models.queries.unshown import Unshown
from models.text import Text, text


def unshown_line(found: Unshown) -> Text:
    """“3 alerts have fired that nobody was shown yet: no window of theirs is open, …”"""
    words = "{count} alerts have fired that nobody was shown yet: {why}."
    if found.alerts == 1:
        words = "1 alert has fired that nobody was shown yet: {why}."
    return text(words, count=f"{found.alerts:,}", why=unshown_reason(found))


def unshown_reason(found: Unshown) -> Text:
    """What a team would mend: open a window, or set a webhook."""
    if found.posts:
        return text("no window of theirs is open, and the webhook has not taken them")
    return text("no window of theirs is open, and no webhook is set")
