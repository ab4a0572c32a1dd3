"""Attaching files to a case: an event names each, its content is kept once for all cases."""

from collections.abc import Sequence

from models.entities import Content, ContentChunk
from models.entities.content import CHUNK
from models.file_names import media_type, safe_name
from models.file_reading import FileContent, check_size
from models.handbook import events as ev
from models.queries.attachments import attachments
from models.work import Work


def attach(work: Work, case_id: int, files: Sequence[FileContent]) -> tuple[str, ...]:
    """Attach files; what the case has already, under the same name, is left out.

    Returns the names of those attached.
    """
    work.case_for("note", case_id)
    there = {(row.name, row.sha256) for row in attachments(work.session, case_id)}
    names = []
    for file in files:
        name, sha256 = safe_name(file.name), file.sha256
        if (name, sha256) in there:
            continue
        there.add((name, sha256))
        check_size(name, len(file.data))
        keep_content(work, sha256, file.data)
        data = {"name": name, "size": len(file.data), "sha256": sha256}
        work.record(case_id, ev.ATTACHED, data | {"media_type": media_type(name)})
        names.append(name)
    return tuple(names)


def keep_content(work: Work, sha256: str, data: bytes) -> None:
    """Store what a file holds, once for all that name it."""
    if work.session.get(Content, sha256) is not None:
        return
    work.session.add(Content(sha256=sha256, size=len(data)))
    work.session.flush()
    for number, first in enumerate(range(0, len(data), CHUNK)):
        part = data[first : first + CHUNK]
        work.session.add(ContentChunk(sha256=sha256, number=number, data=part))
        work.session.flush()
