"""What stands above an article: its facts in words, for window and terminal."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.queries.article import ArticleDetail, kind_words, state_words, status_words
from models.text import Text, text
from models.wording import date_words, day_words

FIELD_NAMES: Final[Mapping[str, str]] = {
    "versions": "Affected versions", "environment": "Environment", "fixed_in": "Fixed in",
    "number": "Decision number", "decided_on": "Decided on", "deciders": "Decided by",
    "review_on": "Review on", "superseded_by": "Superseded by",
}  # fmt: skip
"""Facts of a kind, by their name in `fields`; others are the import's own."""


def kind_line(article: ArticleDetail) -> list[Text]:
    """Known issue, Workaround known, Published."""
    state = [state_words(article.state)] if article.state else []
    return [kind_words(article.kind), *state, status_words(article.status)]


def facts_of(article: ArticleDetail, zone: ZoneInfo) -> list[tuple[Text, str]]:
    """(name, words) of each fact that is known."""
    facts = [
        (text("Product"), article.product), (text("Owner"), article.owner),
        (text("Reviewer"), article.reviewer), (text("Review by"), _day(article.due_on)),
        (text("Verified"), date_words(article.verified_at, zone) if article.verified_at else ""),
        (text("Changed"), date_words(article.saved_at or article.changed_at, zone)),
        (text("Version"), f"{article.number}" if article.number else ""),
        *((text(name), _said(article.fields.get(field))) for field, name in FIELD_NAMES.items()),
    ]  # fmt: skip
    return [(name, words) for name, words in facts if words]


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_said(one) for one in value)
    return _day(str(value)) if value not in (None, "") else ""


def _day(words: str) -> str:
    """An ISO date as people write it, anything else as it is."""
    try:
        return day_words(date.fromisoformat(words), year=True)
    except ValueError:
        return words
