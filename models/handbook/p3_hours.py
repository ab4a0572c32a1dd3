"""The question of the first run (handbook, rule 7): which hours are the “4 hours” of P3?"""

import re
from datetime import datetime, timedelta
from typing import Final, Literal

from models.handbook.policy import FIRST_RESPONSE
from models.handbook.policy_file import read_policy

P3Hours = Literal["business", "clock"]

_CALENDARS: Final[dict[P3Hours, str]] = {"business": "team", "clock": "round_the_clock"}
_LINE: Final = re.compile(
    r'(^\[targets\.P3\]\n(?:[^\[]*\n)?first_response = \{[^}\n]*calendar = )"\w+"', re.MULTILINE
)


def with_p3_hours(handbook: str, hours: P3Hours) -> str:
    """The default handbook with P3's first response counted so; its comments stay as written."""
    changed, count = _LINE.subn(rf'\1"{_CALENDARS[hours]}"', handbook)
    if count != 1:
        raise ValueError("the handbook has no first response of P3")
    return changed


def p3_answer_due(handbook: str, zone: str, hours: P3Hours, received_at: datetime) -> datetime:
    """When a P3 case received then must be answered, under the default handbook in that zone."""
    policy = read_policy(with_p3_hours(handbook, hours).replace("@team_zone@", zone))
    target = policy.target("P3", FIRST_RESPONSE)
    assert target is not None
    assert target.sla is not None
    seconds = timedelta(seconds=target.sla.seconds)
    return policy.calendars[target.calendar].add(received_at, seconds, policy.edge)
