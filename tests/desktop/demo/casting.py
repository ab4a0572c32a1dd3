"""The sample desk's cast without a desk: for laws about cases that no database is needed for."""

from datetime import datetime
from functools import lru_cache
from random import Random

from desktop.demo.cast import Cast
from desktop.demo.script import Script, read_script
from desktop.demo.story import Story
from models.handbook.case_clocks import judge
from models.handbook.policy import Policy
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_file import read_policy
from models.handbook.verdict import CaseClock
from tests.conftest import HANDBOOK

SCRIPT: Script = read_script()


@lru_cache(maxsize=4)
def _policies(zone: str) -> dict[str, Policy]:
    base = read_policy(HANDBOOK.replace("@team_zone@", zone), 1)
    terms = {one.customer: one.terms for one in SCRIPT.agreements}
    own = {c.name: under_contract(base, terms.get(c.name, {})) for c in SCRIPT.companies}
    return {"": base, **own}


def cast(seed: int, zone: str = "Europe/Berlin") -> Cast:
    """Everybody of the script, numbered in its order."""
    people = {person.name: number for number, person in enumerate(SCRIPT.people, start=1)}
    customers = {one.name: number for number, one in enumerate(SCRIPT.companies, start=1)}
    contracts = {one.customer: number for number, one in enumerate(SCRIPT.agreements, start=1)}
    return Cast(Random(seed), SCRIPT, people, customers, contracts, _policies(zone))


def clocks(story: Story) -> list[CaseClock]:
    """What the handbook makes of a story's log."""
    return judge(story.log(), {1: story.policy}, 1)


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())
