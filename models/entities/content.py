"""What attached files hold: each content once, whichever and however many cases name it."""

from typing import Final

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base

CHUNK: Final = 1 << 20
"""Bytes of a row: what copies and checks a desk never holds more than a few of them."""


class Content(Base):
    """A content known by its SHA-256, in lower-case hexadecimal; never changed."""

    __tablename__ = "contents"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)


class ContentChunk(Base):
    """A part of a content; `number` counts from 0."""

    __tablename__ = "content_chunks"

    sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
