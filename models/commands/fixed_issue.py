"""A known issue is fixed, in a version."""

from sqlalchemy import select

from models.commands.articles import Edited, held_article, latest_number, save_article
from models.entities import Article
from models.errors import KnownError
from models.handbook.articles import FIXED, KNOWN_ISSUE
from models.typed_text import check_length, one_line
from models.work import Work

LONGEST_VERSION = 200


def fix_issue(work: Work, key: str, fixed_in: str = "") -> None:
    """Say so; said again with another version, it is that one."""
    found = work.session.scalar(select(Article.id).where(Article.key == key))
    article = held_article(work, found or 0)
    if article.kind != KNOWN_ISSUE:
        raise KnownError(
            "No known issue", f"{key} is no known issue: it cannot be fixed.", "Choose one."
        )
    version = one_line(fixed_in)
    check_length("fixed_in", version, LONGEST_VERSION)
    fields = {name: said for name, said in article.fields.items() if name != "fixed_in"}
    if version:
        fields["fixed_in"] = version
    save_article(work, Edited(
        article.id, latest_number(work, article.id), article.title, article.body, FIXED,
        article.product, fields, f"Fixed in {version}" if version else "Fixed",
    ))  # fmt: skip
