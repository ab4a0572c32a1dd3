"""What an article said, version by version, on both databases."""

from functools import partial

import pytest

from models.commands.articles import Edited, NewArticle, save_article, write_article
from models.database import Database
from models.errors import KnownError
from models.queries.article_versions import article_version, article_versions, both_versions


def test_each_save_is_a_version_the_last_one_first(database: Database) -> None:
    new = NewArticle("known_issue", "Stalls", "One.", product="CRM", note="first")
    article_id = database.write(partial(write_article, new=new)).result
    told = Edited(
        article_id, 1, "Stalls again", "Two.", "confirmed", None, {"versions": "4"}, "2nd"
    )
    database.write(partial(save_article, edited=told))
    rows = database.read(partial(article_versions, article_id=article_id))
    assert [(row.number, row.note, row.author) for row in rows] == [
        (2, "2nd", ""),
        (1, "first", ""),
    ]
    base, last = database.read(partial(both_versions, article_id=article_id, base=1))
    assert (base.body, base.product, base.state) == ("One.", "CRM", "suspected")
    assert (last.title, last.body, last.fields) == ("Stalls again", "Two.", {"versions": "4"})
    with pytest.raises(KnownError, match="no version 9"):
        database.read(partial(article_version, article_id=article_id, number=9))
