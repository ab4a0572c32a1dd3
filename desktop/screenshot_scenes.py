"""What a picture is taken of beside the pages of the rail: a customer, a form filled in, a P1, and
the sheets that a case is worked with.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from desktop.application import Desk
from desktop.screenshot_postmortems import leave_editors, postmortem_scenes
from models.complaint import Complaint
from models.entities import Article, Case, Event
from models.handbook.events import CUSTOMER_MESSAGE
from models.queries.case import case_detail
from models.queries.queue import queue_ids
from models.queue_filter import QueueFilter

# isort: split
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from ui.case.composer import Composer
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge.articles_part import ArticlesPart
from ui.knowledge.knowledge_page import KnowledgePage
from ui.review_place import ReviewPlace
from ui.widgets.key_field import KeyField
from ui.widgets.quiet_table import QuietTable
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Scene = tuple[str, Callable[[], object]]

_OPEN: Final = (
    "pause", "resolve", "situation", "link", "template", "alerts", "priority", "assign", "needs",
    "split", "facts", "access", "deadline", "began", "waited", "exclude", "reply",
)  # fmt: skip
_P1: Final = ("escalate", "update", "channel", "roles", "tell-all", "hotfix")
_RESOLVED: Final = ("close", "survey")
_CUSTOMER: Final = ("edit", "contact", "change")
"""What is asked of a case and of a customer: the actions of their pages that open a sheet."""

_TEAM: Final = {"leave": "People", "give": "Turns", "handover": "Leave"}
"""What is asked of the team, and the table that has the keyboard then."""


def scenes(desk: Desk) -> Iterator[Scene]:
    """(name, what brings it into view), one after the other; a sheet is closed by the next."""
    first = _case(desk)
    if first is None:
        return
    yield "board-move", partial(_carry, desk)
    yield from _of_case(desk, "case", first, _OPEN)
    customer, complaint = desk.database.read(partial(_complaint, case_id=first))
    yield "case-merge", partial(_find, desk, complaint.title)
    if (urgent := _case(desk, priorities=("P1",))) is not None:
        yield from _of_case(desk, "case-p1", urgent, _P1)
    if (resolved := _case(desk, statuses=("resolved",))) is not None:
        yield from _of_case(desk, "case-resolved", resolved, _RESOLVED)
    if (closed := _case(desk, statuses=("closed",))) is not None and _is_settled(desk, closed):
        yield from _of_case(desk, "case-closed", closed, ("reopen",))
    if (key := desk.database.read(_known_issue)) is not None:
        yield "article", partial(_go, desk, partial(desk.open_article, key))
        yield (
            "knowledge-article",
            partial(_go, desk, partial(desk.window.show_place, "knowledge", key)),
        )
        yield "knowledge-edit", partial(_write, desk, key)
        for tab in ("topics", "roadmap"):
            yield f"knowledge-{tab}", partial(_open_tab, desk, tab)
    yield from postmortem_scenes(desk, _go, _scroll_down)
    if customer is not None:
        yield "customer", partial(_go, desk, partial(desk.window.show_place, "customer", customer))
        yield from _sheets(desk, "customer", _CUSTOMER)
    yield "new-filled", partial(_fill, desk, complaint)
    for name, table in _TEAM.items():
        yield f"team-{name}", partial(_of_team, desk, name, table)
    for tab in ("weekly", "monthly"):
        place = partial(desk.window.show_place, "reviews", ReviewPlace(tab))
        yield f"reviews-{tab}", partial(_go, desk, place)
    yield from _sheets(desk, "reviews", ("decide", "hold"))
    yield from handbook_scenes(desk)


def _of_case(desk: Desk, name: str, case_id: int, actions: Iterable[str]) -> Iterator[Scene]:
    """The case's page, and what is asked on it."""
    yield name, partial(_go, desk, partial(desk.window.open_case, case_id))
    yield from _sheets(desk, "case", actions)


def _sheets(desk: Desk, page: str, actions: Iterable[str]) -> Iterator[Scene]:
    """What is asked on the page in view, each by the action with its key."""
    for name in actions:
        yield f"{page}-{name}", partial(_go, desk, desk.actions.action(f"{page}.{name}").trigger)


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


def _is_settled(desk: Desk, case_id: int) -> bool:
    """Whether its sheet asks since when it is reopened: no message of the customer says it."""
    query = partial(case_detail, case_id=case_id, now=desk.database.clock.now())
    return not desk.database.read(query).unsettled


def close_sheets(desk: Desk) -> None:
    """Whatever is open over the window; what was typed there is nobody's draft."""
    for sheet in desk.window.findChildren(Sheet):
        for field in sheet.findChildren(KeyField):
            field.clear()
        sheet.close_sheet()
    for editor in desk.window.findChildren(ArticleEditor):
        if editor.isVisible():
            editor.close_editor()
    leave_editors(desk)
    for composer in desk.window.findChildren(Composer):
        composer.text.clear()


def begin_anew(desk: Desk) -> None:
    """The page of what we know as it is first: its list, wherever a picture before left it."""
    close_sheets(desk)
    for part in desk.window.findChildren(ArticlesPart):
        if part.whole:
            part.close_article()
    _choose_tab(desk, "articles")


def _open_tab(desk: Desk, name: str) -> None:
    begin_anew(desk)
    desk.window.show_place("knowledge")
    _choose_tab(desk, name)


def _choose_tab(desk: Desk, name: str) -> None:
    for page in desk.window.findChildren(KnowledgePage):
        for tabs in page.findChildren(Tabs):
            tabs.open(name)


def _go(desk: Desk, there: Callable[[], object]) -> None:
    close_sheets(desk)
    there()


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
    _press(Qt.Key.Key_Right)


def _find(desk: Desk, title: str) -> None:
    """The case that another is to be merged into, looked for by what its title begins with."""
    _go(desk, desk.actions.action("case.merge").trigger)
    _press(Qt.Key.Key_unknown, title.split()[0])


def _press(key: Qt.Key, words: str = "") -> None:
    """A key, or what is typed at once, where the keyboard is."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, words)
    if (there := QApplication.focusWidget()) is not None:
        QApplication.sendEvent(there, event)


def _of_team(desk: Desk, action: str, table: str) -> None:
    """What is asked of the row that has the keyboard."""
    close_sheets(desk)
    desk.window.show_place("team")
    for one in desk.window.page("team").findChildren(QuietTable):
        if one.accessibleName() == table:
            one.setFocus()
    desk.actions.action(f"team.{action}").trigger()


def _write(desk: Desk, key: str) -> None:
    """The article in the editor; the picture after it is of another page."""
    close_sheets(desk)
    desk.window.show_place("knowledge", key)
    loop = QEventLoop()
    desk.workspace.settled.connect(loop.quit)
    if not desk.workspace.is_settled:
        loop.exec()
    desk.actions.action("knowledge.edit").trigger()


def _fill(desk: Desk, complaint: Complaint) -> None:
    """A form of its own: what an earlier picture left in it goes."""
    close_sheets(desk)
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
