"""Every naughty string through every field: it comes back to the letter, or is refused whole."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from models.commands.acknowledge import acknowledge
from models.commands.by_hand import override_deadline
from models.commands.cases import NewCase, change_priority, open_case, pause, start_work
from models.commands.closing import ClosingNote, close_case, exclude, keep_note, resolve
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.customer_contacts import CONTACT_FIELDS, add_contact
from models.commands.customers import customer_named, edit_customer
from models.commands.facts import edit_facts
from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.satisfaction import enter_score
from models.commands.templates import add_template
from models.commands.views import save_view
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.contacts import contacts
from models.queries.queue import queue_ids
from models.queries.reply_templates import offered_templates
from models.queries.search import search
from models.queries.similar import Typed, similar
from models.queries.views import saved_views
from models.queue_filter import QueueFilter
from models.typed_text import one_line
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.naughty import KEPT, LONG, REFUSED, SHORT

pytestmark = pytest.mark.on_a_file

FACTS = ("impact", "environment", "steps", "category")


def texts(database: Database, case_id: int) -> list[dict[str, Any]]:
    """What the events of a case say."""
    return [dict(event.data) for event in detail(database, case_id).timeline]


def with_text(name: str, text: str) -> NewCase:
    """A whole case but for one field."""
    texts: dict[str, Any] = {name: text}
    return replace(WHOLE, **texts)


def refused(database: Database, *commands: Callable[[Work], object]) -> list[str]:
    """What is said where all of them are refused."""
    said = []
    for command in commands:
        with pytest.raises(KnownError) as error:
            database.write(command)
        said.append(error.value.sentence)
    return said


def test_the_texts_of_a_new_case_come_back(database: Database) -> None:
    for text in SHORT:
        new = NewCase(
            text, text, impact=text, environment=text, steps=text, category=text, message=text,
            contact=text, incomplete=True,
        )  # fmt: skip
        case_id = opened(database, new)
        told = detail(database, case_id)
        kept = text.strip()
        assert [told.fields[name] for name in FACTS] == [kept] * len(FACTS), text
        assert texts(database, case_id)[1] == {"text": kept}
        assert told.row.title == " ".join(text.split())
        assert (told.row.customer, told.contact) == (one_line(text), one_line(text))
    assert database.read(differences) == []


def test_what_is_edited_and_said_comes_back(database: Database) -> None:
    for text in SHORT:
        case_id = opened(database)
        kept = text.strip()
        for command in (
            partial(edit_facts, case_id=case_id, facts=dict.fromkeys((*FACTS, "title"), text)),
            partial(add_note, case_id=case_id, text=text),
            partial(log_customer_message, case_id=case_id, text=text),
            partial(log_contact, case_id=case_id, type="reply", text=text),
            partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for=text,
                    reason=text),
            partial(start_work, case_ids=[case_id]),
            partial(change_priority, case_ids=[case_id], priority="P1", note=text),
            partial(resolve, case_ids=[case_id], text=text),
            partial(keep_note, case_id=case_id, note=ClosingNote(text, text, text)),
            partial(close_case, case_id=case_id, note=ClosingNote()),
        ):  # fmt: skip
            database.write(command)
        said = [kept for data in texts(database, case_id) for kept in data.values()]
        assert sum(value == kept for value in said) >= 4 + 3 + 2 + 2 + 3, text
        told = detail(database, case_id)
        assert [told.fields[name] for name in FACTS] == [kept] * len(FACTS)
    assert database.read(differences) == []


def test_reasons_and_names_come_back(database: Database, clock: MovingClock) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    for number, text in enumerate(SHORT):
        case_id, kept = opened(database), text.strip()
        due = clock.instant.replace(day=20)
        database.write(partial(override_deadline, case_id=case_id, commitment="resolution",
                               due_at=due, reason=text))  # fmt: skip
        database.write(partial(exclude, case_id=case_id, reason="cancelled", note=text))
        reasons = [data.get("reason", data.get("note")) for data in texts(database, case_id)[1:]]
        assert reasons[0] == kept
        assert kept in (texts(database, case_id)[-1]["note"],)
        customer = database.write(partial(customer_named, name=f"{number} {text}")).result
        database.write(partial(edit_customer, customer_id=customer, facts={"note": text}))
        person = dict.fromkeys(CONTACT_FIELDS, text) | {"email": ""}
        database.write(partial(add_contact, customer_id=customer, facts=person))
        (found,) = database.read(partial(contacts, customer_id=customer))
        assert (found.name, found.note, found.phone) == (one_line(text), kept, one_line(text))
        if len(one_line(text)) <= 60:
            database.write(partial(save_view, name=text, shown=QueueFilter(text=text)))
            views = database.read(partial(saved_views, me=database.person_id))
            assert (one_line(text), text) in [(view.name, view.shown.text) for view in views]


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:9]}{len(text)}")
def test_what_is_very_long_comes_back_or_is_refused_where_there_is_no_room(
    text: str, database: Database
) -> None:
    case_id = opened(database)
    database.write(partial(add_note, case_id=case_id, text=text))
    database.write(partial(log_customer_message, case_id=case_id, text=text))
    long = ("impact", "environment", "steps")
    database.write(partial(edit_facts, case_id=case_id, facts=dict.fromkeys(long, text)))
    told = detail(database, case_id)
    assert [told.fields[name] for name in long] == [text.strip()] * 3
    assert texts(database, case_id)[1:3] == [{"text": text.strip()}] * 2
    names = [
        partial(open_case, new=with_text(name, text))
        for name in ("title", "customer", "contact", "category")
    ]
    said = refused(
        database, *names, partial(save_view, name=text, shown=QueueFilter()),
        partial(edit_facts, case_id=case_id, facts={"category": text}),
    )  # fmt: skip
    assert all(len(sentence) < 300 for sentence in said)
    assert database.read(differences) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_desk_keeps_is_refused_at_every_field(name: str, database: Database) -> None:
    text, case_id = REFUSED[name], opened(database)
    fields = ("title", "customer", "contact", "message", *FACTS)
    before = texts(database, case_id)
    said = refused(
        database,
        *(partial(open_case, new=with_text(field, text)) for field in fields),
        partial(add_note, case_id=case_id, text=text),
        partial(log_contact, case_id=case_id, type="reply", text=text),
        partial(resolve, case_ids=[case_id], text=text),
        partial(keep_note, case_id=case_id, note=ClosingNote(text)),
        partial(exclude, case_id=case_id, reason="spam", note=text),
        partial(save_view, name=text, shown=QueueFilter()),
        partial(save_view, name="Mine", shown=QueueFilter(text=text)),
    )
    assert all(0 < len(sentence) < 300 for sentence in said), said
    assert texts(database, case_id) == before
    assert database.read(differences) == []


def test_any_words_may_be_looked_for(database: Database) -> None:
    opened(database)
    for text in (*KEPT, *REFUSED.values()):
        database.read(partial(search, typed=text))
        database.read(partial(search, typed=f"{text} exports"))
        shown = QueueFilter(text=text)
        typed = Typed(text[:300], (text,))
        for query in (
            partial(similar, typed=typed, now=database.clock.now()),
            partial(queue_ids, shown=shown, now=database.clock.now(), limit=9),
        ):
            database.read(query)
    assert [row.id for row in database.read(partial(search, typed="exports"))] == ["CS-1001"]


def test_a_case_is_found_by_a_word_beside_any_string(database: Database) -> None:
    for number, text in enumerate(KEPT):
        case_id = opened(database, replace(WHOLE, title=f"Plain {number}"))
        database.write(partial(add_note, case_id=case_id, text=f"quince{number} {text}"[:900_000]))
        found = database.read(partial(search, typed=f"quince{number}"))
        assert [row.id for row in found] == [f"CS-{1001 + number}"], text[:40]


def test_scores_links_and_acknowledgements_come_back(database: Database) -> None:
    for number, text in enumerate(SHORT):
        case_id, kept = opened(database), text.strip()
        database.write(partial(acknowledge, case_id=case_id, text=text))
        for kind in ("defect", "roadmap"):
            database.write(partial(add_link, case_id=case_id, kind=kind, to=f"{number} {text}"))
        database.write(partial(resolve, case_ids=[case_id]))
        database.write(partial(enter_score, case_id=case_id, score=1 + number % 5, comment=text))
        said = {event.kind: event.data for event in detail(database, case_id).timeline}
        assert said["acknowledged"]["text"] == said["surveyed"]["comment"] == kept
        links = [link.key for link in detail(database, case_id).links]
        assert links == [one_line(f"{number} {text}")] * 2
    assert database.read(differences) == []


def test_templates_come_back_or_are_refused_at_the_field(database: Database) -> None:
    case_id, kept = opened(database), dict[str, str]()
    for number, text in enumerate(SHORT):
        name, fields = f"{number} {text[:90]}", list[str]()
        try:
            database.write(partial(add_template, facts={"name": name, "text": text}))
            kept[one_line(name)] = text
        except Problems as problems:
            fields = list(problems.by_field)
        assert fields in ([], ["text"]), text
    assert len(kept) > len(SHORT) // 2
    ask = partial(
        offered_templates, case_id=case_id, way="reply", now=database.clock.now(), me=None
    )
    assert {row.name: row.text for row in database.read(ask).templates} == kept
