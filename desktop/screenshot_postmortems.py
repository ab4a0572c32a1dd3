"""Pictures of postmortems: their list, one that is read, its editor, and what is chosen for it."""

from collections.abc import Callable, Iterator
from functools import partial

from desktop.application import Desk
from models.handbook.postmortems import DRAFT
from models.queries.postmortems import postmortems
from ui.review_place import ReviewPlace
from ui.reviews.postmortem_editor import PostmortemEditor

Scene = tuple[str, Callable[[], object]]


def postmortem_scenes(
    desk: Desk, go: Callable[[Desk, Callable[[], object]], None], down: Callable[[Desk], None]
) -> Iterator[Scene]:
    """`go` closes what is open before it brings something into view, `down` scrolls to its end."""
    rows = desk.database.read(partial(postmortems, now=desk.database.clock.now()))
    read = next((row.id for row in rows if row.status != DRAFT), None)
    draft = next((row.id for row in rows if row.status == DRAFT), None)
    yield "postmortems", partial(go, desk, partial(_show, desk, None))
    yield "postmortems-choose", partial(go, desk, partial(_do, desk, "postmortem"))
    if read is not None:
        yield "postmortem", partial(go, desk, partial(_show, desk, read))
        yield "postmortem-end", partial(down, desk)
    if draft is not None:
        yield "postmortem-draft", partial(go, desk, partial(_show, desk, draft))
        yield "postmortem-edit", partial(go, desk, partial(_do, desk, "edit"))
        yield "postmortem-rows", partial(_do, desk, "rows")


def leave_editors(desk: Desk) -> None:
    """What was opened there for a picture is nobody's draft."""
    for editor in desk.window.findChildren(PostmortemEditor):
        if editor.isVisible():
            editor.close_editor()


def _show(desk: Desk, postmortem_id: int | None) -> None:
    desk.window.show_place("reviews", ReviewPlace("postmortems", postmortem_id))


def _do(desk: Desk, name: str) -> None:
    desk.actions.action(f"reviews.{name}").trigger()
