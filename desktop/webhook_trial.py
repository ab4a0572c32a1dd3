"""A test post to a webhook, as it stands in the sheet: what the receiver answers is told back."""

from functools import partial

from desktop.webhook import ask, body_of, headers_of
from models.commands.webhook import check_may_set, checked_hook
from models.database import Database
from models.errors import Problems
from models.handbook.instants import to_seconds
from models.queries.desk import desk_mark
from models.queries.webhook import WEBHOOK_KEY, WEBHOOK_SECRET, Hook, value
from models.webhook_answer import Answer
from models.webhook_news import Trial


def try_webhook(database: Database, url: str, shape: str, key: str | None) -> Answer:
    """Post a test there, signed as everything is; None for a key is the one that is kept.

    A pager is told at once that it is over. Nothing is noted, and nothing of a case is told.
    """
    now, person = database.clock.now(), database.person_id
    database.read(lambda session: check_may_set(session, person, now))
    kept = database.read(partial(value, name=WEBHOOK_KEY)) if key is None else key
    wanted, key = checked_hook(url, shape, kept)
    if not wanted:
        raise Problems("No test was sent", {"url": "Say where to."})
    secret = database.read(partial(value, name=WEBHOOK_SECRET))
    hook, mark = Hook(wanted, shape, key, secret), database.read(desk_mark)

    def post(news: Trial) -> Answer:
        body = body_of(hook, news, mark)
        return ask(wanted, body, headers_of(hook, body, to_seconds(now)), reads=True)

    answer = post(Trial("test", now))
    if shape == "pager" and not answer.failure:
        return post(Trial("test_over", now))
    return answer
