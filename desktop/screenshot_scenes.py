"""What a picture is taken of beside the pages of the rail: a customer, a form filled in, a P1, and
the sheets that a case is worked with.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from desktop.application import Desk
from models.complaint import Complaint
from models.entities import Article, Case, Event
from models.handbook.events import CUSTOMER_MESSAGE
from models.queries.queue import queue_ids
from models.queue_filter import QueueFilter

# isort: split
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Scene = tuple[str, Callable[[], object]]

_SHEETS: Final = {
    "pause": "pause", "resolve": "resolve", "situation": "situation", "link": "link",
    "template": "template", "alerts": "alerts", "priority": "priority",
}  # fmt: skip
"""Of an open case: the picture's name, and the action of the case page that opens the sheet."""


def scenes(desk: Desk) -> Iterator[Scene]:
    """(name, what brings it into view), one after the other; a sheet is closed by the next."""
    first = _case(desk)
    if first is None:
        return
    yield "board-move", partial(_carry, desk)
    show = desk.window.open_case
    yield "case", partial(show, first)
    for name, action in _SHEETS.items():
        yield f"case-{name}", partial(_do, desk, action)
    yield "case-reply", partial(_do, desk, "reply")
    if (urgent := _case(desk, priorities=("P1",))) is not None:
        yield "case-p1", partial(_go, desk, partial(show, urgent))
        yield "case-update", partial(_do, desk, "update")
        yield "case-channel", partial(_do, desk, "channel")
        yield "case-roles", partial(_do, desk, "roles")
        yield "case-tell-all", partial(_do, desk, "tell-all")
        yield "case-hotfix", partial(_do, desk, "hotfix")
    if (resolved := _case(desk, statuses=("resolved",))) is not None:
        yield "case-resolved", partial(_go, desk, partial(show, resolved))
        yield "case-close", partial(_do, desk, "close")
        yield "case-survey", partial(_do, desk, "survey")
    if (key := desk.database.read(_known_issue)) is not None:
        yield "article", partial(_go, desk, partial(desk.open_article, key))
    customer, complaint = desk.database.read(partial(_complaint, case_id=first))
    if customer is not None:
        yield "customer", partial(_go, desk, partial(desk.window.show_place, "customer", customer))
    yield "new-filled", partial(_fill, desk, complaint)
    yield from handbook_scenes(desk)


def handbook_scenes(desk: Desk) -> Iterator[Scene]:
    """What of the handbook is below the first screen, and the sheets of who is told."""
    clocks = partial(desk.window.show_place, "handbook", "clocks")
    yield "handbook-clocks", partial(_go, desk, clocks)
    yield "handbook-told", partial(_scroll_down, desk)
    yield "handbook-path", partial(_change_path, desk)
    webhook = desk.actions.action("handbook.webhook").trigger
    yield "handbook-webhook", partial(_go, desk, webhook)
    yield "handbook-targets", partial(_go, desk, partial(_show_targets, desk))


def _case(desk: Desk, **shown: tuple[str, ...]) -> int | None:
    """The case next to breach of those."""
    asked = QueueFilter(**shown)  # type: ignore[arg-type]
    query = partial(queue_ids, shown=asked, now=desk.database.clock.now(), limit=1)
    return next(iter(desk.database.read(query)), None)


def close_sheets(desk: Desk) -> None:
    """Whatever is open over the window."""
    for sheet in desk.window.findChildren(Sheet):
        sheet.close_sheet()


def _go(desk: Desk, there: Callable[[], object]) -> None:
    close_sheets(desk)
    there()


def _do(desk: Desk, action: str) -> None:
    _go(desk, desk.actions.action(f"case.{action}").trigger)


def _scroll_down(desk: Desk) -> None:
    """To the end of the part of the page that is in view."""
    for scroll in desk.window.findChildren(QScrollArea):
        if scroll.isVisible():
            scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())


def _change_path(desk: Desk) -> None:
    from ui.handbook.escalation_card import EscalationCard

    for card in desk.window.findChildren(EscalationCard):
        card.buttons["P1"].click()


def _show_targets(desk: Desk) -> None:
    desk.window.show_place("handbook", "targets")
    _scroll_down(desk)


def _carry(desk: Desk) -> None:
    """A card of the board on its way to the column beside it."""
    desk.window.show_place("board")
    desk.actions.action("board.take-up").trigger()
    right = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    if (cards := QApplication.focusWidget()) is not None:
        QApplication.sendEvent(cards, right)


def _fill(desk: Desk, complaint: Complaint) -> None:
    """A form of its own: what an earlier picture left in it goes."""
    desk.window.show_place("new")
    desk.actions.action("new.clear").trigger()
    desk.window.show_place("new", complaint)


def _known_issue(session: "Session") -> str | None:
    return session.scalar(select(Article.key).where(Article.kind == "known_issue").limit(1))


def _complaint(session: "Session", case_id: int) -> tuple[int | None, Complaint]:
    """A complaint like one that is known: its suggestions stand beside the form."""
    case = session.get_one(Case, case_id)
    said = session.scalars(
        select(Event).where(Event.case_id == case_id, Event.kind == CUSTOMER_MESSAGE).limit(1)
    ).first()
    words = str(said.data.get("text") or "") if said is not None else ""
    return case.customer_id, Complaint(case.title, words)
