"""A restricted case is nowhere for whoever may not see it (handbook, rule 20)."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

import models.queries
from models.commands.access import change_access, lift_restriction
from models.commands.alerts import claim_unshown, fire_due
from models.commands.cases import NewCase, assign, change_priority, open_case
from models.commands.closing import resolve
from models.commands.links import add_link, remove_link
from models.commands.merging import merge, split
from models.commands.people import add_person, leave_team
from models.commands.reporting_again import report_again
from models.commands.satisfaction import Answer, import_answers
from models.commands.undo import undo
from models.database import Database
from models.entities import Article, Person
from models.errors import KnownError, Problems
from models.handbook.periods import Period, quarter_of
from models.happening import Naming
from models.policies import load_policies
from models.queries.article import article_cases
from models.queries.case import case_id_of
from models.queries.customers import CustomerFilter
from models.queries.figures import Figure
from models.queries.knowledge import KnowledgeFilter
from models.queries.queue import queue_ids
from models.queries.similar import Typed
from models.queue_filter import QueueFilter
from models.timeline_words import happened
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened

SECRET = replace(
    WHOLE, title="Zzyzx tokens leaked", message="The zzyzx key is public", security="yes",
    priority="P1", steps="Zzyzx opened",
)  # fmt: skip
WORD = "zzyzx"


class Desk:
    """An open case, a restricted one, and three people: who opened it, an outsider, a lead."""

    def __init__(self, database: Database) -> None:
        def person(name: str, role: str) -> int:
            return database.write(partial(add_person, name=name, role=role)).result

        self.database = database
        self.maker = person("Ana Ruiz", "agent")
        self.outsider = person("Ben Okafor", "incident commander")
        self.lead = person("Cleo Lang", "lead")
        self.open_id = opened(database, replace(WHOLE, title="An open case"))
        database.person_id = self.maker
        self.secret_id = opened(database, SECRET)
        self.key = detail(database, self.secret_id).row.key

    def as_(self, person_id: int | None) -> Database:
        self.database.person_id = person_id
        return self.database


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def every_query() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of every query file that is handed a session first."""
    for found in pkgutil.iter_modules(models.queries.__path__):
        module = importlib.import_module(f"models.queries.{found.name}")
        for name, made in vars(module).items():
            own = inspect.isfunction(made) and made.__module__ == module.__name__
            if own and not name.startswith("_"):
                first = next(iter(inspect.signature(made).parameters.values()), None)
                if first is not None and first.name == "session":
                    yield f"{found.name}.{name}", made


_SHOWN: dict[str, Callable[[], Any]] = {
    "customers": CustomerFilter, "knowledge": KnowledgeFilter,
}  # fmt: skip
NOT_ASKED, NOT_THERE = "not asked", "not there"
ROWS = ("Case", "Customer", "Select", "Source")
"""What only somebody can hand over who has read it before."""


def arguments(desk: Desk, person_id: int, name: str, made: Callable[..., Any]) -> dict[str, Any]:
    """What a page would ask with; raises `KeyError` where only a page has it (a draft, a file)."""
    now = desk.database.clock.now()
    period = quarter_of(now.date())
    module = name.partition(".")[0]
    given: dict[str, Any] = {
        "now": now, "as_of": now, "begin": now - timedelta(days=9), "end": now + timedelta(days=9),
        "me": person_id, "person_id": person_id, "limit": 50, "rows": 50, "last": None,
        "events": None, "ids": [desk.open_id, desk.secret_id], "case_id": desk.secret_id,
        "case_ids": [desk.secret_id], "key": desk.key, "customer_id": 1, "period": period,
        "quarter": period, "customer": "Contoso", "since": now - timedelta(days=9),
        "shown": _SHOWN.get(module, QueueFilter)(),
        "typed": Typed("Zzyzx tokens leaked") if module == "similar" else WORD,
        "figure": Figure(), "name": "Ana Ruiz",
        "handbook": desk.database.read(load_policies).newest, "remembered": None,
        "written": "ana@contoso.example", "at": now, "kind": "contact", "data": {},
    }  # fmt: skip
    by_type: dict[Any, Any] = {str: WORD, int: desk.secret_id, datetime: now, bool: True}
    asked = list(inspect.signature(made).parameters.values())[1:]
    return {
        one.name: period
        if one.annotation is Period
        else given[one.name]
        if one.name in given
        else by_type[one.annotation]
        for one in asked
        if one.default is one.empty
    }


