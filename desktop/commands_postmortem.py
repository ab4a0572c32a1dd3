"""Postmortems from the terminal: begin one from breached cases, list them, read one."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.connection import desk_at
from desktop.options import address, moment, shared_options, show

if TYPE_CHECKING:
    from models.queries.postmortem import PostmortemDetail
    from models.queries.postmortems import PostmortemRow

Add = Callable[..., argparse.ArgumentParser]


def _postmortem(command: Add) -> None:
    parser = command("postmortem", listed, "What was learnt from breaches")
    actions = parser.add_subparsers(metavar="ACTION")

    def action(name: str, run: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, parents=[shared_options()])
        sub.set_defaults(run=run)
        return sub

    new = action("new", begin, "A draft from breached cases, filled in from their logs")
    new.add_argument("cases", nargs="+", metavar="CASE")
    new.add_argument("--title", default="", help="left out, that of the first case")
    action("list", listed, "All of them, those first that are not reviewed yet")
    action("show", shown, "One of them in full").add_argument("postmortem", metavar="ID")


COMMANDS = (_postmortem,)


def begin(options: Any) -> int:
    """Title, scope, timeline and factors are there at once; the rest is for people to write."""
    from models.commands.postmortems import start_postmortem
    from models.handbook.postmortems import key_of
    from models.queries.case import case_id_of

    with desk_at(address(options), moment(options), options.person) as database:
        ids = [database.read(partial(case_id_of, key=key)) for key in options.cases]
        start = partial(start_postmortem, case_ids=ids, title=options.title)
        made = database.write(start).result
        told = _read(database, made)
    data = {"id": made, "postmortem": key_of(made), "title": told.said.title}
    show(options, data, lambda: [f"{key_of(made)}  {told.said.title}"])
    return 0


def listed(options: Any) -> int:
    """One line for each; exit status 1 where there are none."""
    from models.queries.postmortems import postmortems

    with desk_at(address(options), moment(options), options.person) as database:
        rows = database.read(partial(postmortems, now=database.clock.now()))
    show(options, [row.to_json() for row in rows], lambda: list(_rows(rows)))
    return 0 if rows else 1


def shown(options: Any) -> int:
    """All that its page shows."""
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.postmortem_json import postmortem_json
    from models.queries.postmortem import postmortem_id_of

    with desk_at(address(options), moment(options), options.person) as database:
        its = database.read(partial(postmortem_id_of, written=options.postmortem))
        told = _read(database, its)
        place = zone(database.read(load_policies).newest.team.zone)
    show(options, postmortem_json(told), lambda: list(_told(told, place)))
    return 0


def _read(database: Any, postmortem_id: int) -> "PostmortemDetail":
    from models.queries.postmortem import postmortem_detail

    now, me = database.clock.now(), database.person_id
    ask = partial(postmortem_detail, postmortem_id=postmortem_id, now=now, me=me)
    found: PostmortemDetail = database.read(ask)
    return found


def _rows(rows: "tuple[PostmortemRow, ...]") -> Iterator[str]:
    from models.handbook.postmortems import status_words
    from models.text import counted
    from models.wording import day_words

    if not rows:
        yield "There is no postmortem yet: “leadline postmortem new CASE” begins one."
    for row in rows:
        waits = ""
        if row.due_on and row.reviewer:
            day = day_words(date.fromisoformat(row.due_on), year=True)
            waits = f", {row.reviewer} by {day}"
        late = ", late" if row.late else ""
        yield f"{row.key}  {row.title}  ({str(status_words(row.status)).lower()}{waits}{late})"
        cases = "1 case" if row.cases == 1 else f"{row.cases:,} cases"
        count = row.open_actions
        actions = str(counted(count, "1 open action", "{count} open actions")) if count else ""
        told = (cases, ", ".join(row.factors) or "no factor yet", actions)
        yield f"    {'; '.join(part for part in told if part)}"


def _told(told: "PostmortemDetail", place: ZoneInfo) -> Iterator[str]:
    from models.handbook.postmortems import status_words
    from models.postmortem_words import impact_words, sections_of
    from models.wording import day_words

    yield f"{told.key}  {told.said.title}"
    people = (told.owner and f"owner {told.owner}", told.reviewer and f"reviewer {told.reviewer}",
              f"version {told.number}")  # fmt: skip
    yield ", ".join(filter(None, (str(status_words(told.status)), *people)))
    yield f"Impact: {impact_words(told.impact)}"
    yield from (f"    {row.words}" for row in told.impact.over)
    if told.impact.credit_words:
        yield f"    Credited: {', '.join(told.impact.credit_words)}"
    for case in told.cases:
        yield f"Case: {case.key}  {case.title}  ({case.priority}, {case.customer or 'no customer'})"
    if told.left_out:
        yield f"Cases that you may not see: {told.left_out}"
    for title, words in sections_of(told):
        yield f"{title}:"
        yield from (f"    {line}" for line in words.splitlines())
    yield from _timeline(told, place)
    yield from _times(told)
    yield from _recurrence(told)
    for action in told.actions:
        who = action.owner or action.role
        by = day_words(action.due_on, year=True)
        yield f"Action: {action.title}  ({action.status}; {who}, by {by})"
    yield from (f"Still missing: {one}" for one in told.missing)


def _timeline(told: "PostmortemDetail", place: ZoneInfo) -> Iterator[str]:
    from models.postmortem_words import link_words
    from models.wording import full_words

    if told.timeline:
        yield "Timeline:"
    for row in told.timeline:
        mark = str(link_words(row))
        said = f"    {full_words(row.at, place)}  {row.case_key}  {row.words}"
        yield f"{said}  [{mark}]" if mark else said


def _times(told: "PostmortemDetail") -> Iterator[str]:
    from models.postmortem_words import MOMENT_WORDS, median_words, took_words

    keys = {case.id: case.key for case in told.cases}
    for name, title in MOMENT_WORDS.items():
        if name in told.medians:
            yield f"{title}: {median_words(told.medians[name])} in the median"
            for one in told.times:
                if name in one.took:
                    yield f"    {keys[one.case_id]}: {took_words(one.took[name])}"


def _recurrence(told: "PostmortemDetail") -> Iterator[str]:
    from models.postmortem_words import recurrence_words

    for line in told.recurrence.factors:
        yield f"Factor: {recurrence_words(line, told.recurrence)}"
    for line in told.recurrence.categories:
        yield f"Category: {recurrence_words(line, told.recurrence)}"
