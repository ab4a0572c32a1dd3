"""The sample team's postmortems: of the systemic cause, with what followed from it, and a draft."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from desktop.demo.cast import Cast
from desktop.demo.history import SYSTEMIC, quarters
from desktop.demo.story import Story
from models.commands.corrective_actions import (
    NewAction,
    add_action,
    change_action,
    finish_action,
)
from models.commands.postmortems import (
    comment_postmortem,
    move_postmortem,
    save_postmortem,
    start_postmortem,
)
from models.entities import Case, Clock, Person, Postmortem
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.policy import RESOLUTION
from models.handbook.postmortems import (
    CLOSED,
    IN_REVIEW,
    REVIEWED,
    SECTIONS,
    Said,
    row_of,
    said_of,
)
from models.handbook.roster import LEAD
from models.handbook.zones import zone
from models.policies import load_policies
from models.postmortem_words import BODY_TITLE
from models.refresh import refresh
from models.wording import date_words
from models.work import Work

_HEADING: Final = re.compile(r"(?m)^## (.+)\n")
_NAMES: Final = {title: name for name, title in SECTIONS.items()}
_CHOSEN: Final = ("Opened", "Resolution, SLA breached", "Workaround found", "Resolved", "Reopened")
_LATELY: Final = timedelta(days=180)
_IN_A_DRAFT: Final = 3
_A_WHILE: Final = 5_400
Told = Sequence[tuple[int, Story]]


def write_postmortem(work: Work, cast: Cast, told: Told, now: datetime) -> None:
    """The one of the systemic cause; its numbers are counted from the cases' clocks."""
    place = zone(cast.team.zone)
    wave, after = quarters(now, cast.team.zone)[-1 - SYSTEMIC : 1 - SYSTEMIC]
    met = [(case_id, story) for case_id, story in told if story.trouble.systemic]
    cases = [(i, s) for i, s in met if _opened_in(wave, s, cast)]
    ids = [case_id for case_id, _ in cases]
    refresh(work.session, ids, to_seconds(now))
    written = cast.team.add(wave.end(place), timedelta(hours=20))

    def later(hours: float, person: int) -> Work:
        """Some working hours after it was begun, by somebody."""
        at = cast.team.add(written, timedelta(hours=hours))
        return replace(work, now=at, person_id=person)

    reviewer = next(cast.people[p.name] for p in cast.script.people if p.role == "squad_lead")
    title = cast.script.postmortem.title
    postmortem_id = start_postmortem(later(0, cast.lead), ids, title)
    body, fields = _texts(cast.script.postmortem.body.format(
        first=date_words(from_seconds(cases[0][1].opened_at), place),
        last=date_words(from_seconds(cases[-1][1].opened_at), place),
        customers=len({story.company.name for _, story in cases}),
        cases=len(cases), late=_late(work, ids),
    ))  # fmt: skip
    row = work.session.get_one(Postmortem, postmortem_id)
    save_postmortem(later(3, cast.lead), postmortem_id, _said(said_of(row), body, fields), 1)
    for action in cast.script.actions:
        _act(later, cast, action, postmortem_id, now)
    due = later(40, reviewer).now.date()
    move_postmortem(later(4, cast.lead), postmortem_id, IN_REVIEW, reviewer, due)
    comment_postmortem(later(12, reviewer), postmortem_id, "Checked against the eight cases.")
    move_postmortem(later(12, reviewer), postmortem_id, REVIEWED)
    over = replace(work, now=cast.team.add(after.end(place), timedelta(hours=10)),
                   person_id=cast.lead)  # fmt: skip
    if over.now <= now:
        count = sum(_opened_in(after, story, cast) for _, story in met)
        said = "One case" if count == 1 else f"{count} cases"
        comment_postmortem(over, postmortem_id, f"{said} with this cause in the quarter after.")
        move_postmortem(over, postmortem_id, CLOSED)


def write_draft(work: Work, now: datetime) -> None:
    """One that was just begun: of the last breaches of the topic that breached last."""
    lately = select(Case.id, Case.category).join(Clock, Clock.case_id == Case.id).where(
        Clock.objective == "SLA", Clock.commitment == RESOLUTION, Clock.verdict == "breached",
        Clock.verdict_at > now - _LATELY, Case.named.is_(None),
    )  # fmt: skip
    rows = work.session.execute(lately.order_by(Clock.verdict_at.desc())).all()
    ids = dict.fromkeys(row.id for row in rows if row.category == rows[0].category)
    if ids:
        begun = load_policies(work.session).newest.team.subtract(now, timedelta(hours=3))
        lead = work.session.scalars(select(Person.id).where(Person.role == LEAD)).one()
        some = sorted([*ids][:_IN_A_DRAFT])
        start_postmortem(replace(work, now=begun, person_id=lead), some)


def _act(
    later: Any, cast: Cast, told: Mapping[str, Any], postmortem_id: int, now: datetime
) -> None:
    begun: Work = later(3.5, cast.lead)
    effect = dict(told["effect"])
    if effect["measure"] == "factor":
        effect["factor"] = cast.systemic.cause
    due = begun.now.date() + timedelta(days=told["due"])
    action_id = add_action(begun, NewAction(
        told["title"], told["kind"], told["priority"], None, told["role"], due.isoformat(),
        effect, postmortem_id,
    ))  # fmt: skip
    if "moved" in told and later(told["moved"], cast.lead).now <= now:
        to = begun.now.date() + timedelta(days=told["to"])
        changes = {"due_on": to.isoformat()}
        change_action(later(told["moved"], cast.lead), action_id, changes, 1, told["why"])
    if "done" in told and later(told["done"], cast.lead).now <= now:
        finish_action(later(told["done"], cast.lead), action_id, told["evidence"])


def _texts(written: str) -> tuple[str, dict[str, str]]:
    """What happened, and the other texts by their names."""
    _, *parts = _HEADING.split(written)
    by_title = dict(zip(parts[::2], (words.strip() for words in parts[1::2]), strict=True))
    body = by_title.pop(BODY_TITLE)
    return body, {_NAMES[title]: words for title, words in by_title.items()}


def _said(begun: Said, body: str, fields: Mapping[str, str]) -> Said:
    """Of the proposed rows those that tell it, and one that no log has."""
    rows = [row for row in begun.timeline if row["words"].startswith(_CHOSEN)]
    by_hand = row_of(at=rows[len(rows) // 2]["at"] + _A_WHILE, case_id=None,
                     words="Two agents notice that they are solving the same thing")  # fmt: skip
    timeline = tuple(sorted([*rows, by_hand], key=lambda row: row["at"]))
    return replace(begun, body=body, fields={**begun.fields, **fields}, timeline=timeline)


def _opened_in(period: Period, story: Story, cast: Cast) -> bool:
    place = zone(cast.team.zone)
    return period.begin(place) <= from_seconds(story.opened_at) < period.end(place)


def _late(work: Work, ids: Sequence[int]) -> int:
    """How many of the cases were resolved after their SLA."""
    query = select(func.count(Clock.case_id.distinct())).where(
        Clock.case_id.in_(ids), Clock.commitment == RESOLUTION, Clock.objective == "SLA",
        Clock.verdict == "breached",
    )  # fmt: skip
    return work.session.scalar(query) or 0
