"""The languages of a desk: what its cases are in, then what the handbook's skills are for."""

from dataclasses import replace

from models.database import Database
from models.queries.languages import desk_languages
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.benches import RULES, published


def test_what_cases_are_in_comes_first_and_then_the_handbooks(database: Database) -> None:
    assert database.read(desk_languages) == []
    more = RULES.replace('languages = ["de"]', 'languages = ["pl", "de", "fr"]')
    published(database, more, automatic=False)
    for language in ("Spanish", "fr", "French", ""):
        opened(database, replace(WHOLE, language=language))
    assert database.read(desk_languages) == ["fr", "es", "de", "pl"]
