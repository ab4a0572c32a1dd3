"""What the team knows is watched hourly, and whoever an article waits for is told once."""

from datetime import timedelta
from functools import partial

from desktop.article_watch import CHORES, HOURLY, ArticleWatch, message
from desktop.looking_aside import LookingAside
from models.commands.article_life import ask_review, publish_article
from models.commands.articles import NewArticle, write_article
from models.commands.people import add_person
from models.database import Database
from models.queries.article import article_detail
from tests.conftest import MovingClock
from tests.desktop.test_burn_watch import Reads

STALL = NewArticle("known_issue", "Exports stall", "A wheel turns.")


def written(database: Database) -> int:
    return database.write(partial(write_article, new=STALL)).result


def status(database: Database) -> str:
    return database.read(partial(article_detail, key="KI-1")).status


def test_it_looks_at_first_then_hourly_and_asks_for_what_is_old(
    database: Database, clock: MovingClock
) -> None:
    one, watch = written(database), ArticleWatch()
    database.write(partial(publish_article, article_id=one))
    clock.instant += timedelta(days=90) - HOURLY
    watch.look(database)
    reads = Reads(database)
    clock.instant += HOURLY - timedelta(seconds=1)
    watch.look(database)
    assert reads.taken() == 0
    clock.instant += timedelta(seconds=1)
    watch.look(database)
    assert status(database) == "needs_verification"


def test_a_window_s_watch_tells_each_once_and_a_past_desk_is_asked_for_nothing(
    database: Database, clock: MovingClock
) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    database.person_id = database.write(partial(add_person, name="Ben Okafor")).result
    one, ben = written(database), database.person_id
    database.write(partial(ask_review, article_id=one, reviewer_id=ana, due_on=None))
    database.person_id = ana
    aside = LookingAside(database, replays=False)
    assert aside.look([], tells=False).untold_chores == []
    (chore,) = aside.look([], tells=True).untold_chores
    told = message(chore)
    assert (told.title, told.body) == ("You are asked to review KI-1", "Exports stall")
    day = clock.instant.date()
    database.write(partial(ask_review, article_id=one, reviewer_id=ben, due_on=day))
    database.person_id = ben
    assert message(*CHORES.claim(database)).body == f"Exports stall. Due by {day}."
    database.person_id = ana
    assert aside.look([], tells=True).untold_chores == []
    database.write(partial(publish_article, article_id=one))
    clock.instant += timedelta(days=90)
    LookingAside(database, replays=True).look([], tells=True)
    assert status(database) == "published"
    found = LookingAside(database, replays=False).look([], tells=False)
    assert found.untold_chores == []
    database.person_id = 2  # Ben wrote it, and keeps it true
    (kept,) = CHORES.claim(database)
    assert message(kept).title == "KI-1 is to be verified"


def test_of_many_that_wait_at_once_one_word_is_said(database: Database, clock: MovingClock) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    for _ in range(5):
        database.write(partial(publish_article, article_id=written(database)))
    clock.instant += timedelta(days=90)
    ArticleWatch().look(database)
    (chore,) = CHORES.claim(database)
    assert (message(chore).title, message(chore).body) == (
        "KI-1 and 4 more wait for you", "Exports stall",
    )  # fmt: skip
    assert CHORES.claim(database) == []
