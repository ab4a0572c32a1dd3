"""The door to a desk: what the start window asks of the application (`ui.start.ports.DeskDoor`).

What opens a desk brings SQL, so each way to one loads it: a window may be painted by then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.known_desks import KnownDesks
from desktop.paths import (
    data_folder,
    default_desk,
    default_handbook,
    machine_zone,
    sample_file,
)
from models.desk_time import wall_time, whole_second
from models.errors import KnownError, OlderDesk
from models.sqlite_file import check_existing, file_of
from models.text import Text
from ui.ports import ProgressLike
from ui.start.ports import KnownDesk, NewDesk, OpenedDesk, TypedPassword

if TYPE_CHECKING:
    from desktop.open_desk import OpenDesk
    from desktop.sign_in import Secret

_SHOWN: Final = 6


class Door:
    """Opens desks; `person` is who was named for them, `instant` when they are shown as known."""

    def __init__(
        self, desks: KnownDesks, person: str | None = None, instant: datetime | None = None
    ) -> None:
        self._desks = desks
        self._person = person
        self._instant = instant
        self._typed: dict[str, Secret] = {}

    def known(self) -> Sequence[KnownDesk]:
        """Desks opened before on this computer."""
        return [
            KnownDesk(desk.address, desk.title, desk.place) for desk in self._desks.all()[:_SHOWN]
        ]

    def expects(self, address: str) -> bool:
        """Whether the window of a desk may be there before the desk is open (at once).

        A file that looks whole from outside opens with whoever was named or at it before; whether
        a server wants a password, or a copy of the past can be made, nobody knows before.
        """
        if self._instant is not None or not (self._person or self._desks.person(address)):
            return False
        try:
            path = file_of(address)
            if path is not None:
                check_existing(path)
        except KnownError:
            return False
        return path is not None

    def open(self, address: str, typed: TypedPassword | None = None) -> "OpenDesk":
        """The desk at an address or in a file."""
        from desktop.open_desk import as_known_at, open_desk
        from desktop.sign_in import Secret

        if typed is not None:
            self._typed[address] = Secret(typed.password, typed.keep)
        remembered = self._desks.person(address)
        try:
            opened = open_desk(address, self._person, remembered, self._typed.get(address))
        except OlderDesk:  # the upgrade, which comes next, needs the password again
            raise
        except BaseException:
            self._typed.pop(address, None)
            raise
        self._typed.pop(address, None)
        return opened if self._instant is None else as_known_at(opened, self._instant)

    def make(self, new: NewDesk) -> "OpenDesk":
        """A desk of one's own, with its lead at the window."""
        from desktop.open_desk import open_desk
        from models.handbook.p3_hours import with_p3_hours
        from models.schema import create_desk

        handbook = with_p3_hours(default_handbook(), new.p3_hours)
        create_desk(
            new.path, title=new.title, zone=new.zone, handbook=handbook, lead=new.lead,
            now=whole_second(wall_time()),
        )  # fmt: skip
        return open_desk(str(new.path), person=new.lead)

    def make_sample(self) -> "OpenDesk":
        """The sample desk, made anew; as it is where somebody entered something on it."""
        from desktop.demo.make import demo_desk
        from desktop.demo.replaceable import was_used
        from desktop.open_desk import open_desk

        path = sample_file()
        if not was_used(path):
            demo_desk(None, 1, None, default_handbook())
        return open_desk(str(path))

    def unmake(self, opened: OpenedDesk) -> None:
        """Take back a desk that nobody saw."""
        opened.close()
        path = Path(opened.address)
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def upgrade(self, address: str, progress: ProgressLike) -> "OpenDesk":
        """An older desk, brought up to date behind a backup."""
        from desktop.sign_in import sign_in
        from models.backup import backup_file
        from models.schema import upgrade

        def told(done: int, total: int) -> None:
            if progress.cancelled:
                raise KnownError("Stopped", "The backup was stopped; the desk is as it was.")
            progress.report(done, total)

        backup = partial(backup_file, progress=told)
        sign_in(address, partial(upgrade, backup=backup), self._typed.get(address))
        return self.open(address)

    def become(self, opened: OpenedDesk, person: int | str) -> "OpenDesk":
        """The desk with its person; a shared desk notes whose login it is."""
        from desktop.open_desk import OpenDesk
        from models.commands.people import add_person, note_login
        from models.queries.people import team

        assert isinstance(opened, OpenDesk)
        database = opened.database
        role = "agent" if opened.people else "lead"
        person_id = (
            database.write(partial(add_person, name=person, role=role)).result
            if isinstance(person, str)
            else person
        )
        people = tuple(database.read(team))
        if all(row.id != person_id for row in people):
            raise KnownError(
                "Not on the team", "Whoever you chose has left the team.", "Choose somebody else."
            )
        database.person_id = person_id
        if opened.is_shared:
            database.write(partial(note_login, person_id=person_id))
        return replace(opened, people=people)

    def new_path(self) -> Path:
        """This computer's desk, or where one beside it would be kept."""
        first = default_desk()
        others = (data_folder() / f"desk-{number}.db" for number in range(2, 1000))
        return first if not first.exists() else next(path for path in others if not path.exists())

    def machine_zone(self) -> str:
        """The time zone of this computer."""
        return machine_zone()

    def keyring_trouble(self) -> Text | None:
        """Why no password can be kept here."""
        from desktop.credentials import keyring_trouble

        return keyring_trouble()
