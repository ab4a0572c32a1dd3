"""Whatever is done to a postmortem in whatever order: what left the draft has a factor and an owned
action or a reason for none, its timeline is in order and of its cases, and each save is kept."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from models.commands.people import add_person
from models.commands.postmortems import (
    comment_postmortem,
    give_postmortem,
    move_postmortem,
    save_postmortem,
)
from models.database import Database
from models.errors import KnownError
from models.handbook.postmortems import DRAFT, STATUSES, Said, link_of, row_of
from models.queries.postmortem import owned_actions, said_then
from tests.conftest import FULL, MovingClock
from tests.models.commands.breached import breached, do, give_action, read, started


class Life:
    """A postmortem that several people do anything to."""

    def __init__(self, database: Database, clock: MovingClock, seed: int) -> None:
        self.database, self.clock, self.chance = database, clock, random.Random(seed)
        self.people = [
            do(database, add_person, name, role)
            for name, role in (("Ana", "lead"), ("Ben", "agent"), ("Cy", "agent"))
        ]
        self.cases = [breached(database, clock, cause="") for _ in range(3)]
        self.id = started(database, *self.cases[:2])
        self.kept: dict[int, Said] = {1: read(database, self.id).said}

    def step(self) -> None:
        """One of them does something; what is refused changes nothing."""
        chance = self.chance
        self.clock.instant += timedelta(minutes=1)
        self.database.person_id = chance.choice(self.people)
        commands: list[Callable[[], Any]] = [
            self._save, self._save, self._save,
            partial(self._move, chance.choice(STATUSES)),
            partial(self._move, chance.choice(STATUSES)),
            partial(do, self.database, comment_postmortem, self.id, "Hm."),
            partial(do, self.database, give_postmortem, self.id, chance.choice(self.people)),
            partial(do, self.database, give_action, self.id,
                    owner_role=chance.choice(["", "lead"])),
        ]  # fmt: skip
        before = read(self.database, self.id)
        try:
            chance.choice(commands)()
        except KnownError:
            assert read(self.database, self.id).said == before.said
            assert read(self.database, self.id).status == before.status

    def _save(self) -> None:
        chance, seen = self.chance, self.chance.choice(list(self.kept))
        base = self.kept[seen]
        rows = [row for row in base.timeline if chance.random() < 0.9]
        if chance.random() < 0.3:
            rows.append(row_of(at=chance.randrange(10**9), words="By hand", case_id=None))
        said = replace(
            base, title=chance.choice(["Exports", base.title]), timeline=tuple(rows),
            factors=tuple(chance.sample(["A limit", "Nobody watched"], chance.randint(0, 2))),
            case_ids=tuple(chance.sample(self.cases, chance.randint(1, 3))),
            fields={"no_action": chance.choice(["", "It is gone."])},
        )  # fmt: skip
        number = do(self.database, save_postmortem, self.id, said, seen)
        self.kept.setdefault(number, read(self.database, self.id).said)

    def _move(self, to: str) -> None:
        reviewer = self.chance.choice(self.people)
        do(self.database, move_postmortem, self.id, to, reviewer, why="Because")


@pytest.mark.parametrize("seed", range(6 if FULL else 2))
def test_the_laws(database: Database, clock: MovingClock, seed: int) -> None:
    life = Life(database, clock, seed)
    for _ in range(40 if FULL else 10):
        life.step()
        told = read(database, life.id)
        said = told.said
        actions = database.read(lambda session: list(owned_actions(session, life.id)))
        if told.status != DRAFT:
            assert said.factors
            owned = any(one.owner_role and one.due_on for one in actions)
            assert owned or said.fields.get("no_action")
        at = [row["at"] for row in said.timeline]
        assert at == sorted(at)
        assert {row["case_id"] for row in said.timeline} <= {None, *said.case_ids}
        assert all(row.stands for row in told.timeline)
        links = [link for row in said.timeline if (link := link_of(row))]
        assert len(links) == len(set(links))
        assert told.number == len(told.versions)
    for number, kept in life.kept.items():
        then = partial(said_then, postmortem_id=life.id, number=number)
        assert database.read(then) == kept
