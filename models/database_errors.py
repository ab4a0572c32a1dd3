"""What a database says, as a sentence for a person: by its codes, and by words where it has none.

Every engine translates through `translated`, so that no caller needs to know a driver's errors.
"""

from copy import copy
from typing import Any, Final, NamedTuple

from sqlalchemy.engine import ExceptionContext

from models.errors import KnownError, SignInError, Unreachable
from models.typed_text import RefusedText


class ConnectionLost(Unreachable):
    """A connection broke while in use: nobody knows what the server did last."""


class Busy(KnownError):
    """Somebody else held what was needed for longer than we wait."""


class Contended(Busy):
    """Others were in the way; the same write may go through at once."""


class AlreadyThere(Contended):
    """A value that has to be unique is taken: by somebody a moment ago, or for good."""


class _Saying(NamedTuple):
    title: str
    sentence: str
    what_next: str
    kind: type[KnownError] = KnownError


_FULL = _Saying("The disk is full", "Nothing was saved: the disk is full.",
                "Make room, then try again.")  # fmt: skip
_READ_ONLY = _Saying("The desk cannot be written", "The database is read-only.",
                     "Give yourself write permission, or copy the file elsewhere.")  # fmt: skip
_BUSY = _Saying("The desk is busy", "Somebody else is writing and did not finish in time.",
                "Try again.", Busy)  # fmt: skip
_CROSSED = _BUSY._replace(kind=Contended)
_DAMAGED = _Saying("The desk is damaged", "The database is damaged.",
                   "Restore a backup with “leadline db restore”.")  # fmt: skip
_DISK = _Saying("The disk failed", "The disk could not be read or written.",
                "Check the disk and the room on it, then run “leadline db check”.")  # fmt: skip
_NO_OPEN = _Saying("The desk cannot be opened", "The database file cannot be opened.",
                   "Check that the folder exists and that you may write to it.")  # fmt: skip
_NO_WAY = _Saying("The database cannot be reached", "There is no connection to the database.",
                  "Check the address and the network; what you typed is kept.",
                  Unreachable)  # fmt: skip
_LOST = _NO_WAY._replace(kind=ConnectionLost)
_PASSWORD = _Saying("The password was refused", "The database did not accept the password.",
                    "Enter it again.", SignInError)  # fmt: skip
_NO_PASSWORD = _Saying("No password", "The database asks for a password.",
                       "Enter it in the window, or write it to libpq's password file.",
                       SignInError)  # fmt: skip
_NOT_BELIEVED = _Saying(
    "The server was not believed", "The server did not show a certificate that is trusted here.",
    "Ask whoever runs it for its certificate, and name it in the address: sslrootcert=FILE.",
    Unreachable,
)  # fmt: skip
_LOGIN = _Saying("The login was refused", "The database does not let this login in.",
                 "Check the name in the address, or ask whoever runs the database.",
                 Unreachable)  # fmt: skip
_NO_DATABASE = _Saying("No such database", "The server has no database of that name.",
                       "Check the name in the address.", Unreachable)  # fmt: skip
_CROWDED = _Saying("The server is full", "The database takes no more connections.",
                   "Try again in a moment.", Unreachable)  # fmt: skip
_FORBIDDEN = _Saying("Not allowed", "Your login may not do this.",
                     "Ask whoever runs the database.")  # fmt: skip
_SLOW = _Saying("It took too long", "The database stopped what took too long; nothing was changed.",
                "Try again, or ask for less at once.")  # fmt: skip
_THERE = _Saying("It is there already", "Something with the same name or number exists.",
                 "Look for it, or choose another.", AlreadyThere)  # fmt: skip
_TOO_LONG = _Saying("Too long", "A text is longer than the database takes.", "Shorten it.")
_MEMORY = _Saying("Not enough memory", "The database ran out of memory.", "Ask for less at once.")

_BROKEN: Final = {
    "title_is_there": "A case without a title would not have said that it lacks one.",
    "customer_is_there": "A case without a customer would not have said that it lacks one.",
    "priority_is_there": "A case without a priority would not have said that it lacks one.",
    "priority_is_known": "A case would have got a priority that there is not.",
    "status_is_known": "A case would have got a status that there is not.",
    "open_by_status": "A case would have been open by one word and over by another.",
    "waits_for_somebody": "A case would have waited for nobody.",
    "ended_at_an_instant": "A case would have ended at no time.",
    "closed_at_an_instant": "A case would have been closed at no time.",
    "complete_at_the_end": "A case would have been resolved while it still lacks something.",
    "complete_if_ended_here": "A case would have been resolved while it still lacks something.",
}
"""What the database refused, by the rule's name: no command of ours asks for it."""