def told_to(desk: Desk, person_id: int) -> dict[str, str]:
    """What each query tells a person, as text; queries that cannot be asked so are left out."""
    database, told = desk.as_(person_id), {}
    for name, made in every_query():
        handed = [str(one.annotation) for one in inspect.signature(made).parameters.values()]
        if any(row in said for row in ROWS for said in handed):
            continue
        try:
            given = arguments(desk, person_id, name, made)
        except KeyError:
            told[name] = NOT_ASKED
            continue
        try:
            told[name] = repr(database.read(partial(made, **given)))
        except KnownError as error:
            told[name] = error.title
        except (NoResultFound, KeyError):
            told[name] = NOT_THERE
    return told


def test_no_query_tells_an_outsider_of_a_restricted_case(desk: Desk, clock: MovingClock) -> None:
    clock.instant += timedelta(hours=5)
    desk.as_(None).write(fire_due)
    told = told_to(desk, desk.outsider)
    leaks = [name for name, said in told.items() if WORD in said.casefold() or desk.key in said]
    assert leaks == []
    asked = [name for name, said in told.items() if said != NOT_ASKED]
    assert len(asked) > 50


def test_whoever_is_named_and_the_lead_see_it_everywhere(desk: Desk) -> None:
    for person_id in (desk.maker, desk.lead):
        told = told_to(desk, person_id)
        seen = {name for name, said in told.items() if WORD in said.casefold()}
        assert {"case.case_detail", "queue.queue", "search.search", "similar.similar",
                "proof.proof", "timeline.timeline", "customer.customer_detail"} <= seen  # fmt: skip


def test_whoever_has_left_the_team_sees_it_no_more(desk: Desk) -> None:
    second = desk.as_(None).write(partial(add_person, name="Dina Levi", role="lead")).result
    for person_id in (desk.maker, desk.lead):
        assert detail(desk.as_(person_id), desk.secret_id).row.key == desk.key
        desk.as_(second).write(partial(leave_team, person_id=person_id))
        with pytest.raises(KnownError, match="not on the desk"):
            detail(desk.as_(person_id), desk.secret_id)
        with pytest.raises(KnownError, match="not on the desk"):
            desk.as_(person_id).write(partial(assign, case_ids=[desk.secret_id], person_id=second))


def test_the_counts_leave_it_out_too(desk: Desk) -> None:
    now = desk.database.clock.now()
    ids = partial(queue_ids, shown=QueueFilter(), now=now)
    assert list(desk.as_(desk.outsider).read(ids)) == [desk.open_id]
    assert len(desk.as_(desk.maker).read(ids)) == 2
    with pytest.raises(KnownError, match="There is no case"):
        desk.as_(desk.outsider).read(partial(case_id_of, key=desk.key))


def test_an_outsider_can_do_nothing_with_it(desk: Desk) -> None:
    database = desk.as_(desk.outsider)
    tries: list[Callable[..., Any]] = [
        partial(assign, case_ids=[desk.secret_id], person_id=desk.outsider),
        partial(change_priority, case_ids=[desk.secret_id], priority="P4", note="why"),
        partial(resolve, case_ids=[desk.secret_id]),
        partial(undo, case_id=desk.secret_id),
        partial(change_access, case_id=desk.secret_id, add=[desk.outsider]),
        partial(lift_restriction, case_id=desk.secret_id, reason="Over"),
        partial(report_again, case_id=desk.secret_id, new=NewCase("Once more")),
    ]
    for command in tries:
        with pytest.raises(KnownError, match="not on the desk"):
            database.write(command)
    with pytest.raises(KnownError, match="There is no case"):
        opened(database, replace(WHOLE, same_as=desk.key))


def linked_with_it(desk: Desk) -> None:
    """What those who see both may do with the open case and the restricted one."""
    database, key = desk.as_(desk.maker), detail(desk.as_(desk.maker), desk.open_id).row.key
    database.write(partial(add_link, case_id=desk.secret_id, kind="related", to=key))
    database.write(partial(add_link, case_id=desk.open_id, kind="same", to=desk.key))
    first, _ = [one.event_id for one in detail(database, desk.open_id).links if one.event_id]
    database.write(partial(remove_link, case_id=desk.open_id, event_id=first))
    database.write(partial(change_priority, case_ids=[desk.open_id], priority="P1", note=""))
    database.write(partial(merge, case_id=desk.open_id, to=desk.key))


