"""Signing in to a shared desk: libpq's own means first, then the keyring, then whoever is asked.

libpq knows its password file, certificates and trusted sockets; where they do, no keyring is
bothered. A password that was typed goes before all of them.
"""

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from sqlalchemy.engine import URL

from desktop.credentials import keep, recall
from models.errors import SignInError
from models.schema import as_url, sqlite_path
from models.text import Text

T = TypeVar("T")

_POSTGRESQL_PORT: Final = 5432


@dataclass(frozen=True)
class Secret:
    """A password as it was typed, and whether the keyring may keep it."""

    password: str = field(repr=False)
    keep: bool = False


@dataclass(frozen=True)
class SignedIn(Generic[T]):
    """What came of entering; `trouble` says why the keyring could not keep the password."""

    result: T
    trouble: Text | None = None


Ask = Callable[[str, SignInError], Secret | None]
"""Asked with the account and why; None where nobody is there to answer, or wants to."""


def nobody(account: str, why: SignInError) -> None:
    """Nobody is there to ask: the refusal stands."""


def sign_in(
    address: str | Path,
    enter: Callable[[URL], T],
    secret: Secret | None = None,
    ask: Ask = nobody,
) -> SignedIn[T]:
    """Enter a desk's database: `open_checked`, or what else needs its password.

    A `SignInError` where the server wants a password that nobody gave.
    """
    url = as_url(address)
    if sqlite_path(url) is None and secret is not None:
        return _with_secret(url, secret, enter)
    try:
        return SignedIn(enter(url))
    except SignInError as error:
        return _by_password(url, error, ask, enter)


def login_of(url: URL) -> str:
    """The login of an address, or libpq's own default."""
    return url.username or os.environ.get("PGUSER") or getpass.getuser()


def account_of(url: URL) -> str:
    """Whose password it is, as the keyring knows it."""
    user = login_of(url)
    return f"{user}@{url.host or 'localhost'}:{url.port or _POSTGRESQL_PORT}/{url.database or user}"


def _by_password(
    url: URL, refusal: SignInError, ask: Ask, enter: Callable[[URL], T]
) -> SignedIn[T]:
    account = account_of(url)
    recalled = recall(account)
    if recalled.password is not None:
        try:
            return _with_secret(url, Secret(recalled.password), enter)
        except SignInError as error:
            refusal = error
    if recalled.trouble is not None:
        refusal = SignInError(refusal.title, refusal.sentence, str(recalled.trouble))
    while (secret := ask(account, refusal)) is not None:
        try:
            return _with_secret(url, secret, enter)
        except SignInError as error:
            refusal = error
    raise refusal


def _with_secret(url: URL, secret: Secret, enter: Callable[[URL], T]) -> SignedIn[T]:
    result = enter(url.set(password=secret.password))
    return SignedIn(result, keep(account_of(url), secret.password) if secret.keep else None)
