"""A desk's address, however it is written."""

from models.sqlite_file import file_of

_SERVERS = {"postgres": "postgresql", "postgresql": "postgres"}


def spellings(address: str) -> tuple[str, ...]:
    """How an address may have been written when something was kept by it."""
    file = file_of(address)
    if file is not None:
        return tuple(dict.fromkeys((address, str(file), str(file.resolve()))))
    scheme, _, rest = address.partition("://")
    other = _SERVERS.get(scheme, scheme)
    return tuple(dict.fromkeys((address, f"{other}://{rest}")))


def one_spelling(address: str) -> str:
    """The same for all ways to write where a desk is."""
    file = file_of(address)
    return max(spellings(address)) if file is None else str(file.resolve())
