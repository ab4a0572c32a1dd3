"""Which skills one person alone has, or nobody, or nobody on shift on a business day (rule 23)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person
from models.handbook.calendar import BusinessCalendar
from models.handbook.contract_rules import folded
from models.handbook.instants import to_seconds
from models.handbook.periods import midnight
from models.handbook.roster import Roster
from models.handbook.skill_rules import most_needed
from models.handbook.skills import levels_of, skills_from
from models.handbook.zones import zone as read_zone
from models.policies import load_policies
from models.rosters import load_roster
from models.text import Text, text
from models.wording import DAYS, day_words

AHEAD: Final = 14
"""So many days are looked through."""


@dataclass(frozen=True)
class SkillGap:
    """A skill at the level that cases need, who has it, and the business days on which none of
    them works though somebody else does."""

    skill: str
    level: int
    people: tuple[str, ...]
    days: tuple[date, ...]

    @property
    def words(self) -> Text:
        """The gap as a sentence."""
        name = f"{self.skill} {self.level}"
        if not self.people:
            return text("Nobody has {name}, which cases need.", name=name)
        days = ", ".join(f"{DAYS[day.weekday()]} {day_words(day)}" for day in self.days)
        if len(self.people) == 1 and not days:
            return text("Only {who} has {name}.", who=self.people[0], name=name)
        if len(self.people) == 1:
            return text("Only {who} has {name}, and is not at work {days}.", who=self.people[0],
                        name=name, days=days)  # fmt: skip
        return text("Nobody with {name} is at work {days}.", name=name, days=days)


def skill_gaps(session: Session, now: datetime) -> list[SkillGap]:
    """The gaps in the skills that the handbook's rules ask for, in their order."""
    policy = load_policies(session).at(to_seconds(now))
    if not policy.skills:
        return []
    roster = load_roster(session)
    people = session.execute(
        select(Person.id, Person.name, Person.skills).where(Person.active).order_by(Person.name)
    ).all()
    held = {row.id: levels_of(skills_from(row.skills)) for row in people}
    names = {row.id: row.name for row in people}
    work = dict(_at_work(roster, policy.team, now))
    found = []
    for need in most_needed(policy.skills):
        able = [one for one in held if held[one].get(folded(need.skill), 0) >= need.level]
        days = tuple(day for day, there in work.items() if there and not there & set(able))
        if len(able) < 2 or days:
            found.append(SkillGap(need.skill, need.level, tuple(names[one] for one in able), days))
    return found


def _at_work(
    roster: Roster, team: BusinessCalendar, now: datetime
) -> Iterator[tuple[date, set[int]]]:
    """Of each of the next business days, who works at any time of it."""
    place = read_zone(team.zone)
    today = now.astimezone(place).date()
    for ahead in range(1, AHEAD + 1):
        day = today + timedelta(days=ahead)
        begin, end = (to_seconds(midnight(one, place)) for one in (day, day + timedelta(days=1)))
        if team.elapsed_seconds(begin, end):
            yield day, {
                one for one, member in roster.members.items()
                if member.active and member.open_time(team.zone, begin, end)
            }  # fmt: skip
