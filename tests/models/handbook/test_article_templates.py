"""What an article of a kind begins with."""

from models.handbook.article_templates import TEMPLATES, is_begun
from models.handbook.articles import KINDS


def test_each_kind_begins_with_something_that_is_not_yet_an_article() -> None:
    assert set(TEMPLATES) == set(KINDS)
    for template in TEMPLATES.values():
        assert not is_begun(template)
        assert is_begun(f"{template}Words")
