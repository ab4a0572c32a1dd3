"""What stands above an article, as the page says it."""

from zoneinfo import ZoneInfo

from models import article_words
from models.article_words import FIELD_NAMES as FIELD_NAMES
from models.queries.article import ArticleDetail
from ui.knowledge.articles_model import life_words
from ui.messages import inline, tr


def kind_line(article: ArticleDetail) -> str:
    """“KI-4 · Known issue · Workaround known · Published”."""
    *kind, _ = article_words.kind_line(article)
    return " · ".join([article.key, *map(tr, kind), life_words(article.status)])


def facts_of(article: ArticleDetail, zone: ZoneInfo) -> list[tuple[str, str]]:
    """(name, words) of each fact that is known."""
    return [(tr(name), inline(words)) for name, words in article_words.facts_of(article, zone)]
