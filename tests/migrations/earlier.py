"""Desks as earlier versions left them: the schema of a revision, and rows in every table of it."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, MetaData, inspect, select, text

from models.commands.by_hand import override_deadline
from models.commands.cases import NewCase, assign, open_case
from models.commands.contacts import log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.commands.templates import add_template
from models.commands.views import save_view
from models.database import Database
from models.entities import (
    Absence,
    ActionEvent,
    AlertDelivery,
    AlertPost,
    AlertStep,
    Article,
    ArticleEvent,
    ArticleFile,
    ArticleTemplate,
    ArticleVersion,
    BurnAlert,
    BurnDelivery,
    Content,
    ContentChunk,
    CorrectiveAction,
    CrossingDelivery,
    CrossingPost,
    IntakeTemplate,
    LearnedLead,
    Lease,
    PlannedAlert,
    Postmortem,
    PostmortemEvent,
    PostmortemVersion,
    Presence,
    QueueCrossing,
    RemedyStep,
    ReviewRecord,
    RoadmapArticle,
    RoadmapItem,
    RotaTurn,
    Topic,
)
from models.entities.event import INDEX_GIVEN
from models.entities.search_words import is_index
from models.handbook.events import LINKED
from models.queue_filter import QueueFilter
from models.schema import changing, migrate
from models.work import Work

Rows = dict[str, list[dict[str, Any]]]
Found = TypeVar("Found")


def live_a_little(database: Database, now: datetime) -> None:
    """Something in every table."""

    def fill(work: Work) -> None:
        ana = add_person(work, "Ana", "lead", {"billing": 4})
        customer = customer_named(work, "Contoso")
        add_contract(work, customer, "Gold", {"targets": {}})
        for number in range(3):
            case = open_case(
                work,
                NewCase(
                    f"Exports stall {number} – ”ü“ 🇩🇪",
                    "Contoso",
                    contact="Ana Ruiz",
                    incomplete=True,
                ),
            )
            assign(work, [case], ana)
            log_contact(work, case, "reply", "On it")
        _hold(work, b"words")
        _team(work, ana)
        work.session.flush()
        save_view(work, "Mine", QueueFilter())
        add_template(work, {"name": "Hello", "text": "Hello {{ contact }}"})
        work.session.add(
            IntakeTemplate(name="Login", category="Login", texts={"steps": "1. Log in"})
        )
        note = {"title": "T", "body": "B", "status": "draft"}
        _know(work, ana)
        work.session.add(Postmortem(case_ids=[1], written_at=now, changed_at=now, **note))
        _learn(work, ana, note)
        work.session.add(
            RemedyStep(contract="Gold", customer_id=1, period="2026-04", number=1,
                       kind="calculated", at=now, person_id=1, note="", unit="%", amount=500,
                       cap=900, lines=[])
        )  # fmt: skip

        work.session.add(
            Presence(desk="d1", person_id=1, case_id=1, host="mill", version="0.1.0",
                     has_window=True, can_notify=False, seen_at=now)
        )  # fmt: skip
        crossing = QueueCrossing(threshold="open_cases", role="lead", words="12 cases are open",
                                 crossed_at=now)  # fmt: skip
        burn = BurnAlert(period="2026Q2", priority="P1", commitment="resolution", kind="fast",
                         found_at=now, words="2 missed, none allowed")  # fmt: skip
        work.session.add_all((burn, crossing))
        work.session.flush()
        told = {"person_id": 1, "channel": "bar", "shown_at": now}
        work.session.add(BurnDelivery(alert_id=burn.id, **told))
        work.session.add(CrossingDelivery(alert_id=crossing.id, **told))
        work.session.add(CrossingPost(alert_id=crossing.id, step=1, tries=1, tried_at=now,
                                      posted_at=now, failure=""))  # fmt: skip

    database.write(fill)
    database.write(_deliver)
    database.person_id = 1
    database.write(partial(override_deadline, case_id=2, commitment="resolution",
                           due_at=now + timedelta(days=9), reason="As agreed"))  # fmt: skip


def _learn(work: Work, person_id: int, note: dict[str, str]) -> None:
    """What belongs to a postmortem, an action of it, and the minutes of a review."""
    work.session.flush()
    its, said = work.session.scalars(select(Postmortem.id)).one(), {"at": work.now, "data": {}}
    version = {"title": note["title"], "body": note["body"], "case_ids": [1], "fields": {},
               "timeline": [], "factors": []}  # fmt: skip
    fields: dict[str, Any] = {
        "title": "T", "kind": "prevent", "priority": 1, "owner_id": person_id,
        "owner_role": "lead", "due_on": "2026-07-01", "effect": {}, "postmortem_id": its,
        "review": "",
    }  # fmt: skip
    action = CorrectiveAction(
        **fields, first_due_on="2026-07-01", status="open", evidence="", made_at=work.now,
        changed_at=work.now,
    )  # fmt: skip
    work.session.add_all((
        action,
        PostmortemVersion(postmortem_id=its, number=1, said=version, at=work.now, note=""),
        PostmortemEvent(postmortem_id=its, kind="commented", person_id=person_id, **said),
        ReviewRecord(review="weekly 2026W12", kind="decision", words="W", person_id=person_id,
                     **said),
    ))  # fmt: skip
    work.session.flush()
    work.session.add(
        ActionEvent(action_id=action.id, kind="made", at=work.now, person_id=person_id,
                    data={**fields, "version": 1})
    )  # fmt: skip


def _hold(work: Work, data: bytes) -> None:
    """What a file holds; no case names it, for earlier versions had nothing to name."""
    sha256 = hashlib.sha256(data).hexdigest()
    work.session.add(Content(sha256=sha256, size=len(data)))
    work.session.flush()
    work.session.add(ContentChunk(sha256=sha256, number=0, data=data))


def _know(work: Work, person_id: int) -> None:
    """An article with all that belongs to one; no version says what it did not before, and its
    text names its file, for earlier versions were not found by that."""
    article = Article(key="A-1", kind="known issue", title="T", body="a.png", status="draft",
                      changed_at=work.now)  # fmt: skip
    item = RoadmapItem(key="R-1", title="T", url="", status="planned", at=work.now)
    work.session.add_all((article, item))
    work.session.flush()
    its = {"article_id": article.id, "at": work.now}
    sha256 = work.session.scalars(select(Content.sha256)).one()
    work.session.add_all((
        ArticleVersion(number=1, title="T", body="a.png", state="", fields={}, note="", **its),
        ArticleEvent(kind="moved", person_id=person_id, data={"to": "draft"}, **its),
        ArticleFile(name="a.png", sha256=sha256, person_id=person_id, **its),
        ArticleTemplate(kind="known_issue", name="Short", body="# Symptom"),
        Topic(name="Exports", product="", category="Export", words=["csv"], named_at=work.now),
        RoadmapArticle(item_id=item.id, article_id=article.id),
    ))  # fmt: skip
    work.record(1, LINKED, {"article": "A-1", "why": "article"})  # a row that the step makes anew


def _team(work: Work, person_id: int) -> None:
    """Leave and a turn far ahead, and a lead that was learned: no alert of today moves."""
    year = timedelta(days=365)
    span = {"begins_at": work.now + year, "ends_at": work.now + 2 * year}
    work.session.add(Absence(person_id=person_id, **span))
    work.session.add(RotaTurn(role="squad_lead", person_id=person_id, **span))
    work.session.add(
        LearnedLead(person_id=person_id, commitment="resolution", priority="P2", category="",
                    seconds=3600, cases=20, learned_at=work.now)
    )  # fmt: skip


def _deliver(work: Work) -> None:
    of_the_first = select(PlannedAlert.id).where(PlannedAlert.case_id == 1)  # 2 is planned anew
    alert = work.session.scalars(of_the_first).first()
    assert alert is not None
    work.session.add(AlertDelivery(alert_id=alert, person_id=1, channel="tray", shown_at=work.now,
                                   seen_at=work.now, put_away_at=work.now))  # fmt: skip
    work.session.add(AlertStep(alert_id=alert, step=1, role="lead", began_at=work.now))
    post = AlertPost(alert_id=alert, step=1, tries=1, tried_at=work.now, failure="It is gone.")
    work.session.add(post)
    work.session.add(Lease(name="escalations", holder="d1", until=work.now))


def rows_of(engine: Engine) -> Rows:
    """Every row of every table, as it is stored."""
    with engine.connect() as connection:
        tables = _once(_tables, connection)
        return {
            table.name: [
                dict(row)
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in tables
        }


def schema_of(engine: Engine) -> dict[str, list[str]]:
    """What a desk's schema is made of, table by table."""
    with engine.connect() as connection:
        return _once(_schema, connection)


