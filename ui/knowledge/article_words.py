"""What stands above an article: its facts in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.queries.article import ArticleDetail, kind_words, state_words
from models.wording import date_words, day_words
from ui.knowledge.articles_model import life_words
from ui.messages import inline, tr

FIELD_NAMES: Final[Mapping[str, str]] = {
    "versions": "Affected versions", "environment": "Environment", "fixed_in": "Fixed in",
    "number": "Decision number", "decided_on": "Decided on", "deciders": "Decided by",
    "review_on": "Review on", "superseded_by": "Superseded by",
}  # fmt: skip
"""Facts of a kind, by their name in `fields`; others are the import's own."""


def kind_line(article: ArticleDetail) -> str:
    """“KI-4 · Known issue · Workaround known · Published”."""
    state = tr(state_words(article.state)) if article.state else ""
    life = life_words(article.status)
    return " · ".join(filter(None, (article.key, tr(kind_words(article.kind)), state, life)))


def facts_of(article: ArticleDetail, zone: ZoneInfo) -> list[tuple[str, str]]:
    """(name, words) of each fact that is known."""
    facts = [
        (tr("Product"), article.product), (tr("Owner"), article.owner),
        (tr("Reviewer"), article.reviewer), (tr("Review by"), _day(article.due_on)),
        (tr("Verified"), date_words(article.verified_at, zone) if article.verified_at else ""),
        (tr("Changed"), date_words(article.saved_at or article.changed_at, zone)),
        (tr("Version"), f"{article.number}" if article.number else ""),
        *((tr(name), _said(article.fields.get(field))) for field, name in FIELD_NAMES.items()),
    ]  # fmt: skip
    return [(name, inline(words)) for name, words in facts if words]


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
