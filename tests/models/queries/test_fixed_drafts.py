"""A known issue that is fixed: a draft for the customer of each case that may be told."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.closing import exclude, resolve
from models.commands.fixed_issue import fix_issue
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.errors import KnownError
from models.queries.article import article_detail
from models.queries.shipped import ShippedDraft, fixed_drafts
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.test_similar import KNOWN, article


def linked(database: Database, **other: str) -> int:
    case_id = opened(database, replace(WHOLE, **other))  # type: ignore[arg-type]
    database.write(partial(add_link, case_id=case_id, kind="article", to="KI-1"))
    return case_id


def told(database: Database) -> tuple[ShippedDraft, ...]:
    now, me = database.clock.now(), database.person_id
    return database.read(partial(fixed_drafts, key="KI-1", now=now, me=me))


def test_each_customer_who_may_be_told_gets_words_of_their_own(database: Database) -> None:
    article(database, "KI-1", "Exports stall", KNOWN)
    first, over = linked(database), linked(database, customer="Fabrikam")
    gone = linked(database)
    opened(database)
    database.write(partial(resolve, case_ids=[over]))
    database.write(partial(exclude, case_id=gone, reason="cancelled"))
    database.write(partial(fix_issue, key="KI-1", fixed_in=" 4.3 "))
    one = database.read(partial(article_detail, key="KI-1"))
    assert (one.state, one.fields, one.number) == ("fixed", {"fixed_in": "4.3"}, 1)
    assert [draft.case_id for draft in told(database)] == [first, over]
    assert "the fix for CS-1001, “Exports stall at 90 %”, is out (4.3)." in told(database)[0].text


def test_a_restricted_case_is_told_by_those_who_see_it_alone(database: Database) -> None:
    def person(name: str) -> int:
        return database.write(partial(add_person, name=name, role="agent")).result

    ana, ben = person("Ana Ruiz"), person("Ben Okafor")
    article(database, "KI-1", "Exports stall", KNOWN)
    database.person_id = ana
    secret = linked(database, security="yes", priority="P1")
    assert [draft.case_id for draft in told(database)] == [secret]
    database.person_id = ben
    assert told(database) == ()


def test_only_a_known_issue_is_fixed(database: Database) -> None:
    article(database, "HT-1", "Move a desk", "x", kind="how_to")
    with pytest.raises(KnownError, match="no known issue"):
        database.write(partial(fix_issue, key="HT-1"))
    with pytest.raises(KnownError, match="gone"):
        database.write(partial(fix_issue, key="KI-9"))
