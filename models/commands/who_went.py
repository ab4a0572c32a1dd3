"""People who took cases when it was looked, and take none by now (handbook, rule 23)."""

from collections.abc import Collection, Mapping

from models.assignment_words import Telling
from models.board_words import standing_words
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.standing import is_here
from models.handbook.zones import zone
from models.queries.bench import load_bench
from models.work import Work


def who_went(work: Work, person_ids: Collection[int]) -> Mapping[int, KnownError]:
    """Of these people those who take no cases just now, and why. Whoever left the team altogether
    is not among them: to assign to them is refused anyway."""
    bench = load_bench(work.session, work.now, ())
    telling = Telling(work.now, zone(bench.zone), figures=False)
    return {
        agent.id: KnownError(
            "Not there any more",
            f"{agent.name} takes no cases just now: {standing_words(agent, telling)}.",
            "Move it to somebody else, or do it again if it is meant for them all the same.",
        )
        for agent in bench.agents
        if agent.id in person_ids and not is_here(agent, to_seconds(work.now))
    }
