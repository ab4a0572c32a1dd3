"""Writes that look before they write, one after the other: a name that shall be the only one of its
kind, and that no constraint can hold."""

from zlib import crc32

from sqlalchemy import text
from sqlalchemy.orm import Session


def one_at_a_time(session: Session, what: str) -> None:
    """From here on no other transaction is in this place before this one is over. A write on a file
    is the only one anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        key = crc32(f"leadline {what}".encode())
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
