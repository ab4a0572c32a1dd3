"""What came in the night is assigned once the first shift has begun (rule 23)."""

from collections.abc import Sequence

from models.assignment_words import Telling, why
from models.handbook import events as ev
from models.handbook.assignment import Agent, Ranking, rank
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.zones import zone
from models.queries.bench import Bench, load_bench, load_jobs
from models.queries.night import wait_since_night
from models.text import text
from models.wording import instant_words
from models.work import Work


def assign_since_night(work: Work) -> list[int]:
    """Give each case that waits since the night to who fits best, the next to breach first; returns
    which. It is the desk that does it, not whoever's window is open; two desks that do it at once
    give each case once, for it is held."""
    came = wait_since_night(work.session, work.now)
    held = {case_id: work.case_row(case_id) for case_id in sorted(came)}
    ids = [i for i in came if (row := held[i]) is not None and row.assignee_id is None]
    told = {row.customer_id for row in held.values() if row is not None}
    customers = [one for one in told if one is not None]
    bench, at = load_bench(work.session, work.now, customers), to_seconds(work.now)
    agents = [agent for agent in bench.agents if agent.hours_known]
    given = []
    for job in load_jobs(work.session, bench, ids, work.now):
        found = rank(job, agents, at)
        if found.fits:
            taker = found.fits[0].agent
            data = {"person_id": taker.id, "by_rule": True,
                    "why": _said(work, bench, found, came[job.case_id])}  # fmt: skip
            work.record(job.case_id, ev.ASSIGNED, data, by_desk=True)
            agents = _with(agents, taker, job.weight, at)
            given.append(job.case_id)
    return given


def _with(agents: Sequence[Agent], taker: Agent, weight: int, at: int) -> list[Agent]:
    """The team once one of them has a case more."""
    fuller = taker._replace(load=taker.load + weight, cases=taker.cases + 1, got_at=at)
    return [fuller if agent is taker else agent for agent in agents]


def _said(work: Work, bench: Bench, found: Ranking, since: int) -> list[str]:
    place = zone(bench.zone)
    telling = Telling(work.now, place, figures=False)
    when = instant_words(from_seconds(since), work.now, place)
    first = text("came while nobody was on shift, {when}", when=when)
    return [str(first), *map(str, why(found, found.fits[0].agent, telling))]
