"""What a database says, as a sentence for a person."""

from typing import Final

from sqlalchemy.exc import DBAPIError

from models.errors import KnownError


class SignInError(KnownError):
    """The server wants a password: none was given, or not the right one."""


_PASSWORD: Final = {
    "no password supplied": ("No password", "The database asks for a password.", "Enter it."),
    "password authentication failed": (
        "The password was refused", "The database did not accept the password.", "Enter it again.",
    ),
}  # fmt: skip
_SAYINGS: Final = (
    (("certificate verify failed", "does not match host name", "but ssl was required",
      "root certificate"),
     "The server was not believed", "The server did not show a certificate that is trusted here.",
     "Ask whoever runs it for its certificate, and name it in the address: sslrootcert=FILE."),
    (("disk is full", "no space left", "database or disk is full"),
     "The disk is full", "Nothing was saved.", "Make room, then try again."),
    (("readonly database", "read-only"),
     "The desk cannot be written", "The database is read-only.",
     "Give yourself write permission, or copy the file elsewhere."),
    (("database is locked", "lock timeout", "locknotavailable"),
     "The desk is busy", "Somebody else is writing and did not finish in time.", "Try again."),
    (("malformed", "not a database", "disk i/o error"),
     "The desk is damaged", "The database file is damaged.",
     "Restore a backup with “leadline db restore”."),
    (("unable to open",),
     "The desk cannot be opened", "The database file cannot be opened.",
     "Check that the folder exists and that you may write to it."),
    (("could not connect", "connection refused", "connection", "server closed"),
     "The database cannot be reached", "There is no connection to the database.",
     "Check the network; what you typed is kept."),
    (("permission denied",),
     "Not allowed", "Your login may not do this.", "Ask whoever runs the database."),
    (("unique constraint", "unique failed", "duplicate key"),
     "It is there already", "Something with the same name or number exists.",
     "Look for it, or choose another."),
)  # fmt: skip


def known(error: DBAPIError) -> Exception:
    """The `KnownError` for what is not our fault; anything else comes back as it was."""
    said = str(error.orig).lower()
    for sign, saying in _PASSWORD.items():
        if sign in said:
            return SignInError(*saying)
    for words, title, sentence, what_next in _SAYINGS:
        if any(word in said for word in words):
            return KnownError(title, sentence, what_next)
    return error
