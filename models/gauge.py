"""What the clock gauge shows, ready for two thin painters: the screen's and the paper's."""

from dataclasses import dataclass
from typing import Final, Literal

from models.text import Text

State = Literal["calm", "at_risk", "slo_missed", "breached", "paused", "done"]
AT_RISK: Final[tuple[State, ...]] = ("at_risk", "slo_missed")
"""The first warning is past and the breach is not (handbook, rule 9); a missed SLO warns too."""


@dataclass(frozen=True)
class Gauge:
    """A clock as a line: how much is left, where the SLO stands, and the same in words.

    `share_left` is 0..1 of the target (0 when breached); `notch` is where the SLO is on the same
    scale (left of it, the SLO is missed), or None. `imminent`: at risk, and
    within minutes of the breach; the first minutes of a short target are none of these.
    """

    share_left: float
    notch: float | None
    state: State
    words: Text
    due: Text
    imminent: bool = False


@dataclass(frozen=True)
class Danger:
    """How many open cases are at risk, how many are breached, and the worst of their states."""

    at_risk: int = 0
    breached: int = 0
    worst: State | None = None
