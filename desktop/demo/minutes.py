"""The minutes of the sample team's last reviews: held on a Monday, with what they decided."""

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.demo.cast import Cast
from models.commands.review_records import record
from models.handbook.periods import Period, before, month_of, week_of
from models.handbook.reviews import DECISION, HELD, MONTHLY, NOTE, WEEKLY, Kind, review_name
from models.handbook.zones import zone
from models.work import Work

_BEGINS, _LASTS = timedelta(hours=10), timedelta(minutes=4)
_WEEKLY = (
    (DECISION, "Exports of more than 10,000 rows are watched by hand until 4.3 is out: whoever is "
     "squad lead looks at ten and at three."),
    (DECISION, "A P2 that waits on engineering for two days is told to the feature owner by name."),
    (NOTE, "Contoso asked twice whether the import of last year can be repeated; ask them."),
)  # fmt: skip
_MONTHLY = (
    (DECISION, "The SLO of P2 resolution stays at 18 h for another quarter."),
    (NOTE, "Nobody stands in for the comms lead in the holidays; look at it again in June."),
)


def write_minutes(work: Work, cast: Cast, now: datetime) -> None:
    """Of the week before the last full one, and of the month before the last full one: what was
    decided there is told again in the reviews that come next."""
    today = now.astimezone(zone(cast.team.zone)).date()
    there = [cast.people[one.name] for one in cast.script.people if one.role != "agent"]
    week = before(before(week_of(today)))
    _write(work, cast, WEEKLY, week, there, _WEEKLY)
    month = before(before(month_of(today)))
    _write(work, cast, MONTHLY, month, there[:2], _MONTHLY)


def _write(
    work: Work, cast: Cast, kind: Kind, period: Period, there: list[int],
    entries: tuple[tuple[str, str], ...],
) -> None:  # fmt: skip
    """Held by the lead on the first morning after the period."""
    name, at = review_name(kind, period), period.end(zone(cast.team.zone)) + _BEGINS
    by_lead = replace(work, now=at, person_id=cast.lead)
    people = there if cast.lead in there else [cast.lead, *there]
    record(by_lead, name, HELD, "", people)
    for place, (what, words) in enumerate(entries, start=1):
        record(replace(by_lead, now=at + place * _LASTS), name, what, words)
