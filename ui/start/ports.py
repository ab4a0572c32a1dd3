"""What the start window asks of the application around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.text import Text
from ui.ports import ProgressLike

if TYPE_CHECKING:
    from models.handbook.p3_hours import P3Hours
    from models.queries.people import PersonRow


@dataclass(frozen=True)
class NewDesk:
    """A desk to be made on this computer, as the person described it."""

    title: str
    zone: str
    lead: str
    p3_hours: "P3Hours"
    path: Path


@dataclass(frozen=True)
class TypedPassword:
    """A password as it was typed, and whether the keyring may keep it."""

    password: str = field(repr=False)
    keep: bool = False


@dataclass(frozen=True)
class KnownDesk:
    """A desk opened before on this computer: its name, and where it is in a few words."""

    address: str
    title: str
    place: str


class OpenedDesk(Protocol):
    """A desk that is open and waits for its window."""

    @property
    def address(self) -> str:
        """Where it is."""
        ...

    @property
    def title(self) -> str:
        """What its team calls it."""
        ...

    @property
    def people(self) -> "Sequence[PersonRow]":
        """Who works on it."""
        ...

    @property
    def person_id(self) -> int | None:
        """Who is at this window; None while nobody said."""
        ...

    @property
    def notes(self) -> Sequence[Text]:
        """What the person should hear about the opening."""
        ...

    def close(self) -> None:
        """Give its connections back: it will not be shown."""
        ...


class DeskDoor(Protocol):
    """Opens desks. Every method but `known` runs on a worker, and raises `KnownError`."""

    def known(self) -> Sequence[KnownDesk]:
        """Desks opened before on this computer, the last one first (at once)."""
        ...

    def open(self, address: str, typed: TypedPassword | None = None) -> OpenedDesk:
        """The desk at an address or in a file."""
        ...

    def make(self, new: NewDesk) -> OpenedDesk:
        """A desk of one's own."""
        ...

    def make_sample(self) -> OpenedDesk:
        """The sample desk, made anew; as it is where somebody entered something on it."""
        ...

    def unmake(self, opened: OpenedDesk) -> None:
        """Take back what `make` made, for it was given up before anybody saw it."""
        ...

    def upgrade(self, address: str, progress: ProgressLike) -> OpenedDesk:
        """An older desk, brought up to date behind a backup."""
        ...

    def become(self, opened: OpenedDesk, person: int | str) -> OpenedDesk:
        """The desk with its person: one of the team by id, or somebody new by name. Remembered."""
        ...

    def new_path(self) -> Path:
        """Where a desk made on this computer would be kept."""
        ...

    def machine_zone(self) -> str:
        """The time zone of this computer."""
        ...

    def keyring_trouble(self) -> Text | None:
        """Why no password can be kept here, or None where it can."""
        ...
