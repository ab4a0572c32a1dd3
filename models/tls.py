"""TLS to a shared desk: the server's certificate is verified, except on this computer."""

import ipaddress
import os
from pathlib import Path

from sqlalchemy.engine import URL

_OWN_ROOTS = Path("~/.postgresql/root.crt")
"""libpq's own place for the certificates a person trusts."""


def is_this_computer(url: URL) -> bool:
    """Whether the server is reached through a socket or the loopback."""
    host = url.host or str(url.query.get("host", ""))
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def tls_options(url: URL) -> dict[str, str]:
    """What libpq is told about TLS; what the address or the environment says stands."""
    if is_this_computer(url) or "sslmode" in url.query or "PGSSLMODE" in os.environ:
        return {}
    import ssl

    options = {"sslmode": "verify-full"}
    known = "sslrootcert" in url.query or "PGSSLROOTCERT" in os.environ
    if not known and not _OWN_ROOTS.expanduser().exists():
        options["sslrootcert"] = ssl.get_default_verify_paths().cafile or "system"
    return options