def _schema(connection: Connection) -> dict[str, list[str]]:
    found = inspect(connection)
    return {
        name: sorted(
            json.dumps(part, default=str, sort_keys=True)
            for part in (
                *found.get_columns(name), *found.get_indexes(name),
                *found.get_foreign_keys(name), *found.get_unique_constraints(name),
                *found.get_check_constraints(name), found.get_pk_constraint(name),
            )
        )
        for name in found.get_table_names()
        if name != "alembic_version" and not is_index(name)
    } | {"other indices": _indices(connection)}  # fmt: skip


def _indices(connection: Connection) -> list[str]:
    """How the indices are made that the entities do not tell, which no inspection tells either."""
    query = (
        "SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%_index'"
        f" OR indexname = '{INDEX_GIVEN}'"
        if connection.dialect.name == "postgresql"
        else "SELECT sql FROM sqlite_master WHERE name LIKE 'case_index%'"
        f" OR name LIKE 'article_index%' OR name = '{INDEX_GIVEN}'"
    )
    return sorted(str(made) for made in connection.scalars(text(query)) if made)


def make_earlier(engine: Engine, revision: str, rows: Rows) -> None:
    """A desk of that revision with the rows it could hold."""
    with changing(engine) as connection:
        migrate(connection, revision)
        for table in _once(_tables, connection):
            known = set(table.columns.keys())
            kept = [{n: v for n, v in row.items() if n in known} for row in rows[table.name]]
            if kept and table.name != "alembic_version":
                connection.execute(table.insert(), kept)
    engine.dispose()  # a file says whose it is once its log is written into it


def _tables(connection: Connection) -> list[Any]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not is_index(name))
    return metadata.sorted_tables


_told: dict[tuple[object, ...], Any] = {}


def _once(ask: Callable[[Connection], Found], connection: Connection) -> Found:
    """What a connection tells of its schema, which takes longer than all of its rows: a file that
    was made of the same statements tells the same."""
    if connection.dialect.name != "sqlite":
        return ask(connection)
    made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name, type")
    key = (ask, *map(tuple, made))
    if key not in _told:
        _told[key] = ask(connection)
    found: Found = _told[key]
    return found
