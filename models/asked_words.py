"""Who was asked to review an article or a postmortem, and by when, as its history tells it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.text import Text, text
from models.wording import day_words


def asked_words(data: Mapping[str, Any], people: Mapping[int, str]) -> Text:
    """“Cy was asked to review it by 20 May 2026”; `people` are names by id."""
    name = people.get(data["reviewer_id"], "")
    if not data.get("due_on"):
        return text("{name} was asked to review it", name=name)
    day = day_words(date.fromisoformat(data["due_on"]), year=True)
    return text("{name} was asked to review it by {day}", name=name, day=day)
