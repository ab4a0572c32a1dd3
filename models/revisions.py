"""The handshake: which revision of the schema a database holds, and whether we may use it."""

from typing import Final

from sqlalchemy import Connection, inspect, text

from models.errors import KnownError, OlderDesk

REVISION: Final = "0030"
REVISIONS: Final = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012",
    "0013", "0014", "0015", "0016", "0017", "0018", "0019", "0020", "0021", "0022", "0023", "0024",
    "0025", "0026", "0027", "0028", "0029", "0030",
)  # fmt: skip

_VERSIONS: Final = "alembic_version"
_OURS: Final = "desk"


def revision_of(connection: Connection) -> str | None:
    """The schema's revision, or None where there is no desk; a foreign database is refused."""
    tables = inspect(connection)
    if not tables.has_table(_VERSIONS):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {_VERSIONS}"))
    if not tables.has_table(_OURS) or not str(found).isdigit():
        raise _foreign()
    return str(found)


def check_revision(found: str | None) -> None:
    """Refuse any revision but ours, with what to do about it."""
    if found is None:
        raise KnownError(
            "No desk there", "This database holds no desk.", "Make one with “leadline db init”."
        )
    if found in REVISIONS[:-1]:
        raise OlderDesk(
            "An older desk", "This desk was made by an earlier version.",
            "Bring it up to date with “leadline db upgrade”; a backup is made first.",
        )  # fmt: skip
    if found != REVISION:
        raise KnownError(
            "A newer desk",
            "This desk was made by a newer version of Leadline; it was left untouched.",
            "Update Leadline on this computer.",
        )


def check_vacant(connection: Connection) -> None:
    """Refuse a database in which there is something already."""
    if revision_of(connection) is not None:
        raise KnownError("There is a desk already", "This database holds a desk.", "Open it.")
    if inspect(connection).get_table_names():
        raise _foreign()


def _foreign() -> KnownError:
    return KnownError(
        "Not a desk", "This database belongs to another program; it was left untouched.",
        "Make an empty database for the desk.",
    )  # fmt: skip
