"""Whether a paper still says what the desk says: `leadline report verify`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop.options import instant
from desktop.papers import KINDS, drawn
from desktop.reports.edition import PAPERS
from models.database import Database
from models.errors import KnownError
from models.snapshot import Change, changes, fingerprint

AGREES, DIFFERS, ALTERED, UNKNOWN = "agrees", "differs", "altered", "no such report"
CREDITS: Final = "credits"
_INSTANTS: Final = frozenset({"as of", "at", "data hash"})


@dataclass(frozen=True)
class Verified:
    """What came of it. `figures` are those that differ, was and now; `then`: they agree with what
    the desk knew at the paper's instant, and what was recorded later changed them."""

    state: str
    told: str
    figures: tuple[Change, ...] = ()
    then: bool = False

    def to_json(self) -> dict[str, Any]:
        """The public face."""
        figures = [{"name": one.name, "was": one.was, "now": one.now} for one in self.figures]
        return {"state": self.state, "told": self.told, "figures": figures,
                "agreed_then": self.state == AGREES or self.then}  # fmt: skip


Past = Callable[[datetime], Any]
"""Opens the desk as it was known at an instant, to be used in `with`."""


def verify(database: Database, path: Path, past: Past) -> Verified:
    """Hold a paper against the desk, read with the paper's own arguments as of its own instant.

    A `KnownError` where the file is no paper with data.
    """
    from desktop.reports.attached import PAGES, SEAL, read

    paper, drawn_now = read(path)
    sealed = {name: value for name, value in paper.items() if name != SEAL}
    if fingerprint(sealed) != paper.get(SEAL):
        return Verified(ALTERED, "The attached data is not what was attached.")
    if paper[PAGES] != drawn_now:
        return Verified(ALTERED, "Its pages are not those that were printed.")
    if paper["hash"] not in (fingerprint(paper["rows"]), paper["rows"].get("data_hash")):
        return Verified(ALTERED, "The hash it prints is not that of its data.")
    kind = KINDS.get(paper["kind"])
    if kind is None or paper["paper"] not in PAPERS or not kind.could_be(paper["arguments"]):
        return Verified(UNKNOWN, "Nobody could have asked for it here.")
    try:
        return _held(database, path, paper, past)
    except KnownError as error:
        return Verified(UNKNOWN, str(error.sentence))


def _held(database: Database, path: Path, paper: dict[str, Any], past: Past) -> Verified:
    """Against the desk of now; where that differs, against the desk of then."""
    at = instant(paper["as_of"]) if paper["as_of"] else None
    rows, figures = _read(database, paper, at)
    if not figures:
        found = _same(path, paper, rows)
        return (
            _gone_on(found) if at and found.state == AGREES and _goes_on(database, paper) else found
        )
    if at is None:
        return Verified(DIFFERS, "The desk says something else by now.", tuple(figures))
    with past(at) as before:
        try:
            rows, differed = _read(before, paper, at)
        except KnownError:
            differed = figures
    if differed:
        told = "The desk does not give these figures, nor did it then."
        return Verified(DIFFERS, told, tuple(figures))
    if KINDS[paper["kind"]].goes_on:
        return _gone_on(_same(path, paper, rows))
    told = "It is what the desk knew then; what was recorded since changed it."
    return Verified(DIFFERS, told, tuple(figures), then=True)


def _gone_on(found: Verified) -> Verified:
    return replace(found, told=f"{found.told} It has gone on since.")


def _goes_on(database: Database, paper: dict[str, Any]) -> bool:
    """Whether one made now would say something else than when it is made."""
    try:
        _, figures = _read(database, paper, None)
    except KnownError:
        return True
    return any(one.name.rpartition(" · ")[2] not in _INSTANTS for one in figures)


def _read(
    database: Database, paper: dict[str, Any], at: datetime | None
) -> tuple[Any, list[Change]]:
    """The rows of now, as whoever printed the paper saw them, and what differs of what it says.

    Credits that only the paper has are left aside: who asks is not to see them (rule 30).
    """
    kind, told = KINDS[paper["kind"]], paper["rows"]
    now = at or database.clock.now()
    rows = database.read(
        lambda session: kind.read(session, paper["arguments"], now, database.person_id)
    )
    if CREDITS in told and told[CREDITS] is None:
        rows = kind.without_credits(rows)
    found = kind.told(rows)
    if told.get(CREDITS) is not None and found.get(CREDITS) is None:
        told, found = ({n: v for n, v in one.items() if n != CREDITS} for one in (told, found))
    return rows, changes(told, found)


def _same(path: Path, paper: dict[str, Any], rows: Any) -> Verified:
    """The figures agree: then the same paper, drawn again, has to have the same pages."""
    kind = KINDS[paper["kind"]]
    again = kind.data(paper["kind"], paper["arguments"], rows, paper["paper"])
    hidden = paper["rows"].get(CREDITS) is not None and again["rows"].get(CREDITS) is None
    if not hidden and again["rows"] != paper["rows"]:
        return Verified(DIFFERS, "Its data is put together otherwise than the desk’s.")
    if hidden or again["made_by"] != paper["made_by"]:
        return Verified(AGREES, "Its data is what the desk says; its pages were not drawn again.")
    content = drawn(paper["kind"], paper["arguments"], rows, paper["paper"])
    if content == path.read_bytes():
        return Verified(AGREES, "It is what the desk says, to the byte.")
    return _alike(content, path.read_bytes(), paper)


def _alike(content: bytes, there: bytes, paper: dict[str, Any]) -> Verified:
    """The paper drawn again, and the file: other bytes are no other pages by themselves."""
    from desktop.reports.aloud import aloud_hash
    from desktop.reports.attached import PAGES, parsed

    if parsed(content)[0][PAGES] != paper[PAGES]:
        return Verified(ALTERED, "Its data is what the desk says, but its pages are not.")
    if aloud_hash(content) != aloud_hash(there):
        return Verified(ALTERED, "Its pages are what the desk says, but what is read aloud is not.")
    return Verified(AGREES, "It is what the desk says; the file was saved again since.")
