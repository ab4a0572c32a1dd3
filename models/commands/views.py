"""Saved views of the queue: kept, renamed and removed; a person's own or the whole team's."""

from sqlalchemy import select

from models.entities import SavedView
from models.errors import KnownError
from models.queries.views import as_data
from models.queue_filter import LONGEST_PART, QueueFilter
from models.typed_text import check_length, clean_name, one_line
from models.work import Work

LONGEST_NAME = 60
LONGEST_WORDS = 1_000


def save_view(work: Work, name: str, shown: QueueFilter, shared: bool = False) -> int:
    """Keep a filter under a name that is not taken; where nobody is known it is the team's."""
    check_length("words of a view", shown.text, LONGEST_WORDS)
    for part, said in shown.environment:
        check_length(part, said, LONGEST_PART)
    person_id = None if shared else work.person_id
    view = SavedView(
        person_id=person_id, name=_free_name(work, name, person_id), filters=as_data(shown)
    )
    work.session.add(view)
    work.session.flush()
    work.kinds.add("view")
    return view.id


def rename_view(work: Work, view_id: int, name: str) -> None:
    """Give a view another name."""
    view = _view(work, view_id)
    if one_line(name) != view.name:
        view.name = _free_name(work, name, view.person_id)
    work.kinds.add("view")


def delete_view(work: Work, view_id: int) -> None:
    """Remove a view; the cases it showed are untouched."""
    work.session.delete(_view(work, view_id))
    work.kinds.add("view")


def _view(work: Work, view_id: int) -> SavedView:
    """The view, if it is the team's or one's own."""
    view = work.session.get(SavedView, view_id)
    if view is None or view.person_id not in (None, work.person_id):
        raise KnownError("No such view", "This view is gone.", "Choose another.")
    return view


def _free_name(work: Work, name: str, person_id: int | None) -> str:
    sound = clean_name("view", name, LONGEST_NAME)
    owner = SavedView.person_id.is_(None) if person_id is None else SavedView.person_id == person_id
    if work.session.scalar(select(SavedView.id).where(owner, SavedView.name == sound)) is not None:
        raise KnownError(
            "The name is taken", f"There is a view called “{sound}”.", "Choose another name."
        )
    return sound
