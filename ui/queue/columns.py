"""What stands in the queue's columns: words, tone, tool tip."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.handbook.intake import ENDED
from models.wording import commitment_name
from ui.messages import tr
from ui.widgets.table_cells import Tone

if TYPE_CHECKING:
    from models.queries.queue import QueueRow


@dataclass(frozen=True)
class Column:
    """A column: its heading, the width below which its words are cut, and how far it may grow."""

    title: str
    least: int
    most: int


PRIORITY, KEY, TITLE, CUSTOMER, STATUS, AGENT, NEXT, GAUGE, DUE = range(9)
COLUMNS: Final = (
    Column("", 48, 48),
    Column("Case", 72, 130),
    Column("Title", 200, 460),
    Column("Customer", 112, 190),
    Column("Status", 96, 130),
    Column("Agent", 112, 170),
    Column("Next", 108, 130),
    Column("Time left to breach (notch: SLO)", 216, 320),
    Column("Due ↑", 76, 160),
)
HELP: Final = {
    PRIORITY: "Priority; dashed while it is provisional",
    GAUGE: "What is left until the breach at the left edge; the notch is where the SLO is. "
    "What has no SLA, such as updates by default, counts by its SLO",
    DUE: "Sorted by this: next to breach first, paused cases last",
}
_SHORT_STATUS: Final = {
    "waiting_customer": "Waiting",
    "waiting_third_party": "Waiting, 3rd",
    "waiting_engineering": "Waiting, eng.",
}


def words(row: "QueueRow", column: int) -> str:
    """What the cell says."""
    if column == GAUGE:
        return tr(row.gauge.words) if row.gauge else ""
    if column == DUE:
        return tr(row.gauge.due) if row.gauge else ""
    return (
        row.priority,
        row.key,
        row.title,
        row.customer,
        tr(_SHORT_STATUS.get(row.status, row.status_words)),
        row.assignee or (tr("nobody") if row.status in ENDED else tr("▲ unassigned")),
        tr(commitment_name(row.commitment)) if row.commitment else "",
    )[column]


def marks(row: "QueueRow") -> list[str]:
    """What is unfinished about the case, in a word each."""
    found = [tr("■ {name} over", name=tr(commitment_name(one))) for one in row.also_over]
    found += [tr("provisional")] if row.provisional else []
    if row.restricted:
        found = [tr("◆ restricted"), *found]
    return [*found, tr("incomplete")] if row.missing else found


def told(row: "QueueRow", column: int) -> str:
    """The cell for somebody who cannot see it, or cannot see all of it: nothing is short."""
    if column == PRIORITY:
        return tr("{name}, provisional", name=row.priority) if row.provisional else row.priority
    if column == TITLE:
        if not row.missing:
            return row.title
        names = ", ".join(tr(name.replace("_", " ")) for name in row.missing)
        return tr("{title} (incomplete: {names} missing)", title=row.title, names=names)
    if column == STATUS:
        return tr(row.status_words)
    if column == AGENT:
        return row.assignee or (tr("nobody") if row.status in ENDED else tr("unassigned"))
    if column == GAUGE and row.gauge is not None:
        left, due, what = tr(row.gauge.words), tr(row.gauge.due), _what(row)
        if row.due_at is None:
            return tr("{next}: {left}, {waiting}", next=what, left=left, waiting=due)
        said = tr("{next}: {left}, due {due}", next=what, left=left, due=due)
        also = ", ".join(tr(commitment_name(one)) for one in row.also_over)
        return tr("{clock}; SLA breached as well: {also}", clock=said, also=also) if also else said
    return words(row, column)


def _what(row: "QueueRow") -> str:
    """The clock that binds next; of one that is over, that it is internal where it is no SLA."""
    name = words(row, NEXT)
    internal = row.objective == "SLO" and row.state == "breached"
    return tr("{next} (internal, SLO)", next=name) if internal else name


def sentence(row: "QueueRow") -> str:
    """The whole row, for somebody who hears it."""
    where = (told(row, column) for column in (CUSTOMER, STATUS, AGENT))
    return tr(
        "{case}, {priority}: {title}. {where}. {clock}.",
        case=row.key, priority=told(row, PRIORITY), title=told(row, TITLE),
        where=", ".join(filter(None, where)), clock=told(row, GAUGE) or tr("No clock runs"),
    )  # fmt: skip


def tone(row: "QueueRow", column: int) -> Tone:
    """How loud the cell is."""
    if column == AGENT and row.assignee is None:
        return "muted" if row.status in ENDED else "soon"
    return "strong" if column == TITLE else "text" if column in (CUSTOMER, AGENT) else "muted"