def test_what_belongs_to_it_does_not_give_its_number_away(desk: Desk) -> None:
    linked_with_it(desk)
    told = detail(desk.as_(desk.outsider), desk.open_id)
    assert desk.key not in repr(told)
    assert desk.key not in json.dumps(told.to_json())
    assert {(link.why, link.key, link.title) for link in told.links} == {
        ("same", "a restricted case", ""), ("merged_into", "a restricted case", ""),
    }  # fmt: skip
    naming = Naming(told.people, str)
    heads = [str(happened(row, naming).head) for row in told.timeline]
    assert heads[-1] == "Merged into a restricted case; left out of figures"
    assert desk.key in repr(detail(desk.as_(desk.lead), desk.open_id))


def test_an_article_does_not_tell_that_it_belongs_to_it(desk: Desk) -> None:
    def write(work: Work) -> None:
        work.session.add(Article(key="KI-1", kind="known_issue", title="Tokens", body="",
                                 status="published", changed_at=work.now))  # fmt: skip

    database = desk.as_(desk.maker)
    database.write(write)
    for case_id in (desk.open_id, desk.secret_id):
        database.write(partial(add_link, case_id=case_id, kind="article", to="KI-1"))
    for person_id, seen in ((desk.outsider, {desk.open_id}),
                            (desk.lead, {desk.open_id, desk.secret_id})):  # fmt: skip
        told = desk.as_(person_id).read(partial(article_cases, key="KI-1"))
        assert {case.id for case in told} == seen


def test_whoever_may_not_see_it_does_not_write_into_its_log(desk: Desk) -> None:
    add = partial(add_link, case_id=desk.open_id, kind="same", to=desk.key)
    desk.as_(desk.maker).write(add)
    told = detail(desk.database, desk.secret_id).timeline
    [link] = detail(desk.as_(desk.outsider), desk.open_id).links
    assert link.event_id is not None
    remove = partial(remove_link, case_id=desk.open_id, event_id=link.event_id)
    with pytest.raises(KnownError, match="you may not write in it"):
        desk.database.write(remove)
    assert detail(desk.as_(desk.maker), desk.secret_id).timeline == told
    desk.database.write(remove)
    assert detail(desk.database, desk.secret_id).links == ()


def test_an_answer_from_it_is_refused_like_one_from_nowhere(desk: Desk) -> None:
    database = desk.as_(desk.outsider)
    for key in (desk.key, "CS-77"):
        with pytest.raises(Problems) as refused:
            database.write(partial(open_case, new=replace(WHOLE, answer=key)))
        assert refused.value.by_field == {"to": f"There is no case “{key}”."}


def test_a_survey_does_not_tell_whether_it_is_there(desk: Desk) -> None:
    at = desk.database.clock.now()
    answers = [Answer(key, 5, "", at) for key in (desk.key, "CS-77")]
    found = desk.as_(desk.outsider).write(partial(import_answers, answers=answers)).result
    assert [why for _, why in found.refused] == [
        f"There is no case “{desk.key}”.", "There is no case “CS-77”.",
    ]  # fmt: skip


def test_whoever_splits_a_message_off_it_sees_what_they_made(desk: Desk) -> None:
    assigned = partial(assign, case_ids=[desk.secret_id], person_id=desk.outsider)
    desk.as_(desk.maker).write(assigned)
    database = desk.as_(desk.outsider)
    message = detail(database, desk.secret_id).timeline[-2]
    made = database.write(partial(split, case_id=desk.secret_id, message_id=message.id)).result
    assert detail(database, made).named == (desk.maker, desk.outsider)
    assert detail(desk.as_(desk.maker), made).named is not None


def test_those_named_add_and_remove_people(desk: Desk) -> None:
    database = desk.as_(desk.maker)
    database.write(partial(change_access, case_id=desk.secret_id, add=[desk.outsider]))
    case = detail(desk.as_(desk.outsider), desk.secret_id)
    assert case.seen_by == ["Ana Ruiz", "Ben Okafor"]
    database.write(partial(change_access, case_id=desk.secret_id, remove=[desk.maker]))
    with pytest.raises(KnownError, match="not on the desk"):
        detail(desk.as_(desk.maker), desk.secret_id)
    with pytest.raises(Problems):
        desk.as_(desk.lead).write(
            partial(change_access, case_id=desk.secret_id, remove=[desk.outsider])
        )
    assert database.read(differences) == []


