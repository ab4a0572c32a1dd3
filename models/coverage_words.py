"""The sentences about who watches that window, message and terminal share."""

from collections.abc import Sequence

from models.handbook.lengths import seconds_words
from models.queries.coverage import Coverage, CoverRow
from models.text import Text, text
from models.wording import role_name


def nobody_words(rows: Sequence[CoverRow]) -> Text:
    """“Nobody is watching P1 and P2”; of at least one priority."""
    names = [row.priority for row in rows]
    if len(names) == 1:
        return text("Nobody is watching {priority}", priority=names[0])
    many = ", ".join(names[:-1])
    return text("Nobody is watching {many} and {priority}", many=many, priority=names[-1])


def why_words(row: CoverRow) -> Text:
    """Whom its alerts would go to, who is not there."""
    who = ", ".join(row.told)
    if not who:
        return text(
            "{priority} is told to the {role}, and nobody who holds it is on shift.",
            priority=row.priority, role=role_name(row.role),
        )  # fmt: skip
    if row.mute:
        return text(
            "{priority} is told to {who}; nobody sees it at the desk of {mute} just now: it is"
            " quiet, locked or without messages.",
            priority=row.priority, who=who, mute=", ".join(row.mute),
        )  # fmt: skip
    return text("{priority} is told to {who}, at no desk just now.", priority=row.priority, who=who)


def on_duty_words(coverage: Coverage) -> Text | None:
    """Who has the gravest priority; what nobody has comes first. None where no clock could run."""
    if coverage.unseen:
        return nobody_words(coverage.unseen)
    if not coverage.rows:
        return None
    row = coverage.rows[0]
    if row.notified:
        who = ", ".join(row.notified)
        return text("{priority} covered by {who}", priority=row.priority, who=who)
    if row.posted:
        return text("{priority} covered by the webhook", priority=row.priority)
    if row.later:
        return text(
            "{priority} covered by {who}, after {span} unseen",
            priority=row.priority, who=", ".join(row.later), span=seconds_words(row.after),
        )  # fmt: skip
    who = ", ".join(row.at_window)
    return text("{priority} alerts show only in {who}'s window", priority=row.priority, who=who)
