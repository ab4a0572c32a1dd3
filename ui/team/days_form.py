"""The sheet of the days on which somebody works other hours than in their week, a line for each."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from models.commands.working_times import set_days
from models.errors import KnownError, Problems
from models.handbook.different_days import next_on
from models.handbook.typed_days import HOW, days_words, typed_lines
from models.queries.team import DaysRow, MemberRow
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText


def days_form(theme: Theme, member: MemberRow, now: Callable[[], datetime], zone: ZoneInfo) -> Form:
    """What is over is not shown, and is gone with the next change."""
    today = now().astimezone(zone).date()
    field = named(GrowingText(theme, least=4, most=10), "days")
    coming = [one for one in member.days if next_on(one, today) is not None]
    field.setPlainText("\n".join(days_words(one, today) for one in coming))

    def read() -> Asked:
        try:
            days = typed_lines(field.toPlainText(), now().astimezone(zone).date())
        except KnownError as error:
            said = f"{error.sentence} {error.what_next}"
            raise Problems(error.title, {"days": said}) from None
        back = partial(set_days, person_id=member.id, days=member.days, seen=days)
        given = {"person_id": member.id, "days": days, "seen": member.days}
        saying = tr("The days of {name} are saved", name=member.name)
        return Asked(with_way_back(set_days, lambda _: back), given, saying)

    hint = tr("A line for each; a date comes before what repeats.")
    title = tr("Days on which {name} works other hours", name=member.name)
    label = tr("Days and their hours, or “off”")
    return Form(title, tr("Save"), [(label, field)], read, f"{tr(HOW)} {hint}")


def days_removal(row: DaysRow, whose: MemberRow | None) -> Asked:
    """Take out one line; taken back, it is there again."""
    held = whose.days if whose is not None else (row.days,)
    left = tuple(one for one in held if one != row.days)
    back = partial(set_days, person_id=row.person_id, days=held, seen=left)
    given = {"person_id": row.person_id, "days": left, "seen": held}
    saying = tr("The days of {name} are removed", name=row.person)
    return Asked(with_way_back(set_days, lambda _: back), given, saying)
