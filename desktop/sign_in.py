"""Signing in to a shared desk: libpq's own means first, then the keyring, then whoever is asked.

libpq knows its password file, certificates and trusted sockets; where they do, no keyring is
bothered. A password that was typed goes before all of them.
"""

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from desktop.credentials import keep, recall
from models.errors import SignInError
from models.schema import as_url, open_checked, sqlite_path
from models.text import Text

_POSTGRESQL_PORT: Final = 5432


@dataclass(frozen=True)
class Secret:
    """A password as it was typed, and whether the keyring may keep it."""

    password: str = field(repr=False)
    keep: bool = False


@dataclass(frozen=True)
class SignedIn:
    """A connection to a desk; `trouble` says why the keyring could not keep the password."""

    engine: Engine
    trouble: Text | None = None


Ask = Callable[[str, SignInError], Secret | None]
"""Asked with the account and why; None where nobody is there to answer, or wants to."""


def nobody(account: str, why: SignInError) -> None:
    """Nobody is there to ask: the refusal stands."""


def sign_in(address: str | Path, secret: Secret | None = None, ask: Ask = nobody) -> SignedIn:
    """Open a desk's database; a `SignInError` where the server wants a password nobody gave."""
    url = as_url(address)
    if sqlite_path(url) is not None:
        return SignedIn(open_checked(address))
    if secret is not None:
        return _with_secret(url, secret)
    try:
        return SignedIn(open_checked(address, url))
    except SignInError as error:
        return _by_password(url, error, ask)


def account_of(url: URL) -> str:
    """Whose password it is, as the keyring knows it."""
    user = url.username or getpass.getuser()
    return f"{user}@{url.host or 'localhost'}:{url.port or _POSTGRESQL_PORT}/{url.database or user}"


def _by_password(url: URL, refusal: SignInError, ask: Ask) -> SignedIn:
    account = account_of(url)
    recalled = recall(account)
    if recalled.password is not None:
        try:
            return _with_secret(url, Secret(recalled.password))
        except SignInError as error:
            refusal = error
    if recalled.trouble is not None:
        refusal = SignInError(refusal.title, refusal.sentence, str(recalled.trouble))
    while (secret := ask(account, refusal)) is not None:
        try:
            return _with_secret(url, secret)
        except SignInError as error:
            refusal = error
    raise refusal


def _with_secret(url: URL, secret: Secret) -> SignedIn:
    engine = open_checked(str(url), url.set(password=secret.password))
    return SignedIn(engine, keep(account_of(url), secret.password) if secret.keep else None)
