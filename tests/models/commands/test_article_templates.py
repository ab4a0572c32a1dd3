"""The team's own templates of articles: kept, refused where there is one, deleted."""

from functools import partial

import pytest

from models.commands.article_templates import delete_article_template, keep_article_template
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.article_templates import article_templates


def keep(database: Database, name: str, kind: str = "how_to", body: str = "## When\n") -> int:
    command = partial(keep_article_template, kind=kind, name=name, body=body)
    return database.write(command).result


def test_kept_ones_are_listed_by_name_and_deleted(database: Database) -> None:
    second, first = keep(database, " Zeta "), keep(database, "alpha", "known_issue")
    rows = database.read(article_templates)
    assert [(row.id, row.name, row.kind) for row in rows] == [
        (first, "alpha", "known_issue"), (second, "Zeta", "how_to"),
    ]  # fmt: skip
    database.write(partial(delete_article_template, template_id=second))
    assert [row.id for row in database.read(article_templates)] == [first]
    with pytest.raises(KnownError, match="This template is gone"):
        database.write(partial(delete_article_template, template_id=second))


@pytest.mark.parametrize(
    ("name", "kind", "body", "field"),
    [(" ", "how_to", "x", "name"), ("x" * 121, "how_to", "x", "name"),
     ("New", "how_to", " \n", "name"), ("Taken", "how_to", "x", "name"),
     ("New", "poem", "x", "kind")],
)  # fmt: skip
def test_what_is_no_template_is_refused_at_its_field(
    database: Database, name: str, kind: str, body: str, field: str
) -> None:
    keep(database, "Taken")
    with pytest.raises(Problems) as problems:
        keep(database, name, kind, body)
    assert list(problems.value.by_field) == [field]
