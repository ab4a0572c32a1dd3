"""The keyring: where the password of a shared desk may be kept; never in plain text.

No keyring, a locked one and a refused prompt are normal states: each has its sentence, and the
password is asked again.
"""

from dataclasses import dataclass
from typing import Any, Final

from models.text import Text, text

_SERVICE: Final = "leadline"
_PLAIN: Final = "keyrings.alt"
"""Backends that keep passwords readable for anybody who finds the file."""

_NONE = text("This computer has no keyring, so the password is asked each time.")
_LOCKED = text("The keyring stayed locked, so the password is asked.")
_REFUSED = text("The keyring did not answer, so the password is asked.")


@dataclass(frozen=True)
class Recalled:
    """What the keyring gave: a password, or None; `trouble` says why it could not be looked at."""

    password: str | None = None
    trouble: Text | None = None


def keyring_trouble() -> Text | None:
    """Why nothing can be kept on this computer, or None where it can."""
    return _NONE if _backend() is None else None


def recall(account: str) -> Recalled:
    """The password kept for an account; the system may ask the person to unlock the keyring."""
    backend = _backend()
    if backend is None:
        return Recalled(trouble=_NONE)
    try:
        return Recalled(backend.get_password(_SERVICE, account))
    except Exception as error:  # a backend is somebody else's program; asking is the way on
        return Recalled(trouble=_trouble(error))


def keep(account: str, password: str) -> Text | None:
    """Keep a password; returns why it could not be kept, or None."""
    backend = _backend()
    if backend is None:
        return _NONE
    try:
        backend.set_password(_SERVICE, account, password)
    except Exception as error:  # see `recall`
        return _trouble(error)
    return None


def _trouble(error: Exception) -> Text:
    from keyring.errors import InitError, KeyringLocked

    return _LOCKED if isinstance(error, InitError | KeyringLocked) else _REFUSED


def _backend() -> Any:
    """The first keyring that keeps secrets secret, or None."""
    import keyring
    from keyring.backends import chainer, fail, null

    try:
        chosen: Any = keyring.get_keyring()
    except Exception:  # a configuration that names a backend which is not there
        return None
    chained = isinstance(chosen, chainer.ChainerBackend)
    useless = (fail.Keyring, null.Keyring)
    for backend in chosen.backends if chained else [chosen]:
        if not isinstance(backend, useless) and not type(backend).__module__.startswith(_PLAIN):
            return backend
    return None
