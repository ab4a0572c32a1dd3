"""What was typed below a case, as the command that logs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from models.commands.acknowledge import acknowledge
from models.commands.contacts import add_note, log_contact, log_customer_message
from ui.case.composer_words import ACKNOWLEDGEMENT, CUSTOMER, NOTE, kind_name
from ui.messages import tr


@dataclass(frozen=True)
class Composed:
    """What was typed: the command that logs it, and how it is told; `copied` once it is logged."""

    command: Callable[..., object]
    saying: str
    copied: bool = False


def composed(kind: str, words: str, at: datetime | None, promised: str) -> Composed:
    """Words of a kind that were said at an instant (None: now); `promised` is the next update that
    stands in them, or "".
    """
    if kind == NOTE:
        return Composed(partial(add_note, text=words), tr("Note added"))
    if kind == CUSTOMER:
        heard = partial(log_customer_message, text=words, occurred_at=at)
        return Composed(heard, tr("Customer's message logged"))
    if kind == ACKNOWLEDGEMENT:
        told = partial(acknowledge, text=words, occurred_at=at, promised=promised)
        return Composed(told, tr("Acknowledgement recorded and copied"), copied=True)
    command = partial(log_contact, type=kind, text=words, occurred_at=at)
    if not promised:
        return Composed(command, tr("{way} logged", way=kind_name(kind)))
    said = tr("{way} logged and copied", way=kind_name(kind))
    return Composed(partial(command, promised=promised), said, copied=True)
