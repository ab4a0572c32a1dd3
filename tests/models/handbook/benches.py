"""Made-up people and cases for tests of assignment: a few by name, and any number by chance."""

from random import Random
from typing import Final

from hypothesis import strategies as st

from models.handbook.assignment import STATUSES, Agent, Job
from models.handbook.assignment_terms import USUAL
from models.handbook.skill_rules import Need

HOUR: Final = 3600
NOW: Final = 1_778_588_880  # Tuesday 12 May 2026, 14:28 in Berlin
DAY: Final = ((NOW - HOUR, NOW + 3 * HOUR), (NOW + 19 * HOUR, NOW + 27 * HOUR))
SKILLS: Final = ("api", "billing", "search")


def agent(id: int, name: str, **said: object) -> Agent:
    """Somebody at work until half past five, with room for twenty."""
    return Agent(id, name, **({"capacity": 20, "spans": DAY} | said))  # type: ignore[arg-type]


def job(case_id: int = 1, priority: str = "P3", **said: object) -> Job:
    """A case due tomorrow."""
    usual = {
        "weight": USUAL.weight(priority), "seconds": USUAL.time_needed(priority),
        "due_at": NOW + 24 * HOUR, "customer_id": 9, "customer": "Contoso",
    }  # fmt: skip
    return Job(case_id, f"CS-{1000 + case_id}", priority, **(usual | said))  # type: ignore[arg-type]


def by_chance(
    random: Random, jobs: int, agents: int, same_weight: bool
) -> tuple[list[Job], list[Agent]]:
    """A desk of this size: skills, desks, shifts and deadlines by chance."""
    people = [
        agent(
            100 + at, f"A{at:02}", load=(load := random.randint(0, 6)), cases=(load + 1) // 2,
            capacity=random.choice((6, 9, 12)),
            skills={name: random.randint(1, 5) for name in random.sample(SKILLS, 2)},
            spans=((NOW - HOUR, NOW + random.randint(1, 6) * HOUR), DAY[1]),
            status="busy" if random.random() < 0.1 else "available", has_asked=at % 3 == 1,
        )
        for at in range(agents)
    ]  # fmt: skip
    cases = [
        job(
            1 + at, "P3" if same_weight else random.choice(("P1", "P2", "P3", "P4")),
            needs=tuple(Need(name, random.randint(1, 4), random.random() < 0.6)
                        for name in random.sample(SKILLS, random.randint(0, 2))),
            due_at=None if random.random() < 0.1 else NOW + random.randint(-HOUR, 30 * HOUR),
            left=random.random(),
        )
        for at in range(jobs)
    ]  # fmt: skip
    return cases, people


def needs() -> st.SearchStrategy[tuple[Need, ...]]:
    """What a case may need: of each skill at most one."""
    one = st.builds(Need, st.sampled_from(SKILLS), st.integers(1, 5), st.booleans())
    return st.lists(one, max_size=3, unique_by=lambda need: need.skill).map(tuple)


def agents() -> st.SearchStrategy[list[Agent]]:
    """A team of none to five, whoever of them may take what."""
    spans = st.sampled_from([(), DAY, DAY[1:], ((NOW - HOUR, NOW + 1200), DAY[1])])
    one = st.builds(
        Agent, st.integers(1, 99), st.sampled_from(["Ana", "Ben", "Chen", "Dina", "Eva"]),
        capacity=st.integers(0, 9), load=st.integers(0, 12), cases=st.integers(0, 6),
        hours_known=st.just(True), stand_in=st.just(""),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5)),
        spans=spans, status=st.sampled_from(STATUSES), takes=st.booleans(),
        on_leave_until=st.sampled_from([None, None, NOW + 99 * HOUR]),
        got_at=st.one_of(st.none(), st.integers(NOW - 20 * HOUR, NOW)),
        customers=st.dictionaries(st.integers(8, 9), st.integers(1, 9)),
    )  # fmt: skip
    return st.lists(one, max_size=5, unique_by=lambda one: one.id)


def jobs() -> st.SearchStrategy[Job]:
    """Any case."""
    return st.builds(
        lambda at, priority, wanted, due, left, only: job(
            at, priority, needs=wanted, due_at=due, left=left, only=only
        ),
        st.integers(1, 99), st.sampled_from(["P1", "P2", "P3", "P4"]), needs(),
        st.one_of(st.none(), st.integers(NOW - HOUR, NOW + 40 * HOUR)), st.floats(-1, 1),
        st.one_of(st.none(), st.none(), st.frozensets(st.integers(1, 99), max_size=60)),
    )  # fmt: skip