_SQLITE: Final = {
    5: _BUSY, 6: _BUSY, 15: _BUSY, 7: _MEMORY, 8: _READ_ONLY, 10: _DISK, 11: _DAMAGED,
    13: _FULL, 14: _NO_OPEN, 18: _TOO_LONG, 26: _DAMAGED,
}  # fmt: skip
"""By SQLite's primary result code."""

_SQLITE_UNCODED: Final = {
    "database or disk is full": _FULL, "disk I/O error": _DISK, "database is locked": _BUSY,
    "attempt to write a readonly database": _READ_ONLY, "file is not a database": _DAMAGED,
    "database disk image is malformed": _DAMAGED, "unable to open database file": _NO_OPEN,
    "Could not decode to UTF-8": _DAMAGED,
}  # fmt: skip
"""By how they begin: errors of its backup, and of a text that is none, come without a code."""

_SQLITE_UNIQUE: Final = "UNIQUE constraint failed"
_SQLITE_CHECK: Final = "CHECK constraint failed"

_POSTGRESQL: Final = {
    "08": _NO_WAY, "28P01": _PASSWORD, "28": _LOGIN, "3D000": _NO_DATABASE,
    "53100": _FULL, "53200": _MEMORY, "53300": _CROWDED, "54000": _TOO_LONG,
    "55P03": _BUSY, "40001": _CROSSED, "40P01": _CROSSED, "57014": _SLOW,
    "57P01": _NO_WAY, "57P02": _NO_WAY, "57P03": _NO_WAY, "57P05": _NO_WAY, "25P03": _NO_WAY,
    "25006": _READ_ONLY, "42501": _FORBIDDEN, "23505": _THERE, "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}  # fmt: skip
"""By SQLSTATE, or by the two characters of its class."""

_REFUSALS: Final = (
    ("password authentication failed", _PASSWORD),
    ("no password supplied", _NO_PASSWORD),
    ("certificate verify failed", _NOT_BELIEVED),
    ("does not match host name", _NOT_BELIEVED),
    ("SSL was required", _NOT_BELIEVED),
    ("root certificate", _NOT_BELIEVED),
    ("FATAL:  role", _LOGIN),
    ("FATAL:  database", _NO_DATABASE),
    ("too many clients", _CROWDED),
    ("remaining connection slots", _CROWDED),
    ("no pg_hba.conf entry", _LOGIN),
    ("authentication failed", _LOGIN),
    ("is not permitted to log in", _LOGIN),
    ("permission denied for database", _LOGIN),
)
"""A refused connection has no SQLSTATE: libpq hands on the server's words alone."""


def translated(context: ExceptionContext) -> KnownError | None:
    """For SQLAlchemy's `handle_error`: the `KnownError` for what is not our fault, or None."""
    if context.is_pre_ping:
        return None  # a stale connection of the pool, about to be replaced
    if isinstance(context.original_exception, RefusedText):
        return copy(context.original_exception)  # itself, it would be its own cause
    return known(context.original_exception, lost=context.is_disconnect)


def known(error: BaseException, lost: bool = False) -> KnownError | None:
    """The `KnownError` for a driver's error; None for a bug. `lost`: a connection in use broke."""
    saying = _LOST if lost else _saying(error)
    if saying is None:
        return None
    return saying.kind(saying.title, saying.sentence, saying.what_next)


def _saying(error: BaseException) -> _Saying | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _of_sqlite(int(code) & 0xFF, str(error))
    if hasattr(error, "sqlstate"):
        return _of_postgresql(error)
    if type(error).__name__ != "OperationalError":
        return None
    said = str(error)
    return next(
        (saying for words, saying in _SQLITE_UNCODED.items() if said.startswith(words)), None
    )


def _of_sqlite(code: int, said: str) -> _Saying | None:
    if said.startswith(_SQLITE_UNIQUE):  # one driver gives the primary code alone, 19
        return _THERE
    if said.startswith(_SQLITE_CHECK):
        return _broken(said)
    return _SQLITE.get(code)


def _of_postgresql(error: Any) -> _Saying | None:
    state = error.sqlstate
    if state == "23514":
        return _broken(str(error))
    if state is not None:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if all(kind.__name__ != "OperationalError" for kind in type(error).__mro__):
        return None
    said = str(error)
    return next((saying for words, saying in _REFUSALS if words in said), _NO_WAY)


def _broken(said: str) -> _Saying:
    """What is said of a broken rule, which both databases call by its name."""
    found = (sentence for rule, sentence in _BROKEN.items() if f"_{rule}" in said)
    sentence = next(found, "What was to be saved breaks a rule of the desk.")
    return _Saying("Not saved", f"{sentence} Nothing was saved.",
                   "Look at what is there now, then do it again.")  # fmt: skip
