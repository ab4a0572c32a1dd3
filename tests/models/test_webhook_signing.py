"""A receiver knows that a post is this desk's, whole, and not an old one sent again."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.webhook_signing import SIGNATURE, TIMESTAMP, TOLERANCE, new_secret, signed, verify

SECRET, AT, BODY = "s3cret", 1_778_588_880, b'{"event": "seen"}'
HEADERS = signed(SECRET, AT, BODY)


def test_it_is_the_hmac_of_timestamp_and_body_as_the_readme_says() -> None:
    made = hmac.new(b"s3cret", b"1778588880." + BODY, hashlib.sha256).hexdigest()
    assert {TIMESTAMP: "1778588880", SIGNATURE: f"sha256={made}"} == HEADERS


@given(st.text(min_size=1), st.integers(0, 2**33), st.binary(), st.integers(-TOLERANCE, TOLERANCE))
def test_what_was_signed_is_known_by_its_secret_and_by_no_other(
    secret: str, at: int, body: bytes, late: int
) -> None:
    secret = secret.encode("utf-8", "replace").decode()
    headers = signed(secret, at, body)
    assert verify(secret, headers, body, at + late)
    assert not verify(f"{secret}x", headers, body, at)
    assert not verify(secret, headers, body + b" ", at)
    assert not verify(secret, headers, body, at + TOLERANCE + 1)


def test_the_names_of_headers_are_read_in_any_case() -> None:
    assert verify(SECRET, {name.lower(): value for name, value in HEADERS.items()}, BODY, AT)


@pytest.mark.parametrize("headers", [
    {}, {TIMESTAMP: HEADERS[TIMESTAMP]}, {SIGNATURE: HEADERS[SIGNATURE]},
    {**HEADERS, TIMESTAMP: "soon"}, {**HEADERS, TIMESTAMP: "²"}, {**HEADERS, TIMESTAMP: "9" * 5000},
    {**HEADERS, SIGNATURE: "sha256="}, {**HEADERS, SIGNATURE: "é"},
    {**HEADERS, TIMESTAMP: str(AT + 1)},
])  # fmt: skip
def test_what_is_no_signature_is_refused_and_breaks_nothing(headers: dict[str, str]) -> None:
    assert not verify(SECRET, headers, BODY, AT)


def test_two_secrets_are_never_alike() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
