"""The sheet of what somebody can do, how much they hold, and whether they take cases just now."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLineEdit

from models.commands.standing import Said, set_standing
from models.errors import KnownError, Problems
from models.handbook.typed_capacity import typed_capacity
from models.handbook.typed_skills import skills_words as words_of
from models.handbook.typed_skills import typed_skills
from models.queries.team import MemberRow
from models.wording import STANDINGS
from ui.messages import tr
from ui.team.form_parts import choice_box
from ui.theme import Theme
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine


def standing_form(
    theme: Theme, member: MemberRow, now: Callable[[], datetime], zone: ZoneInfo
) -> Form:
    """A line for each skill; what somebody else changed meanwhile is not overwritten."""
    box = choice_box("status", {one: tr(words) for one, words in STANDINGS.items()})
    box.setCurrentIndex(box.findData(member.status))
    capacity: QLineEdit = named(TextLine(), "capacity")
    capacity.setText("" if member.capacity is None else str(member.capacity))
    capacity.setPlaceholderText(tr("as the handbook says"))
    skills = named(GrowingText(theme, least=3, most=10), "skills")
    skills.setPlainText(words_of(member.skills, "\n"))
    seen = Said(member.skills, member.capacity, member.status)

    def read() -> Asked:
        try:
            can = typed_skills(skills.toPlainText(), now().astimezone(zone).date())
        except KnownError as error:
            said = f"{error.sentence} {error.what_next}"
            raise Problems(error.title, {"skills": said}) from None
        wanted = Said(can, typed_capacity(capacity.text()), str(box.currentData()))
        back = partial(set_standing, person_id=member.id, said=seen, seen=wanted)
        given = {"person_id": member.id, "said": wanted, "seen": seen}
        saying = tr("What {name} can do is saved", name=member.name)
        return Asked(with_way_back(set_standing, lambda _: back), given, saying)

    hint = tr("A line for each skill with its level from 1 to 5, such as “payments 4”, or “sync 3 "
              "since 2025-03-01”. Busy and away last until the next shift begins.")  # fmt: skip
    title = tr("Skills, capacity and status of {name}", name=member.name)
    fields = [(tr("Takes cases"), box), (tr("Capacity"), capacity), (tr("Skills"), skills)]
    return Form(title, tr("Save"), fields, read, hint)
