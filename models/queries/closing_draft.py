"""What a case holds for its closing note: internal notes, linked articles, linked cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Event
from models.handbook import events as ev
from models.handbook.closing_draft import Drafted, Holder, article_parts, draft_note
from models.handbook.intake import OPEN
from models.queries.links import Link

_NOTES = 20
_TOLD = ("same", "incident", "answer", "merged_from", "merged_into")
"""How a case is linked whose closing note tells of this one too."""

_ALIKE = ("same", "affected")
"""How one is linked that the same note may close."""


@dataclass(frozen=True)
class Alike:
    """A resolved case of the same trouble, which the same note may close; `affected` hangs under
    this one."""

    id: int
    key: str
    title: str
    priority: str
    affected: bool = False


def drafted_note(session: Session, case: Case, links: Sequence[Link]) -> tuple[Drafted, ...]:
    """The parts of the closing note that nobody has written yet, as they might be."""
    if case.status not in (*OPEN, "resolved"):
        return ()
    fields = case.fields
    holders = [*_articles(session, links), *_cases(session, links)]
    said = str(fields.get("workaround") or "")
    return draft_note(fields.get("closing") or {}, _notes(session, case.id), holders, said)


def alike_cases(session: Session, case: Case, links: Sequence[Link]) -> tuple[Alike, ...]:
    """The resolved cases linked to this resolved one as the same trouble, or as hit by it."""
    if case.status != "resolved":
        return ()
    alike = {link.key: link.why for link in links if link.what == "case" and link.why in _ALIKE}
    columns = Case.id, Case.key, Case.title, Case.priority
    rows = session.execute(
        select(*columns).where(Case.key.in_(alike), Case.status == "resolved").order_by(Case.id)
    )
    return tuple(Alike(*row, affected=alike[row.key] == "affected") for row in rows)


def _notes(session: Session, case_id: int) -> list[str]:
    """The last notes, the last first, then what was said at resolving; nothing taken back."""
    retracted = select(Event.data).where(Event.case_id == case_id, Event.kind == ev.RETRACTED)
    gone = {data["event_id"] for data in session.scalars(retracted)}
    rows = session.execute(
        select(Event.id, Event.kind, Event.data)
        .where(Event.case_id == case_id, Event.kind.in_((ev.NOTE, ev.RESOLVED)))
        .order_by(Event.id.desc()).limit(_NOTES)
    )  # fmt: skip
    told = [row for row in rows if row.id not in gone]
    told.sort(key=lambda row: row.kind == ev.RESOLVED)
    return [str(row.data.get("text") or "") for row in told]


def _articles(session: Session, links: Sequence[Link]) -> list[Holder]:
    keys = [link.key for link in links if link.what == "article"]
    rows = session.execute(select(Article.key, Article.body).where(Article.key.in_(keys)))
    return [Holder(key, article_parts(body)) for key, body in rows]


def _cases(session: Session, links: Sequence[Link]) -> list[Holder]:
    keys = [link.key for link in links if link.what == "case" and link.why in _TOLD]
    rows = session.execute(select(Case.key, Case.fields).where(Case.key.in_(keys)))
    return [Holder(key, dict(fields.get("closing") or {})) for key, fields in rows]
