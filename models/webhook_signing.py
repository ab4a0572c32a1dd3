"""What proves to a webhook that a post is this desk's, and not an old one sent again.

Headers `Leadline-Timestamp` (seconds since the epoch) and `Leadline-Signature`: “sha256=” and the
HMAC-SHA256, in hexadecimal, of the timestamp, a full stop and the body as it was sent.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final

TIMESTAMP: Final = "Leadline-Timestamp"
SIGNATURE: Final = "Leadline-Signature"
TOLERANCE: Final = 300
"""Seconds that the clocks of sender and receiver may differ."""


def new_secret() -> str:
    """Nobody guesses it."""
    return secrets.token_urlsafe(32)


def signed(secret: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a post at an instant."""
    return {TIMESTAMP: str(at), SIGNATURE: f"sha256={_digest(secret, str(at), body)}"}


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: int) -> bool:
    """Whether a post was signed with the secret, within the last minutes: what a receiver does.

    `headers` are found by the names above, whatever their case.
    """
    found = {name.casefold(): value for name, value in headers.items()}
    at, said = found.get(TIMESTAMP.casefold(), ""), found.get(SIGNATURE.casefold(), "")
    if not (at.isascii() and at.isdigit()) or len(at) > 12 or abs(now - int(at)) > TOLERANCE:
        return False
    return hmac.compare_digest(said.encode(), f"sha256={_digest(secret, at, body)}".encode())


def _digest(secret: str, at: str, body: bytes) -> str:
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
