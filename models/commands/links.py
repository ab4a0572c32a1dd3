"""What belongs together: cases, articles, defects and roadmap items that a case is linked with."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from models.entities import Article, Case
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.intake import EXCLUSIONS
from models.queries.links import linked
from models.restricted import may_see
from models.typed_text import echoed, keys_meant, one_line
from models.work import Work

SAME, ANSWER, FOLLOWS, RELATED, LED_TO = "same", "answer", "follows", "related", "led_to"
INCIDENT, AFFECTED = "incident", "affected"
ARTICLE, DEFECT, ROADMAP = "article", "defect", "roadmap"

OTHER_SIDE: Final[Mapping[str, str]] = {
    SAME: SAME, RELATED: RELATED, FOLLOWS: LED_TO, LED_TO: FOLLOWS,
    INCIDENT: AFFECTED, AFFECTED: INCIDENT,
}  # fmt: skip
"""How two cases are linked, seen from each of them."""

LINKS: Final = (SAME, RELATED, FOLLOWS, INCIDENT, AFFECTED, ARTICLE, DEFECT, ROADMAP)
"""What a person may link a case as."""

LONGEST: Final = 500


def add_link(work: Work, case_id: int, kind: str, to: str, production: bool = False) -> None:
    """Link a case with another (by its key), an article (by its key), a defect or a roadmap item.

    Defects and roadmap items live elsewhere: a number or an address, as typed. `production` says
    of a defect that it reached production (rule 27). What is a key says itself which of cases and
    articles is meant, whichever was said. Raises `Problems` at `to`.
    """
    case = work.case_for("link", case_id)
    if kind not in LINKS:
        raise KnownError("No such link", f"“{kind}” is not a way of linking.", "Choose another.")
    name = one_line(to)
    if not name:
        raise _at_field("Say what to link it with.")
    if len(name) > LONGEST:
        raise _at_field(f"At most {LONGEST} letters; this has {len(name):,}.")
    kind = _meant(work, kind, name)
    if kind in OTHER_SIDE:
        _link_cases(work, case, kind, name)
    elif kind == ARTICLE:
        _add(work, case, {"article": _article(work, name), "why": ARTICLE})
    elif kind == DEFECT:
        _add(work, case, {"defect": name, "why": DEFECT, "production": production})
    else:
        _add(work, case, {"roadmap": name, "why": ROADMAP})


def remove_link(work: Work, case_id: int, event_id: int) -> None:
    """Take a link back, in the other case too; both logs keep that it was there."""
    case = work.case_for("link", case_id)
    found = next((e for e in linked(work.session, case_id) if e.id == event_id), None)
    if found is None or found.kind != ev.LINKED:
        raise KnownError("No such link", "This link is not there any more.", "Look at it again.")
    other = work.session.scalar(select(Case).where(Case.key == found.data.get("case")))
    if other is not None and not may_see(work.session, other, work.person_id):
        raise KnownError(
            "Linked with a restricted case", "Its log says so, too, and you may not write in it.",
            "Ask somebody who sees that case to take the link back.",
        )  # fmt: skip
    work.record(case_id, ev.UNLINKED, {"event_id": event_id, **found.data})
    if other is None:
        return
    back = {"case": case.key, "why": OTHER_SIDE.get(found.data["why"])}
    for event in linked(work.session, other.id):
        if event.kind == ev.LINKED and event.data == back:
            work.record(other.id, ev.UNLINKED, {"event_id": event.id, **back})


def link_same(work: Work, case_id: int, key: str) -> None:
    """Two cases are the same trouble, and each of them says so; or an article tells of it."""
    article = work.session.scalar(select(Article.key).where(Article.key == key))
    if article is None:
        _link_cases(work, work.session.get_one(Case, case_id), SAME, key)
    elif not is_linked(work, case_id, ARTICLE, article):
        work.record(case_id, ev.LINKED, {"article": article, "why": ARTICLE})


def is_linked(work: Work, case_id: int, why: str, key: str) -> bool:
    """Whether a case is linked so with that case, or article, already."""
    links = (e.data for e in linked(work.session, case_id) if e.kind == ev.LINKED)
    return any(one["why"] == why and key in (one.get("case"), one.get("article")) for one in links)


def link_answer(work: Work, case_id: int, key: str) -> None:
    """The answer to a case comes from an article, or from a case before it."""
    article = work.session.scalar(select(Article.key).where(Article.key == key))
    told = {"article": article} if article is not None else {"case": case_called(work, key).key}
    work.record(case_id, ev.LINKED, {**told, "why": ANSWER})


def case_called(work: Work, key: str) -> Case:
    """The case that a person means, however they write its key, or its number alone; raises
    `Problems` at `to`."""
    found = _case(work, key)
    if found is None:
        raise _at_field(f"There is no case “{echoed(key)}”.")
    return found


def _meant(work: Work, kind: str, name: str) -> str:
    """An article where its key was given for a case, a related case where it was the other way."""
    if kind in OTHER_SIDE:
        return ARTICLE if _case(work, name) is None and _has_article(work, name) else kind
    if kind == ARTICLE:
        return kind if _has_article(work, name) or _case(work, name) is None else RELATED
    return kind


def _has_article(work: Work, key: str) -> bool:
    known = select(Article.key).where(Article.key == key.upper())
    return work.session.scalar(known) is not None


def _case(work: Work, key: str) -> Case | None:
    meant = keys_meant(key)
    known = select(Case).where(Case.key.in_(meant)).order_by(Case.key != meant[0], Case.key)
    found = work.session.scalar(known.limit(1))
    seen = found is not None and may_see(work.session, found, work.person_id)
    return found if seen else None


def _link_cases(work: Work, case: Case, kind: str, key: str) -> None:
    other = case_called(work, key)
    if other.id == case.id:
        raise _at_field("This is the case itself.")
    if kind in (INCIDENT, AFFECTED):
        _check_incident(work, *((other, case) if kind == INCIDENT else (case, other)))
    _add(work, case, {"case": other.key, "why": kind})
    work.record(other.id, ev.LINKED, {"case": case.key, "why": OTHER_SIDE[kind]})


def _check_incident(work: Work, incident: Case, case: Case) -> None:
    """A case hangs under one incident, which hangs under none, and whose clocks still count."""
    above = [e.data["case"] for e in linked(work.session, case.id) if e.data.get("why") == INCIDENT]
    said = ""
    if any(key != incident.key for key in above):
        said = f"{case.key} hangs under {called_to(work, above[0])} already."
    elif _has(work, incident, INCIDENT):
        said = f"{incident.key} hangs under an incident itself: choose that one."
    elif _has(work, case, AFFECTED):
        said = f"Other cases hang under {case.key}: it is an incident itself."
    elif incident.status in EXCLUSIONS:
        said = f"{incident.key} is {incident.status}: it counts nowhere any more."
    if said:
        raise _at_field(said)


def _has(work: Work, case: Case, why: str) -> bool:
    return any(e.data.get("why") == why for e in linked(work.session, case.id))


def called_to(work: Work, key: str) -> str:
    """A case's number, for whoever may see it."""
    other = work.session.scalar(select(Case).where(Case.key == key))
    seen = other is None or may_see(work.session, other, work.person_id)
    return key if seen else "a restricted case"


def _add(work: Work, case: Case, data: Mapping[str, Any]) -> None:
    what = _subject(data)
    if any(e.kind == ev.LINKED and _subject(e.data) == what for e in linked(work.session, case.id)):
        raise _at_field("It is linked so already.")
    work.record(case.id, ev.LINKED, data)


def _subject(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "production"}


def _article(work: Work, key: str) -> str:
    found = work.session.scalar(select(Article.key).where(Article.key == key.upper()))
    if found is None:
        raise _at_field(f"There is no article “{echoed(key)}”.")
    return found


def _at_field(said: str) -> Problems:
    return Problems("Not linked", {"to": said}, "Correct it there.")
