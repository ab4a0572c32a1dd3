"""A shared desk's password: from the keyring, or asked; never stored in plain text."""

from collections.abc import Callable

from sqlalchemy.engine import URL

_SERVICE = "leadline"


def with_password(url: URL, ask: Callable[[str], str | None]) -> URL:
    """The address with its password: libpq's own file or certificate first, the keyring next.

    `ask` is called with the address where the keyring knows nothing; None leaves it to libpq.
    """
    if url.get_backend_name() == "sqlite" or url.username is None or url.query.get("host"):
        return url
    known = remembered(url)
    password = known if known is not None else ask(_account(url))
    return url if password is None else url.set(password=password)


def remembered(url: URL) -> str | None:
    """The keyring's password, or None: no backend, locked and refused are normal states."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _account(url))
    except KeyringError:
        return None


def remember(url: URL, password: str) -> bool:
    """Keep the password in the keyring; False where there is none to keep it in."""
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if isinstance(backend, NoKeyring) or type(backend).__module__.startswith("keyrings.alt"):
        return False
    try:
        keyring.set_password(_SERVICE, _account(url), password)
    except KeyringError:
        return False
    return True


def _account(url: URL) -> str:
    return f"{url.username}@{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
