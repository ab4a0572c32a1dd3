"""Corrective actions of the sample team's monthly reviews: what they were expected to do shows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.cast import Cast
from desktop.demo.history import quarters
from models.commands.corrective_actions import (
    NewAction,
    add_action,
    drop_action,
    finish_action,
)
from models.handbook.periods import before, month_of
from models.handbook.zones import zone
from models.work import Work


def write_actions(work: Work, cast: Cast, now: datetime) -> None:
    """Each made by the lead in the review of the month before, and ended in that quarter."""
    for told in cast.script.earlier_actions:
        _write(work, cast, told, now)


def _write(work: Work, cast: Cast, told: Mapping[str, Any], now: datetime) -> None:
    period = quarters(now, cast.team.zone)[-1 - told["back"]]
    begin = period.begin(zone(cast.team.zone))

    def later(hours: float) -> Work:
        """Some working hours after the quarter began, by the lead."""
        at = cast.team.add(begin, timedelta(hours=hours))
        return replace(work, now=at, person_id=cast.lead)

    made = later(told["made"])
    due = made.now.date() + timedelta(days=told["due"])
    action_id = add_action(made, NewAction(
        told["title"], told["kind"], told["priority"], None, told["role"], due.isoformat(),
        told["effect"], review=f"monthly {before(month_of(made.now.date())).name}",
    ))  # fmt: skip
    if "done" in told:
        finish_action(later(told["done"]), action_id, told["evidence"])
    else:
        drop_action(later(told["dropped"]), action_id, told["why"])
