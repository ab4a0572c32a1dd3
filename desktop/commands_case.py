"""One case from the terminal: look at it, see the ledger of its clocks."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desktop.connection import desk_at
from desktop.options import address, moment, show
from models.handbook.environment import environment_line
from models.handbook.languages import language_name
from models.wording import (
    capitalised,
    clock_name,
    counted_against_words,
    field_name,
    full_words,
    impact_words,
    role_name,
)

Add = Callable[..., argparse.ArgumentParser]


def _case(command: Add) -> None:
    parser = command("case", case, "Facts, links, attachments and timeline of a case")
    parser.add_argument("case")
    parser.add_argument(
        "--save-attachments", type=Path, metavar="FOLDER",
        help="write what is attached into this folder, never over a file",
    )  # fmt: skip


def _explain(command: Add) -> None:
    command("explain", explain, "The ledger of a case's clocks").add_argument("case")


COMMANDS = (_case, _explain)


def case(options: Any) -> int:
    """What the case page shows, without its clocks."""
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.case import case_detail, case_id_of
    from models.queries.known_here import known_here, suggestions_json

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        case_id = database.read(partial(case_id_of, key=options.case))
        asked = partial(case_detail, case_id=case_id, now=now, me=database.person_id, events=None)
        told = database.read(asked)
        known = partial(known_here, case_id=case_id, now=now, me=database.person_id)
        suggestions = database.read(known)
        place = zone(database.read(load_policies).newest.team.zone)
        folder = options.save_attachments
        saved = _save_attachments(told, database, folder) if folder is not None else []
    found = told.to_json() | {"suggestions": suggestions_json(suggestions)}
    found |= {"saved": saved} if folder is not None else {}
    show(options, found, lambda: [
        *_told(told, suggestions.articles, place), *(f"Saved {path}" for path in saved)
    ])  # fmt: skip
    return 0


def _save_attachments(told: Any, database: Any, folder: Path) -> list[str]:
    """Write what is attached, one file after the other; where each is."""
    from models.file_reading import save_file
    from models.queries.attachments import content

    return [
        str(save_file(folder, row.name, database.read(partial(content, sha256=row.sha256))))
        for row in told.attachments
    ]


def _told(told: Any, articles: Sequence[Any], place: ZoneInfo) -> list[str]:
    from models.file_names import size_words
    from models.happening import Naming

    row = told.row
    lines = [
        f"{row.key}  {row.title}",
        f"{row.priority} · {row.status_words} · {row.assignee or 'unassigned'} · "
        f"{' · '.join(filter(None, (row.customer or 'no customer', told.contact)))}",
    ]
    names = ("impact", "environment", "steps", "actual", "expected", "category", "language")
    held = told.fields | {
        "environment": environment_line(told.fields.get("environment")),
        "impact": impact_words(told.fields),
        "language": language_name(str(told.fields.get("language") or "")),
    }
    lines += [f"{field_name(name)}: {held[name]}" for name in names if held.get(name)]
    if told.named is not None:
        seen_by = ", ".join(told.seen_by) or "nobody by name"
        lines.append(f"◆ Restricted: seen by {seen_by} and the leads.")
    if told.suggestion:
        lines.append(f"The handbook suggests {told.suggestion}.")
    if row.missing:
        lines.append(f"Incomplete: {', '.join(field_name(name).lower() for name in row.missing)}")
    lines += [_link_line(link) for link in told.links]
    lines += [_article_line(one) for one in articles]
    lines += _incident_lines(told)
    lines += _held(told.ownership)
    naming = Naming(told.people, partial(full_words, zone=place))
    lines += [f"Attached: {row.name} ({size_words(row.size)})" for row in told.attachments]
    return lines + [_event_line(event, naming) for event in told.timeline]


def _article_line(seen: Any) -> str:
    from models.why_words import why_words

    why = str(why_words(seen.why))
    return f"May answer it: {seen.key}  {seen.title}{f' ({why})' if why else ''}"


def _incident_lines(told: Any) -> list[str]:
    """Who leads it, and how far its checklists have come."""
    roles = told.incident.roles if told.incident is not None else ()
    lines = [
        f"{capitalised(role_name(line.role))}: "
        f"{'nobody is named' if line.missing else _holder(line)}"
        for line in roles
    ]
    for one in told.checklists:
        lines.append(f"Playbook {one.title}: {one.done} of {len(one.steps)} done")
        lines += [f"  {'☑' if step.done else '☐'} {step.words}" for step in one.steps]
    return lines


def _holder(line: Any) -> str:
    from models.incident_words import holder_words

    return str(holder_words(", ".join(line.people), by_hand=line.by_hand))


def _held(told: Any, *, exactly: bool = False) -> list[str]:
    """Who held it for how long, and with whom the target of each clock went."""
    from models.ownership_words import cycle_words, held_words, owner_words, used_line

    lives = len({row.cycle for row in told.rows})
    held = [
        f"Held{cycle_words(row.cycle) if lives > 1 else ''}: {owner_words(row.owner)}"
        f"{', ' if row.had else ''}{held_words(row)}{', has it now' if row.now else ''}"
        for row in told.rows
    ]
    return held + [f"Held, {used_line(one, exactly=exactly)}" for one in told.used if one.parts]


def _link_line(link: Any) -> str:
    status = link.status_words()
    titled = f"  {link.title}" if link.title else ""
    return f"{link.words()}: {link.key}{titled}{f' ({status.lower()})' if status else ''}"


def _event_line(event: Any, naming: Any) -> str:
    from models.timeline_words import happened

    happening = happened(event, naming)
    said = (f"{name}: {words}" if name else words for name, words in happening.said)
    text = " ".join(" · ".join(said).split())
    who = f" · {event.actor}" if event.actor else ""
    late = event.recorded_at != event.occurred_at
    logged = f" · logged {naming.when(event.recorded_at)}" if late else ""
    mark = " (taken back)" if event.retracted else ""
    when = naming.when(event.occurred_at)
    return f"{when}  {happening.head}{who}{logged}{mark}{'  ' + text if text else ''}"


def explain(options: Any) -> int:
    """Which seconds counted, which did not, and why."""
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.queries.case import case_id_of
    from models.queries.corrected import corrected
    from models.queries.explanation import explanation
    from models.queries.proof import told_clocks

    with desk_at(address(options), moment(options), options.person) as database:
        case_id, now = database.read(partial(case_id_of, key=options.case)), database.clock.now()
        told = database.read(partial(explanation, case_id=case_id, now=now, me=database.person_id))
        place = zone(database.read(load_policies).newest.team.zone)
        asked = partial(told_clocks, case_id=case_id, now=now)
        rests_on = () if options.json else database.read(asked)
        stood = database.read(partial(corrected, case_id=case_id)) if options.json else ()
    late = {"corrections": [one.to_json() for one in stood]} if stood else {}
    show(options, told.to_json() | late, lambda: _explained(told, rests_on, place))
    return 0


def _explained(told: Any, rests_on: Sequence[Any], place: ZoneInfo) -> list[str]:
    from models.explained import explained
    from models.handbook.lengths import seconds_words
    from models.ledger_words import Place

    by_key = {_key(clock.row): clock for clock in rests_on}
    around = Place(place, min((c.started_at.year for c in told.clocks), default=0))
    at, before = partial(full_words, zone=place, exactly=True), None
    lines = [f"{told.case}, handbook version {told.policy_version}"]
    if not told.clocks:
        lines.append("No clock runs or ran: nothing was promised for this case.")
    elif not by_key:
        lines.append("What is stored of it is not what its log says: see “leadline db check”.")
    for clock in told.clocks:
        elapsed = seconds_words(clock.elapsed_seconds)
        reason = f" ({clock.reason})" if clock.reason else ""
        lines.append(
            f"{clock_name(*_key(clock))}: {clock.verdict}{reason}"
            f" · {elapsed} of {_target(clock)}{_due(clock, at)} · {clock.matched_rule}"
        )
        if clock.original_verdict is not None:
            was = clock.original_due_at
            due = f"due {at(was)}" if was is not None else "no due time while paused"
            lines.append(f"    without what was changed by hand: {due}, {clock.original_verdict}")
        known = by_key.get(_key(clock))
        if known is not None:
            lines += [f"    {line}" for line in explained(known, around, before)]
        before = known
    return lines + _held(told.ownership, exactly=True)


def _key(clock: Any) -> tuple[str, int, str]:
    return clock.commitment, clock.cycle, clock.objective


def _target(clock: Any) -> str:
    business = not clock.round_the_clock
    return str(counted_against_words(clock.target, clock.target_seconds, business=business))


def _due(clock: Any, at: Callable[[datetime], str]) -> str:
    """When it is due; a clock that is over without a due time has nothing to say."""
    if clock.due_at is not None:
        return f" · due {at(clock.due_at)}"
    return "" if clock.decided else " · due none while paused"