def test_whom_a_colleague_added_meanwhile_stays(desk: Desk) -> None:
    database = desk.as_(desk.maker)
    database.write(partial(change_access, case_id=desk.secret_id, add=[desk.outsider]))
    database.write(partial(change_access, case_id=desk.secret_id, add=[desk.lead]))
    seen_by = detail(database, desk.secret_id).seen_by
    assert sorted(seen_by) == ["Ana Ruiz", "Ben Okafor", "Cleo Lang"]


def test_whoever_left_the_team_can_be_taken_out(desk: Desk) -> None:
    def leave(work: Work) -> None:
        work.session.get_one(Person, desk.outsider).active = False

    database = desk.as_(desk.maker)
    database.write(partial(change_access, case_id=desk.secret_id, add=[desk.outsider]))
    database.write(leave)
    database.write(partial(change_access, case_id=desk.secret_id, remove=[desk.outsider]))
    assert detail(database, desk.secret_id).seen_by == ["Ana Ruiz"]


def test_a_lifted_restriction_shows_the_case_to_everybody_and_is_undone(
    desk: Desk, clock: MovingClock
) -> None:
    database = desk.as_(desk.maker)
    with pytest.raises(Problems) as told:
        database.write(partial(lift_restriction, case_id=desk.secret_id, reason=" "))
    assert list(told.value.by_field) == ["reason"]
    lift = partial(lift_restriction, case_id=desk.secret_id, reason="The key is revoked")
    database.write(lift)
    case = detail(desk.as_(desk.outsider), desk.secret_id)
    assert case.named is None
    words = happened(case.timeline[-1], Naming(case.people, str))
    assert str(words.head) == "Restriction lifted: everybody sees it"
    assert [said for _, said in words.said] == ["The key is revoked"]
    with pytest.raises(KnownError, match="Everybody sees"):
        desk.as_(desk.outsider).write(lift)
    assert database.read(differences) == []
    clock.instant += timedelta(minutes=9)
    desk.as_(desk.maker).write(partial(undo, case_id=desk.secret_id))
    with pytest.raises(KnownError, match="not on the desk"):
        detail(desk.as_(desk.outsider), desk.secret_id)
    assert detail(desk.as_(desk.maker), desk.secret_id).named == (desk.maker,)
    assert desk.database.read(differences) == []


def test_whoever_gets_it_sees_it(desk: Desk) -> None:
    desk.as_(desk.maker).write(
        partial(assign, case_ids=[desk.secret_id], person_id=desk.outsider)
    )  # fmt: skip
    assert detail(desk.as_(desk.outsider), desk.secret_id).row.title == "Zzyzx tokens leaked"


def test_names_are_given_when_it_is_opened(desk: Desk) -> None:
    database = desk.as_(desk.lead)
    case_id = opened(database, replace(SECRET, named="Ben  Okafor, "))
    assert detail(database, case_id).named == (desk.outsider, desk.lead)
    with pytest.raises(Problems) as told:
        opened(database, replace(SECRET, named="Ben Okafor, Nobody"))
    assert told.value.by_field == {"named": "“Nobody” is nobody of the team."}


def test_one_that_nobody_opened_and_nobody_is_named_for_is_the_leads(desk: Desk) -> None:
    """As a mail or a script opens it; it was open to everybody."""
    case_id = opened(desk.as_(None), replace(SECRET, title="Qwv keys leaked"))
    assert detail(desk.as_(desk.lead), case_id).named == ()
    with pytest.raises(KnownError, match="not on the desk"):
        detail(desk.as_(desk.outsider), case_id)


def test_rule_25_its_alerts_go_to_the_leads_and_not_to_the_role(
    desk: Desk, clock: MovingClock
) -> None:
    clock.instant += timedelta(hours=5)
    desk.as_(None).write(fire_due)

    def cases(person_id: int) -> set[int]:
        claim = partial(claim_unshown, person_id=person_id)
        return {row.case_id for row in desk.as_(person_id).write(claim).result}

    assert desk.secret_id not in cases(desk.outsider)
    assert desk.secret_id in cases(desk.lead)


def test_an_open_case_may_become_restricted(desk: Desk) -> None:
    desk.as_(desk.maker).write(partial(change_access, case_id=desk.open_id, add=[desk.maker]))

    def count(session: Session) -> int:
        return len(queue_ids(session, QueueFilter(), desk.database.clock.now()))

    assert desk.as_(desk.outsider).read(count) == 0
    assert desk.database.read(differences) == []
