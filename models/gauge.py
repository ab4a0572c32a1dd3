"""What the clock gauge shows, ready for two thin painters: the screen's and the paper's."""

from dataclasses import dataclass
from typing import Literal

from models.text import Text

State = Literal["calm", "at_risk", "slo_missed", "breached", "paused", "done"]


@dataclass(frozen=True)
class Gauge:
    """A clock as a line: how much is left, where the SLO stands, and the same in words.

    `share_left` is 0..1 of the target (0 when breached); `notch` is where the SLO is on the same
    scale (left of it, the SLO is missed), or None. `imminent` is True within minutes of the breach.
    """

    share_left: float
    notch: float | None
    state: State
    words: Text
    due: Text
    imminent: bool = False
