"""The list of articles: words, kind and life, on both databases."""

from functools import partial

from models.commands.articles import NewArticle, write_article
from models.database import Database
from models.entities import Article
from models.queries.knowledge import KnowledgeFilter, KnowledgePulse, article_rows, knowledge_pulse
from models.queries.near_words import told
from models.work import Work


def fill(work: Work) -> None:
    for kind, title, status in (
        ("known_issue", "Exports stall", "published"),
        ("how_to", "Start an export", "draft"),
        ("decision", "One queue", "archived"),
    ):
        told = NewArticle(kind, title, "About exports" if kind == "decision" else "", product="CRM")
        work.session.get_one(Article, write_article(work, told)).status = status


def pulse(database: Database, **shown: str) -> KnowledgePulse:
    return database.read(partial(knowledge_pulse, shown=KnowledgeFilter(**shown)))


def titles(database: Database, **shown: str) -> list[str]:
    ids = list(pulse(database, **shown).ids)
    return [row.title for row in database.read(partial(article_rows, ids=ids))]


def test_what_is_in_use_the_last_changed_first(database: Database) -> None:
    database.write(fill)
    assert titles(database) == ["Start an export", "Exports stall"]
    assert titles(database, life="archived") == ["One queue"]
    assert titles(database, kind="how_to") == ["Start an export"]
    found = pulse(database, kind="how_to")
    assert dict(found.kinds) == {
        "all": 2, "known_issue": 1, "how_to": 1, "playbook": 0, "decision": 0,
    }  # fmt: skip
    assert found.articles == 3


def test_words_find_half_of_one_too_and_signs_alone_find_nothing(database: Database) -> None:
    database.write(fill)
    assert titles(database, text="expo") == ["Start an export", "Exports stall"]
    assert titles(database, text="expo", life="archived") == ["One queue"]
    assert titles(database, text="'\" OR *") == []
    assert titles(database, text="zebra") == []


def test_a_row_says_product_and_owner_and_one_that_is_gone_is_left_out(
    database: Database,
) -> None:
    database.write(fill)
    (row,) = database.read(partial(article_rows, ids=[1, 99]))
    assert (row.key, row.product, row.owner, row.state) == ("KI-1", "CRM", "", "suspected")


def test_filters_narrow_the_list_as_they_do_any_search(database: Database) -> None:
    database.write(fill)
    asked = {
        "kind:how": ["Start an export"], "status:draft expo": ["Start an export"],
        "product:crm stall": ["Exports stall"], "product:sales": [], "kind:case export": [],
        "status:suspected": ["Exports stall"], "by:nobody export": [],
    }  # fmt: skip
    for text, wanted in asked.items():
        assert titles(database, text=text) == wanted, text


def test_a_slip_is_put_right_and_told(database: Database) -> None:
    database.write(fill)
    found = pulse(database, text="stlal")
    assert (len(found.ids), str(told(found.instead))) == (
        1,
        "Looked for “stall” instead of “stlal”.",
    )
    assert pulse(database, text="stall").instead == ()
    assert pulse(database, text="stlal", life="archived").instead == ()
