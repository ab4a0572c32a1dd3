"""The checklists of a case: which playbooks are for it, and which of their steps are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Article, Case
from models.handbook.articles import READABLE
from models.handbook.incident import TICKED
from models.handbook.instants import from_seconds
from models.handbook.intake import OPEN
from models.handbook.playbook import Playbook, playbooks_for, read_playbook
from models.playbooks import default_playbooks
from models.queries.links import Link

PLAYBOOK: Final = "playbook"


@dataclass(frozen=True)
class Step:
    """A step of a checklist; of one that is done, who said so (an id) and when."""

    words: str
    done: bool = False
    by: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Checklist:
    """A playbook as far as a case has come with it."""

    key: str
    title: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    def to_json(self) -> dict[str, Any]:
        """The checklist as `leadline case --json` gives it."""
        steps = [{"step": step.words, "done": step.done} for step in self.steps]
        return {"playbook": self.key, "title": self.title, "steps": steps}


def checklists(session: Session, case: Case, linked: Sequence[str]) -> tuple[Checklist, ...]:
    """Those of a case while it is worked on, and afterwards those of which something was ticked.

    `linked` are the keys of the articles that it is linked with.
    """
    ticked = case.fields.get(TICKED, {})
    if case.status not in OPEN and not any(ticked.values()):
        return ()
    told = (
        _checklist(one, ticked.get(one.key, {})) for one in case_playbooks(session, case, linked)
    )
    return tuple(one for one in told if case.status in OPEN or one.done)


def case_playbooks(session: Session, case: Case, linked: Sequence[str]) -> list[Playbook]:
    """The playbooks that are for a case; none is looked for where none can be."""
    defaults = default_playbooks()
    known = {priority for one in defaults for priority in one.priorities}
    if not (case.category or linked or case.priority in known):
        return []
    query = select(Article.key, Article.title, Article.body).where(
        Article.kind == PLAYBOOK, Article.status.in_(READABLE)
    )
    own = [_read(*row) for row in session.execute(query.order_by(Article.key))]
    return playbooks_for(own, defaults, case.priority, case.category or "", linked)


def article_keys(links: Sequence[Link]) -> list[str]:
    """The articles among a case's links."""
    return [link.key for link in links if link.what == "article"]


_read = lru_cache(maxsize=256)(read_playbook)


def _checklist(playbook: Playbook, ticked: dict[str, Any]) -> Checklist:
    """A step that was ticked stays, though the playbook has it no longer."""
    words = [*playbook.steps, *(one for one in ticked if one not in playbook.steps)]
    return Checklist(playbook.key, playbook.title, tuple(_step(one, ticked) for one in words))


def _step(words: str, ticked: dict[str, Any]) -> Step:
    if words not in ticked:
        return Step(words)
    by, at = ticked[words]
    return Step(words, True, by, from_seconds(at))
