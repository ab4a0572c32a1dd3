"""The queue's filter in SQL: what a case must pass to be shown."""

from datetime import datetime, timedelta
from typing import Any

from models.entities import Case
from models.handbook.environment import DETAILS, PRODUCTION
from models.handbook.intake import OPEN
from models.queries.chips import chip_conditions
from models.queue_filter import QueueFilter

_MOST_WORDS, _LONGEST_WORD = 200, 2_000


def shown_conditions(shown: QueueFilter, now: datetime, me: int | None) -> list[Any]:
    """What a case must pass to be shown."""
    return [*narrowing(shown, now), *chip_conditions(shown.chip, now, me)]


def narrowing(shown: QueueFilter, now: datetime) -> list[Any]:
    """The filter without its chip."""
    wanted: list[Any] = []
    if set(shown.statuses) <= set(OPEN):
        wanted.append(Case.is_open)
    if shown.statuses:
        wanted.append(Case.status.in_(shown.statuses))
    if shown.priorities:
        wanted.append(Case.priority.in_(shown.priorities))
    if shown.assignee_id is not None:
        wanted.append(Case.assignee_id == shown.assignee_id)
    if shown.unassigned:
        wanted.append(Case.assignee_id.is_(None))
    if shown.resolved_days:
        wanted.append(Case.resolved_at <= now - timedelta(days=shown.resolved_days))
    wanted += [_part_says(name, _sound(said)) for name, said in shown.environment]
    if shown.language:
        wanted.append(Case.fields["language"].as_string() == shown.language)
    words = Case.search_text
    return wanted + [words.contains(word, autoescape=True) for word in _words(shown.text)]


def _part_says(name: str, said: str) -> Any:
    """An environment that is one text, as other desks' logs have it, has no parts."""
    held = Case.fields[(DETAILS, name)].as_string()
    if name == PRODUCTION:
        return held == said
    if name == "version":
        return held.istartswith(said, autoescape=True)
    return held.icontains(said, autoescape=True)


def _sound(text: str) -> str:
    """Without what no database can hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _words(text: str) -> list[str]:
    """The words to look for, once each."""
    words = dict.fromkeys(_sound(text).casefold().split())
    return [word[:_LONGEST_WORD] for word in words][:_MOST_WORDS]
