"""How long before a deadline somebody is told, as their own cases have taught."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class LearnedLead(Base):
    """The 90th percentile of the work left when such a case came to this person.

    `seconds` are of their working hours, or of the clock's calendar where these are not known
    (`handbook/lead_time.py`), over the last `cases` of this priority and category;
    stored, so that a plan can be computed again.
    """

    __tablename__ = "learned_leads"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    commitment: Mapped[str] = mapped_column(primary_key=True)
    priority: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[int] = mapped_column(BigInteger)
    cases: Mapped[int]
    learned_at: Mapped[datetime]
