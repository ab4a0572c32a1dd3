"""Who is at a window: by login on a shared desk, the guest on the sample desk, else unknown."""

from functools import partial

from models.commands.people import add_person, note_login
from models.database import Database
from models.entities import DeskValue, Person
from models.queries.people import NEWCOMER, login, person_expected, person_named, team
from models.work import Work


def test_the_team_by_name_without_those_who_left(database: Database) -> None:
    ben = database.write(partial(add_person, name="Ben Okafor")).result
    database.write(partial(add_person, name="Ana Ruiz", role="lead"))

    def leave(work: Work) -> None:
        work.session.get_one(Person, ben).active = False

    assert [row.name for row in database.read(team)] == ["Ana Ruiz", "Ben Okafor"]
    database.write(leave)
    assert [(row.name, row.role) for row in database.read(team)] == [("Ana Ruiz", "lead")]
    assert database.read(partial(person_named, name="Ben Okafor")) is None
    assert database.read(partial(person_named, name=" Ana Ruiz ")) is not None


def test_nobody_is_expected_on_a_desk_that_knows_nobody(database: Database) -> None:
    database.write(partial(add_person, name="Ana Ruiz"))
    assert database.read(person_expected) is None


def test_a_login_is_known_once_it_was_noted(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    ben = database.write(partial(add_person, name="Ben Okafor")).result
    database.write(partial(note_login, person_id=ana))
    database.write(partial(note_login, person_id=ben))
    shared = database.read(login) is not None
    assert database.read(person_expected) == (ana if shared else None)


def test_whoever_looks_around_is_somebody(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    database.write(lambda work: work.session.add(DeskValue(name=NEWCOMER, value=str(ana))))
    assert database.read(person_expected) == ana
