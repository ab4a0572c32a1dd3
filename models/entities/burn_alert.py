"""Burns of error budgets that were found, and whom they were told."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key
from models.entities.delivery import Delivery


class BurnAlert(Base):
    """An SLO that was missed more often in a period than chance explains.

    Found once for the whole team: unique by period, SLO and `kind` (“fast” or “slow”). `words` are
    the budget's as of `found_at`.
    """

    __tablename__ = "burn_alerts"
    __table_args__ = (UniqueConstraint("period", "priority", "commitment", "kind"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    period: Mapped[str]
    priority: Mapped[str]
    commitment: Mapped[str]
    kind: Mapped[str]
    found_at: Mapped[datetime]
    words: Mapped[str]


class BurnDelivery(Delivery, Base):
    """What became of such an alert at a person."""

    __tablename__ = "burn_deliveries"
    __table_args__ = (UniqueConstraint("alert_id", "person_id"),)

    alert_id: Mapped[int] = mapped_column(ForeignKey("burn_alerts.id"))
