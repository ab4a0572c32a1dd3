"""What a case is linked with, as its log tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, Case, Event
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.restricted import hidden_keys, without_names
from models.text import Text, text
from models.wording import STATUSES

_TELLING: Final = (
    ev.LINKED, ev.UNLINKED, ev.MESSAGE_SETTLED, ev.MERGED_FROM, ev.EXCLUDED, ev.REOPENED,
    ev.RETRACTED,
)  # fmt: skip
_WHY: Final = {
    "same": "Same trouble",
    "related": "Related",
    "follows": "Follow-up of",
    "led_to": "Followed by",
    "incident": "Hangs under",
    "affected": "Affected",
    "answer": "Workaround from",
    "split": "Its message became",
    "merged_into": "Merged into",
    "merged_from": "Merged into this",
    "roadmap": "Roadmap",
    "defect": "Defect",
    "known_issue": "Known issue",
    "decision": "Decision",
}


@dataclass(frozen=True)
class Link:
    """Something a case is linked with.

    `what` is case, article, defect or roadmap, `why` how they belong together, `key` what people
    call it by. `case_id` is there for a case, to open it; `event_id` for what can be taken back.
    `production` says of a defect that it reached production (rule 27).
    """

    what: str
    why: str
    key: str
    title: str = ""
    status: str = ""
    case_id: int | None = None
    event_id: int | None = None
    production: bool = False

    def words(self) -> Text:
        """How it belongs to the case: “Same trouble”, “Known issue”, “Defect in production”."""
        if self.production:
            return text("Defect that reached production")
        return text(_WHY.get(self.why, "Article"))

    def status_words(self) -> str:
        """How a linked case stands; empty for anything else."""
        return STATUSES.get(self.status, "") if self.what == "case" else ""

    def to_json(self) -> dict[str, Any]:
        """The link as `leadline case --json` gives it."""
        told: dict[str, Any] = {"what": self.what, "why": self.why, "key": self.key}
        if self.what in ("case", "article"):
            told |= {"title": self.title, "status": self.status}
        return told | ({"production": self.production} if self.what == "defect" else {})


def linked(session: Session, case_id: int) -> list[ev.Event]:
    """The events in force that link a case with anything, in the order they were recorded."""
    of_case = select(Event).where(Event.case_id == case_id, Event.kind.in_(_TELLING))
    return in_force(session.scalars(of_case))


def in_force(rows: Iterable[Event]) -> list[ev.Event]:
    """What of a case's links stands, of its rows of any order: neither taken back nor parted."""
    events = [
        ev.Event(row.id, row.kind, to_seconds(row.occurred_at), to_seconds(row.recorded_at),
                 row.data, row.actor_id)
        for row in rows
    ]  # fmt: skip
    standing = sorted(ev.in_force(events), key=lambda event: event.id)
    gone = {event.data["event_id"] for event in standing if event.kind == ev.UNLINKED}
    return [e for e in standing if e.id not in gone and e.kind != ev.UNLINKED]


def case_links(session: Session, case_id: int) -> tuple[Link, ...]:
    """What the case is linked with: cases, then articles, defects, roadmap items."""
    unnamed = hidden_keys(session)
    told = [
        link
        for event in linked(session, case_id)
        if (link := _link(event, without_names(event.data, unnamed))) is not None
    ]
    keys = {what: {link.key for link in told if link.what == what} for what in _ORDER}
    cases = _cases(session, keys["case"])
    articles = _articles(session, keys["article"])
    full = [_filled(link, cases, articles) for link in told]
    return tuple(sorted(full, key=lambda link: _ORDER.index(link.what)))


_ORDER: Final = ("case", "article", "defect", "roadmap")


def _link(event: ev.Event, data: Mapping[str, Any]) -> Link | None:
    if event.kind == ev.LINKED:
        what = next((name for name in _ORDER if data.get(name)), None)
        if what is None:
            return None
        production = bool(data.get("production"))
        return Link(what, data["why"], data[what], event_id=event.id, production=production)
    why = _BY_KIND.get(event.kind)
    return Link("case", why, data["case"]) if why and data.get("case") else None


_BY_KIND: Final = {
    ev.MESSAGE_SETTLED: "split", ev.MERGED_FROM: "merged_from", ev.EXCLUDED: "merged_into",
}  # fmt: skip


def _filled(link: Link, cases: Mapping[str, Any], articles: Mapping[str, Any]) -> Link:
    """With the title and the state of what it names."""
    row = cases.get(link.key) if link.what == "case" else articles.get(link.key)
    if row is None or link.what not in ("case", "article"):
        return link
    is_case = link.what == "case"
    why = row.kind if not is_case and link.why == "article" else link.why
    return Link(link.what, why, link.key, row.title, row.status, row.id if is_case else None,
                link.event_id, link.production)  # fmt: skip


def _cases(session: Session, keys: set[str]) -> dict[str, Any]:
    return _by_key(session, select(Case.id, Case.key, Case.title, Case.status), Case.key, keys)


def _articles(session: Session, keys: set[str]) -> dict[str, Any]:
    columns = select(Article.id, Article.key, Article.title, Article.status, Article.kind)
    return _by_key(session, columns, Article.key, keys)


def _by_key(session: Session, query: Any, column: Any, keys: set[str]) -> dict[str, Any]:
    rows: Sequence[Any] = session.execute(query.where(column.in_(keys))).all() if keys else ()
    return {row.key: row for row in rows}
