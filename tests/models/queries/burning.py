"""A desk on which the resolution of P2 is missed more often than by chance."""

from datetime import UTC, datetime, timedelta

from models.database import Database
from tests.models.queries.test_attainment import DAY, breached, met, store

LATELY = datetime(2026, 5, 10, 12, tzinfo=UTC)
"""Two days before the desk's present."""


def burn(database: Database, misses: int = 4) -> None:
    """Twenty met early in the quarter; this week so many of so many missed."""
    hour = timedelta(hours=1)
    first = range(1_000, 1_020)
    early = [met(n, LATELY - 30 * DAY + (n - 1_000) * hour, objective="SLO") for n in first]
    late = [
        breached(2_000 + n, LATELY + n * hour, LATELY + (n + 1) * hour, objective="SLO")
        for n in range(misses)
    ]
    over = {"status": "closed", "is_open": False, "resolved_at": LATELY, "closed_at": LATELY}
    store(database, [*early, *late], opened_at=LATELY - 31 * DAY, **over)
