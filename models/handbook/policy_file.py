"""The handbook as a TOML file, read into a `Policy`; each mistake is named by line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from models.handbook.assignment_terms import USUAL
from models.handbook.conditions import Conditions
from models.handbook.escalation import USUAL as USUAL_PATHS
from models.handbook.file_node import FileError, Node
from models.handbook.instants import to_seconds
from models.handbook.internal_updates import INTERNAL_UPDATES
from models.handbook.periods import midnight
from models.handbook.policy import BREAKS_QUIET, PRIORITIES, SLO_SHARE, UNSEEN, Policy
from models.handbook.policy_calendars import read_calendar
from models.handbook.policy_conditions import read_conditions
from models.handbook.policy_contracts import read_contracts
from models.handbook.policy_escalation import read_paths
from models.handbook.policy_questions import QUESTIONS, read_contact_types, read_questions
from models.handbook.policy_skills import read_assignment, read_skills
from models.handbook.policy_targets import Calendars, read_share, read_targets, read_unseen
from models.handbook.policy_thresholds import read_thresholds
from models.handbook.toml_source import line_of
from models.handbook.zones import zone

_HANDBOOK: Final = (
    "name", "effective_from", *QUESTIONS, "provisional_priority", "slo_share", "team_calendar",
    "calendars", "targets", "commitments", "contact_types", "contracts",
    "unseen", "escalation", "breaks_quiet", "internal_updates", "skill", "assignment", "threshold",
)  # fmt: skip
_TITLE: Final = "The handbook cannot be read"


def read_policy(source: str, number: int = 0, frozen: Calendars | None = None) -> Policy:
    """The policy a file describes; a `FileError` names the line and the key that is wrong.

    `frozen` are the calendars as they were stored when the version was published (rule 1): they
    are taken instead of the file's.
    """
    data = parse(source)
    try:
        return _policy(Node(data), number, frozen)
    except FileError as error:
        raise FileError(error.said, error.path, line_of(source, error.path), _TITLE) from None


def usual_slo_share(source: str) -> Fraction:
    """The share of clocks that is to keep an SLO where its target says none of its own."""
    return _share(Node(parse(source)).table())


def parse(source: str) -> dict[str, Any]:
    """The file's tables; a `FileError` names the line that is no TOML and what stands there."""
    try:
        return tomllib.loads(source)
    except RecursionError:
        raise FileError("Tables or lists lie too deep in one another.", (), 1, _TITLE) from None
    except ValueError as error:
        line = _line_told(source, str(error))
        there = source.replace("\r\n", "\n").split("\n")[line - 1].strip()[:60]
        said = str(error).partition(" (at ")[0]
        raise FileError(f"“{there}” is not TOML: {said}.", (), line, _TITLE) from None


def _policy(node: Node, number: int, frozen: Calendars | None) -> Policy:
    row = node.table(*_HANDBOOK)
    calendars = frozen or {
        name: read_calendar(calendar) for name, calendar in _needed(node, "calendars").items()
    }
    team = _team(row, node, calendars)
    share = _share(row)
    _needed(node, "targets")
    targets = read_targets(row["targets"], calendars, share)
    names = {name for by_name in targets.values() for name in by_name}
    if not names:
        raise row["targets"].wrong("The handbook promises nothing; give a priority a commitment.")
    types = read_contact_types(row["contact_types"]) if "contact_types" in row else {}
    provisional = row.get("provisional_priority", Node("P2"))
    policy = Policy(
        name=row["name"].text() if "name" in row else "Handbook",
        team_calendar=team,
        calendars=calendars,
        targets=targets,
        provisional_priority=provisional.choice(PRIORITIES),
        contact_types=types,
        own_conditions=_conditions(row, names, types),
        effective_from=_effective(row["effective_from"], calendars[team].zone)
        if "effective_from" in row
        else None,
        number=number,
        unseen=read_unseen(row["unseen"]) if "unseen" in row else UNSEEN,
        paths=read_paths(row["escalation"], calendars) if "escalation" in row else USUAL_PATHS,
        breaks_quiet=_loud(row["breaks_quiet"]) if "breaks_quiet" in row else BREAKS_QUIET,
        internal_updates=read_unseen(row["internal_updates"])
        if "internal_updates" in row
        else INTERNAL_UPDATES,
        skills=read_skills(row["skill"]) if "skill" in row else (),
        assignment=read_assignment(row["assignment"]) if "assignment" in row else USUAL,
        thresholds=read_thresholds(row["threshold"], calendars, team) if "threshold" in row else (),
        **read_questions(row, names),
    )
    contracts = read_contracts(row["contracts"], policy) if "contracts" in row else ()
    return replace(policy, contracts=contracts) if contracts else policy


def _loud(node: Node) -> tuple[str, ...]:
    """The priorities whose alerts come though somebody asked for quiet; there may be none."""
    named = (priority.choice(PRIORITIES) for priority in node.array())
    return tuple(dict.fromkeys(named))


def _share(row: Mapping[str, Node]) -> Fraction:
    return read_share(row["slo_share"]) if "slo_share" in row else SLO_SHARE


def _team(row: Mapping[str, Node], node: Node, calendars: Calendars) -> str:
    team = row["team_calendar"].text() if "team_calendar" in row else "team"
    if team not in calendars:
        raise row.get("team_calendar", node).wrong(f"There is no calendar “{team}”.")
    return team


def _conditions(
    row: Mapping[str, Node], names: set[str], types: Mapping[str, Any]
) -> dict[str, Conditions]:
    """Conditions may be of what the handbook promises, or a contract alone."""
    if "commitments" not in row:
        return {}
    contracts = row["contracts"].array() if "contracts" in row else []
    own = (contract.table().get("targets") for contract in contracts)
    by_priority = (rows for targets in own if targets for rows in targets.table().values())
    return read_conditions(
        row["commitments"], names | {name for rows in by_priority for name in rows.table()}, types
    )


def _effective(node: Node, zone_name: str) -> int:
    """The instant named, or the midnight that begins the date in the team's zone."""
    value = node.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise node.wrong(f"{node.shown} has no time zone; write 2026-07-01T00:00:00+02:00.")
        return _instant(node, value)
    if not isinstance(value, date):
        raise node.wrong(f"{node.shown} is neither a date nor an instant; write 2026-07-01.")
    if not 1970 <= value.year <= 2200:
        raise node.wrong(f"{node.shown} is not between 1970 and 2200.")
    return to_seconds(midnight(value, zone(zone_name)))


def _instant(node: Node, value: datetime) -> int:
    if not 1970 <= value.year <= 2200:
        raise node.wrong(f"{node.shown} is not between 1970 and 2200.")
    return to_seconds(value)


def _needed(node: Node, name: str) -> dict[str, Node]:
    row = node.table()
    if name not in row:
        raise node.wrong(f"The handbook needs a [{name}] table.")
    found = row[name].table()
    if not found:
        raise row[name].wrong("This table is empty.")
    return found


def _line_told(source: str, said: str) -> int:
    """The line a TOML error names; the last one where it says “at end of document”."""
    match = re.search(r"at line (\d+)", said)
    return int(match[1]) if match else source.count("\n") + 1
