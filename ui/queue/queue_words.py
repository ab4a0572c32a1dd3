"""What the queue's page says of itself: how many are open, how many shown, in which order."""

from typing import TYPE_CHECKING

from models.handbook.intake import ENDED
from models.queue_filter import QueueFilter
from ui.messages import tr

if TYPE_CHECKING:
    from models.queries.queue import Pulse


def subtitle(pulse: "Pulse", shown: QueueFilter) -> str:
    """The line beside the page's title."""
    return tr(
        "{open} open · {shown} shown · {order}",
        open=f"{pulse.open_cases:,}", shown=f"{pulse.counts.get(shown.chip, 0):,}",
        order=_order(shown),
    )  # fmt: skip


def _order(shown: QueueFilter) -> str:
    """Nothing can breach in cases that have ended."""
    ended = bool(shown.statuses) and set(shown.statuses) <= set(ENDED)
    return tr("oldest first") if ended else tr("next to breach first")
