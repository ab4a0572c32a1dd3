"""A customer reports what is a case already: what was typed goes there, and no case is opened."""

from typing import Final

from models.commands.access import change_access, people_written
from models.commands.attachments import attach
from models.commands.cases import NewCase
from models.commands.contacts import add_note, log_customer_message
from models.commands.links import ANSWER, SAME, is_linked, link_answer, link_same
from models.errors import KnownError
from models.handbook.environment import YES, environment_line, parts_of
from models.typed_text import check_fields
from models.wording import FIELDS, IMPACTS, URGENCIES
from models.work import Work

_TROUBLE: Final = ("title", "impact", "steps")
_REST: Final = (
    "expected", "actual", "impact_level", "urgency", "workaround_known", "environment", "contact",
    "category", "language", "priority", "priority_reason", "security",
)  # fmt: skip
_CHOSEN: Final = {"impact_level": IMPACTS, "urgency": URGENCIES}
_NAMES: Final = {**FIELDS, "security": "Security incident"}


def report_again(work: Work, case_id: int, new: NewCase) -> int:
    """Add a report to the case there is. Returns that case.

    The customer's own words are their message, and what else was typed is a note beside it;
    without such words, what was told of the trouble stands for them. What was chosen beside it is
    linked here. A security incident is refused where the case is not kept apart; those named with
    it see the case too.
    """
    check_fields(new.__dict__)
    case = work.case_for("note", case_id)
    if new.security == YES and case.named is None:
        raise KnownError(
            "A security incident", f"{case.key} is seen by everybody, and this would be too.",
            "Open a case of its own and link the two.",
        )  # fmt: skip
    if new.security == YES:
        change_access(work, case_id, add=people_written(work, new.named))
    trouble = [str(getattr(new, name)).strip() for name in _TROUBLE]
    own_words = new.message.strip()
    words = own_words or "\n\n".join(text for text in trouble if text)
    note = _told(new, (*_TROUBLE, *_REST) if own_words else _REST)
    if note:
        add_note(work, case_id, f"The new report says besides:\n\n{note}")
    log_customer_message(work, case_id, words, new.received_at)
    if new.attachments:
        attach(work, case_id, new.attachments)
    for why, key, link in (
        (SAME, new.same_as, link_same), (ANSWER, new.answer, link_answer),
    ):  # fmt: skip
        if key not in ("", case.key) and not is_linked(work, case_id, why, key):
            link(work, case_id, key)
    return case_id


def _told(new: NewCase, names: tuple[str, ...]) -> str:
    """A line for each of these that says something."""
    typed = {**new.__dict__, "environment": environment_line(parts_of(new.__dict__))}
    said = {name: str(typed[name] or "").strip() for name in names}
    return "\n".join(
        f"{_NAMES[name]}: {_CHOSEN.get(name, {}).get(text, text)}"
        for name, text in said.items()
        if text
    )
