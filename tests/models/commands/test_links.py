"""Links: both cases know, what is elsewhere is kept as typed, and each can be taken back."""

from functools import partial

import pytest
from sqlalchemy.orm import Session

from models.commands.closing import resolve
from models.commands.links import add_link, remove_link
from models.commands.undo import undo
from models.database import Database
from models.entities import Article
from models.errors import KnownError
from models.queries.links import Link
from models.verification import differences
from models.work import Work
from tests.models.commands.desk import detail, opened, problems


def links(database: Database, case_id: int) -> list[tuple[str, str, str]]:
    return [(link.what, link.why, link.key) for link in detail(database, case_id).links]


def link(database: Database, case_id: int, kind: str, to: str, production: bool = False) -> None:
    command = partial(add_link, case_id=case_id, kind=kind, to=to, production=production)
    database.write(command)


@pytest.mark.parametrize(
    ("kind", "back"), [("same", "same"), ("related", "related"), ("follows", "led_to")]
)
def test_cases_are_linked_both_ways_and_parted_both_ways(
    database: Database, kind: str, back: str
) -> None:
    one, two = opened(database), opened(database)
    link(database, one, kind, " cs-1002 ")
    assert links(database, one) == [("case", kind, "CS-1002")]
    assert links(database, two) == [("case", back, "CS-1001")]
    [found] = detail(database, two).links
    assert (found.case_id, found.title, found.status_words()) == (
        one, "Exports stall at 90 %", "New",
    )  # fmt: skip
    assert found.event_id is not None
    database.write(partial(remove_link, case_id=two, event_id=found.event_id))
    assert links(database, one) == links(database, two) == []
    database.write(partial(undo, case_id=one))
    assert links(database, one) == [("case", kind, "CS-1002")]
    assert links(database, two) == [("case", back, "CS-1001")]
    database.write(partial(undo, case_id=two))
    assert links(database, one) == links(database, two) == []
    assert database.read(differences) == []


def test_an_article_is_known_by_what_it_is(database: Database) -> None:
    case_id = opened(database)

    def write(work: Work) -> None:
        for key, kind in (("KI-1", "known_issue"), ("DEC-1", "decision"), ("HT-1", "how_to")):
            work.session.add(Article(key=key, kind=kind, title=key, body="", status="published",
                                     changed_at=work.now))  # fmt: skip

    database.write(write)
    for key in ("ki-1", "DEC-1", "HT-1"):
        link(database, case_id, "article", key)
    told = [(one.key, str(one.words())) for one in detail(database, case_id).links]
    assert told == [("KI-1", "Known issue"), ("DEC-1", "Decision"), ("HT-1", "Article")]
    with pytest.raises(KnownError) as refused:
        link(database, case_id, "article", "KI-9")
    assert problems(refused.value) == {"to": "There is no article “KI-9”."}


def test_a_key_says_itself_whether_a_case_or_an_article_is_meant(database: Database) -> None:
    case_id, _ = opened(database), opened(database)

    def write(work: Work) -> None:
        told = {"kind": "known_issue", "status": "published", "changed_at": work.now}
        work.session.add(Article(key="KI-1", title="Exports stall", body="", **told))

    database.write(write)
    link(database, case_id, "same", "ki-1")
    link(database, case_id, "article", "1002")
    told = {(one.what, one.key) for one in detail(database, case_id).links}
    assert told == {("article", "KI-1"), ("case", "CS-1002")}
    for kind, said in (("same", "case"), ("article", "article")):
        with pytest.raises(KnownError) as refused:
            link(database, case_id, kind, "KI-9")
        assert problems(refused.value) == {"to": f"There is no {said} “KI-9”."}


def test_defects_and_roadmap_items_are_kept_as_typed(database: Database) -> None:
    case_id = opened(database)
    link(database, case_id, "roadmap", "Exports, third quarter")
    link(database, case_id, "defect", "https://bugs.example/7", production=True)
    found = detail(database, case_id).links
    assert found == (
        Link("defect", "defect", "https://bugs.example/7", event_id=found[0].event_id,
             production=True),
        Link("roadmap", "roadmap", "Exports, third quarter", event_id=found[1].event_id),
    )  # fmt: skip
    assert detail(database, case_id).to_json()["links"] == [
        {"what": "defect", "why": "defect", "key": "https://bugs.example/7", "production": True},
        {"what": "roadmap", "why": "roadmap", "key": "Exports, third quarter"},
    ]


@pytest.mark.parametrize(
    ("kind", "to", "said"),
    [
        ("same", "CS-1001", "This is the case itself."),
        ("same", "CS-9", "There is no case “CS-9”."),
        ("defect", "  ", "Say what to link it with."),
        ("roadmap", "x" * 501, "At most 500 letters; this has 501."),
        ("related", "CS-1002", "It is linked so already."),
    ],
)
def test_what_cannot_be_linked_is_said_at_its_field(
    database: Database, kind: str, to: str, said: str
) -> None:
    one, _ = opened(database), opened(database)
    link(database, one, "related", "CS-1002")
    with pytest.raises(KnownError) as refused:
        link(database, one, kind, to)
    assert problems(refused.value) == {"to": said}


def test_a_link_that_is_gone_is_not_taken_back_again(database: Database) -> None:
    case_id = opened(database)
    link(database, case_id, "defect", "BUG-7")
    [found] = detail(database, case_id).links
    assert found.event_id is not None
    away = partial(remove_link, case_id=case_id, event_id=found.event_id)
    database.write(away)
    with pytest.raises(KnownError, match="not there any more"):
        database.write(away)


def test_no_link_is_read_twice(database: Database) -> None:
    """What stands of a log is read in one look, whatever was done and undone."""
    case_id = opened(database)
    for name in ("A", "B"):
        link(database, case_id, "defect", name)
    database.write(partial(undo, case_id=case_id))

    def keys(session: Session) -> list[str]:
        from models.queries.links import case_links

        return [one.key for one in case_links(session, case_id)]

    assert database.read(keys) == ["A"]


def test_a_link_taken_back_offers_no_closing_note_any_more(database: Database) -> None:
    one, two = opened(database), opened(database)
    link(database, one, "same", "CS-1002")
    database.write(partial(resolve, case_ids=[one, two]))
    assert [other.key for other in detail(database, one).alike] == ["CS-1002"]
    [found] = detail(database, one).links
    database.write(partial(remove_link, case_id=one, event_id=found.event_id or 0))
    assert detail(database, one).alike == detail(database, two).alike == ()
