"""The sample desk's cast without a desk: for laws about cases that no database is needed for."""

import re
from datetime import datetime
from functools import lru_cache
from random import Random

from desktop.demo.cast import Cast
from desktop.demo.script import Script, read_script
from desktop.demo.story import Story
from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.case_facts import facts_of
from models.handbook.instants import from_seconds
from models.handbook.intake import closing_parts, missing_fields
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


_NO_SENTENCE = ("category", "reason", "status", "type", "why", "workaround")


def fits(story: Story) -> None:
    """The texts are whole sentences about this trouble, from people who are there."""
    log = story.log()
    facts = facts_of(log)
    assert log[0].kind == ev.OPENED
    assert log[1].kind == ev.CUSTOMER_MESSAGE
    assert story.trouble.category in story.company.uses
    agent = next(person for person in SCRIPT.people if person.name == story.agent)
    assert story.trouble.category in agent.skills
    for event in log:
        for name, words in event.data.items():
            if isinstance(words, str):
                assert "{" not in words.replace("{key}", "")
                assert not re.search(r"\s\s|\.\.|“\W|\. [a-z]", words), words
                assert words[:1] == words[:1].upper() or name in _NO_SENTENCE, words
    said = [e.data["text"] for e in log if e.kind in (ev.CONTACT, ev.CUSTOMER_MESSAGE)]
    assert len(set(said)) == len(said) or len(said) > 12
    if facts.closed_at is not None and facts.status == "closed":
        assert missing_fields(facts.closing, closing_parts(story.priority)) == ()
    _at_work(story)


def _at_work(story: Story) -> None:
    """Who has no duty at night takes cases, and answers, at work."""
    if story.priority in ("P1", "P2"):
        return
    team = story.policy.team
    for event in story.log():
        if event.kind in (ev.CONTACT, ev.ASSIGNED):
            at = event.occurred_at
            assert team.open_at(at) or team.open_at(at - 60 * 60), from_seconds(at)
