"""Attachments: named by the log, kept once, found, undone, copied, replayed and checked."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from desktop.replay.copy import past_copy
from desktop.replay.feed import Feed
from models.commands.attachments import attach
from models.commands.undo import undo
from models.database import Database
from models.desk_copy import copy_desk
from models.engine import open_engine
from models.entities import Content, ContentChunk
from models.entities.content import CHUNK
from models.errors import KnownError
from models.file_reading import MOST_BYTES, FileContent
from models.queries.attachments import AttachmentRow, attachments, content
from models.queries.search import search
from models.schema import as_url
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened

LOG = FileContent("trace.log", b"\0\xff" * CHUNK + b"end")
SHOT = FileContent("Zwölfender.png", b"\x89PNG")
OTHER = FileContent("other.txt", b"Attached in the copy")


def attached(database: Database, case_id: int, *files: FileContent) -> tuple[str, ...]:
    return database.write(partial(attach, case_id=case_id, files=files)).result


def rows(database: Database, case_id: int) -> tuple[AttachmentRow, ...]:
    return database.read(partial(attachments, case_id=case_id))


def held(database: Database, entity: type) -> int:
    query = select(func.count()).select_from(entity)
    return database.read(lambda session: session.scalar(query)) or 0


def test_a_file_comes_back_as_it_was_and_is_kept_once(database: Database) -> None:
    first, second = opened(database), opened(database)
    assert attached(database, first, LOG, SHOT) == ("trace.log", "Zwölfender.png")
    assert attached(database, first, LOG) == ()
    assert attached(database, second, replace(LOG, name="a.log")) == ("a.log",)
    assert (held(database, Content), held(database, ContentChunk)) == (2, 4)
    row = rows(database, first)[0]
    assert (row.name, row.size, row.media_type) == (LOG.name, len(LOG.data), "text/plain")
    assert database.read(partial(content, sha256=row.sha256)) == LOG.data
    assert detail(database, first).to_json()["attachments"][1]["name"] == "Zwölfender.png"
    assert database.read(differences) == []


def test_a_new_case_begins_with_its_files(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, attachments=(LOG, SHOT)))
    assert [row.name for row in rows(database, case_id)] == [LOG.name, SHOT.name]


def test_what_is_attached_can_be_taken_back_and_no_clock_minds(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=3)
    before = detail(database, case_id).clocks
    attached(database, case_id, SHOT)
    assert detail(database, case_id).clocks == before
    (found,) = database.read(partial(search, typed="zwolfender"))
    assert found.snippet.text == SHOT.name
    database.write(partial(undo, case_id=case_id))
    assert rows(database, case_id) == ()
    assert not found_by(database, "zwolfender")
    assert attached(database, case_id, SHOT) == (SHOT.name,)
    assert database.read(differences) == []


def found_by(database: Database, words: str) -> bool:
    return bool(database.read(partial(search, typed=words)))


def test_what_is_hostile_is_made_safe_or_refused_at_the_last_door(database: Database) -> None:
    case_id = opened(database)
    assert attached(database, case_id, FileContent("../CON\0", b"x")) == ("CON_",)
    for data, said in ((b"", "is empty"), (bytes(MOST_BYTES + 1), "at most 25.0 MB")):
        with pytest.raises(KnownError, match=said):
            attached(database, case_id, SHOT, FileContent("x.bin", data))
    assert [row.name for row in rows(database, case_id)] == ["CON_"]


def test_the_check_finds_what_was_changed_or_lost(database: Database) -> None:
    case_id = opened(database)
    attached(database, case_id, LOG, SHOT)
    log, shot = (row.sha256 for row in rows(database, case_id))
    with database.engine.begin() as connection:
        part = (ContentChunk.sha256 == log, ContentChunk.number == 1)
        connection.execute(update(ContentChunk).where(*part).values(data=b"other"))
        connection.execute(delete(ContentChunk).where(ContentChunk.sha256 == shot))
        connection.execute(delete(Content).where(Content.sha256 == shot))
    found = database.read(differences)
    assert f"content {log}: what is stored has another hash" in found
    assert "CS-1001: what Zwölfender.png holds is not stored" in found
    for sha256 in (log, shot):
        with pytest.raises(KnownError, match="not what was attached"):
            database.read(partial(content, sha256=sha256))


def test_a_copy_of_the_desk_holds_them(database: Database, tmp_path: Path) -> None:
    case_id = opened(database, replace(WHOLE, attachments=(LOG,)))
    copy_desk(database.engine, tmp_path / "copy.db")
    copy = Database(open_engine(as_url(tmp_path / "copy.db")), database.clock)
    row = rows(copy, case_id)[0]
    assert copy.read(partial(content, sha256=row.sha256)) == LOG.data
    copy.close()


def test_a_past_desk_holds_what_was_attached_by_then_and_the_rest_arrives(
    database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    case_id = opened(database, replace(WHOLE, attachments=(LOG,)))
    then = clock.now()
    clock.instant += timedelta(minutes=5)
    attached(database, case_id, SHOT)
    copy = past_copy(database, tmp_path / "past.db", then, clock)
    assert [row.name for row in rows(copy, case_id)] == [LOG.name]
    assert (held(copy, Content), held(copy, ContentChunk)) == (1, 0)
    Feed(database, copy, then).bring(clock.now())
    log, shot = rows(copy, case_id)
    assert copy.read(partial(content, sha256=log.sha256)) == LOG.data
    assert copy.read(partial(content, sha256=shot.sha256)) == SHOT.data
    assert held(copy, ContentChunk) == 0
    attached(copy, case_id, OTHER)
    assert copy.read(partial(content, sha256=OTHER.sha256)) == OTHER.data
    assert copy.read(differences) == []
    copy.close()
