"""What became of a credit, step by step; never changed once written (rule 30)."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class RemedyStep(Base):
    """A step of the credit of one contract, customer and period: calculated, approved, paid,
    disputed, by whom and when.

    `number` counts the steps of a credit from 1; of two people who take the same one, one is
    refused. `amount` and `cap` are hundredths of `unit`; `lines` say what the amount rests on.
    """

    __tablename__ = "remedy_steps"
    __table_args__ = (UniqueConstraint("contract", "customer_id", "period", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    contract: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    period: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str]
    unit: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    cap: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[list[Any]]
