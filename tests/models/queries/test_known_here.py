"""What may answer a case, and why: product, words, and what became of cases it answered."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from models.commands.article_use import answer_with, judge_article
from models.commands.closing import reopen, resolve
from models.commands.people import add_person
from models.database import Database
from models.queries.article_record import article_records, article_worth
from models.queries.known_here import KnownHere, known_here, suggestions_json
from models.queries.similar import Seen, Typed, similar
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.test_similar import KNOWN, article, others

TITLE = "Exports stall at 90 % of CSV"
NEW = replace(WHOLE, title=TITLE, steps="See the title", environment="", product="Exports")


def known(database: Database, case_id: int) -> KnownHere:
    query = partial(known_here, case_id=case_id, now=database.clock.now(), me=database.person_id)
    return database.read(query)


def first(database: Database, case_id: int) -> Seen:
    return known(database, case_id).articles[0]


def answered(database: Database, key: str = "KI-1") -> int:
    case_id = opened(database, NEW)
    database.write(partial(answer_with, case_id=case_id, key=key))
    database.write(partial(resolve, case_ids=[case_id]))
    return case_id


def test_it_says_the_product_the_words_and_what_became_of_its_cases(
    database: Database, clock: MovingClock
) -> None:
    others(database)
    article(database, "KI-1", "CSV exports stall", KNOWN, product="exports")
    back = answered(database)
    answered(database)
    answered(database)
    clock.instant += timedelta(days=3)
    database.write(partial(reopen, case_id=back))
    clock.instant += timedelta(days=12)
    found = first(database, opened(database, NEW))
    assert found.key == "KI-1"
    assert set(found.why.words) == {"CSV", "Exports", "stall"}
    assert found.why.product == "exports"
    record = found.why.record
    assert (record.helped, record.reopened, record.held, record.wrong) == (3, 1, 2, 0)
    (told,) = suggestions_json(known(database, opened(database, NEW)))
    assert (told["article"], told["why"]["helped"]) == ("KI-1", 3)


def test_of_two_alike_the_one_that_held_comes_first(database: Database, clock: MovingClock) -> None:
    others(database)
    article(database, "KI-1", "CSV exports stall", KNOWN)
    article(database, "KI-2", "CSV exports stall", KNOWN)
    case_id = opened(database, NEW)
    assert first(database, case_id).key == "KI-2"  # the newer
    answered(database)
    clock.instant += timedelta(days=15)
    assert first(database, case_id).key == "KI-1"
    typed = database.read(partial(similar, typed=Typed(TITLE), now=clock.instant))
    assert typed.seen[0].key == "KI-1"


def test_what_is_linked_or_called_wrong_here_is_not_suggested_here(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz")).result
    others(database)
    article(database, "KI-1", "CSV exports stall", KNOWN)
    article(database, "KI-2", "CSV exports stall", KNOWN)
    case_id, other = opened(database, NEW), opened(database, NEW)
    database.write(partial(answer_with, case_id=case_id, key="KI-1"))
    judge = partial(judge_article, case_id=case_id)
    database.write(partial(judge, key="KI-1", verdict="helped"))
    database.write(partial(judge, key="KI-2", verdict="wrong", words="Not for CSV"))
    here = known(database, case_id)
    assert here.articles == ()
    assert here.mine == {"KI-1": "helped", "KI-2": "wrong"}
    assert [one.key for one in known(database, other).articles] == ["KI-1", "KI-2"]
    assert known(database, other).articles[1].why.record.wrong == 1
    database.write(partial(judge, key="KI-2", verdict="helped"))
    assert [one.key for one in known(database, case_id).articles] == ["KI-2"]


def test_a_restricted_case_counts_for_nobody_who_may_not_see_it(database: Database) -> None:
    def person(name: str, role: str = "agent") -> int:
        return database.write(partial(add_person, name=name, role=role)).result

    ana, ben, cleo = person("Ana Ruiz"), person("Ben Okafor"), person("Cleo Lang", "lead")
    article(database, "KI-1", "CSV exports stall", KNOWN)
    database.person_id = ana
    secret = opened(database, replace(NEW, security="yes", priority="P1"))
    database.write(partial(answer_with, case_id=secret, key="KI-1"))
    database.write(partial(judge_article, case_id=secret, key="KI-1", verdict="helped"))
    counted = {}
    for who in (ana, ben, cleo):
        database.person_id = who
        (told,) = database.read(
            partial(article_records, article_ids=[1], now=database.clock.now())
        ).values()
        counted[who] = told.helped
        worth = database.read(partial(article_worth, article_id=1, now=database.clock.now()))
        assert len(worth.said) == told.helped
    assert counted == {ana: 1, ben: 0, cleo: 1}


def test_small_words_are_no_reason(database: Database) -> None:
    others(database)
    title = "The last CSV export's stall is 90 %"
    article(database, "KI-1", title, KNOWN)
    found = first(database, opened(database, replace(NEW, title=title)))
    assert {word.casefold() for word in found.why.words} == {"csv", "export", "stall", "90"}
