"""What a card says: its marks, and all of it for whoever points at it or hears it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.wording import commitment_name
from ui.messages import tr

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard


def due_words(card: "BoardCard") -> str:
    """When its clock ends, as briefly as is clear; of one that stands still, nothing."""
    gauge = card.case.gauge
    return tr(gauge.due) if gauge is not None and card.case.due_at is not None else ""


def after_shift(card: "BoardCard") -> str:
    """That whoever has it is not at work as its clock ends."""
    if card.shift_ends:
        return tr("▲ shift ends {when}", when=card.shift_ends)
    return tr("▲ not at work by then") if card.unattended else ""


def off_by_then(card: "BoardCard") -> str:
    """The same, as briefly as is clear."""
    return tr("▲ off by then") if card.unattended else ""


def fitting(
    words: str, marks: Sequence[str], due: str, fits: Callable[[str, str], bool]
) -> tuple[str, str]:
    """What is left of a clock, and what stands beside it: a mark, for which all but the time itself
    gives way, before when it is due."""
    brief = words.partition(" · ")[0]
    pairs = [(left, mark) for left in (words, brief) for mark in marks]
    for left, right in (*pairs, (words, due)):
        if right and fits(left, right):
            return left, right
    return words, ""


def told(card: "BoardCard") -> str:
    """What the card has no room for, a line each."""
    row = card.case
    lines = [row.title, " · ".join(filter(None, (row.customer, tr(row.status_words))))]
    lines.append(_clock(card))
    lines += [tr("{name} is breached as well", name=tr(commitment_name(one)))
              for one in row.also_over]  # fmt: skip
    if card.unattended:
        key = "Its clock ends after the shift of {who}, which ends {when}"
        if not card.shift_ends:
            key = "{who} is not at work before its clock ends"
        lines.append(tr(key, who=row.assignee or "", when=card.shift_ends))
    if card.waits:
        lines.append(tr("Nobody has had it for {span}", span=card.waits))
    lines += [tr("The priority is provisional")] if row.provisional else []
    lines += [tr("Restricted: seen by those named")] if row.restricted else []
    if row.missing:
        names = ", ".join(tr(name.replace("_", " ")) for name in row.missing)
        lines.append(tr("Incomplete: {names} missing", names=names))
    return "\n".join(filter(None, lines))


def sentence(card: "BoardCard", *, chosen: bool) -> str:
    """The whole card, for somebody who hears it."""
    row = card.case
    said = tr("{case}, {priority}: {rest}", case=row.key, priority=row.priority,
              rest=told(card).replace("\n", ". "))  # fmt: skip
    return tr("selected, {card}", card=said) if chosen else said


def _clock(card: "BoardCard") -> str:
    row = card.case
    if row.gauge is None:
        return tr("No clock runs")
    name = tr(commitment_name(row.commitment or ""))
    left, due = tr(row.gauge.words), tr(row.gauge.due)
    if row.due_at is None:
        return tr("{next}: {left}, {waiting}", next=name, left=left, waiting=due)
    return tr("{next}: {left}, due {due}", next=name, left=left, due=due)
