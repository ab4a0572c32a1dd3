"""An article saved from the editor with its new pictures, all of it or nothing."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    save_article,
    write_article,
)
from models.entities import Article
from models.file_reading import FileContent
from models.work import Work


def keep_article(
    work: Work, said: NewArticle | Edited, read: Callable[[], Sequence[FileContent]] = tuple
) -> str:
    """Write a new article, or save the next version of one, and give it the files that `read`
    gives. Returns its key. Raises `Clash` and `Problems` as `save_article` does."""
    files = read()
    if isinstance(said, NewArticle):
        article_id = write_article(work, said)
    else:
        article_id = said.article_id
        save_article(work, said)
    if files:
        attach_to_article(work, article_id, files)
    return work.session.scalars(select(Article.key).where(Article.id == article_id)).one()
