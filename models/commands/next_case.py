"""The next case for whoever pulls one, found and taken in the same write (rule 23)."""

from collections.abc import Iterator, Sequence
from typing import Final

from models.commands.cases import assign
from models.errors import KnownError
from models.handbook.assignment import Agent, Job, in_the_way
from models.handbook.instants import to_seconds
from models.handbook.skill_rules import Need, still_asked
from models.queries.assignment import unassigned
from models.queries.bench import load_bench, load_jobs
from models.work import Work

_LOOKED_AT: Final = 200
_THEIRS: Final = frozenset(("status", "shift", "shift_left", "leave", "role"))
"""What keeps others from giving a case to somebody, and not them from taking it."""


def take_next(work: Work) -> int:
    """Give whoever asks the next case to breach that nobody has, of those that they can take;
    first those of which they have all that is asked for. Returns its id."""
    if work.person_id is not None:
        work.hold_person(work.person_id)  # at two windows at once they get no more than they hold
    bench = load_bench(work.session, work.now, ())
    me = next((one for one in bench.agents if one.id == work.person_id), None)
    if me is None:
        raise KnownError("Who?", "It is not known who is at this desk.", "Choose who you are.")
    waiting = unassigned(work.session)[:_LOOKED_AT]
    every = load_jobs(work.session, bench, waiting, work.now)
    jobs = [job for job in every if job.only is None or me.id in job.only]
    at, gone = to_seconds(work.now), set[int]()
    for job in _in_order(jobs, me, at):
        if work.case_for("assign", job.case_id).assignee_id is None:
            assign(work, [job.case_id], me.id)
            return job.case_id
        gone.add(job.case_id)  # another was faster
    left = [job for job in jobs if job.case_id not in gone]
    raise KnownError("Nothing to take", _why(left, me, at), "Look in the queue.")


def _in_order(jobs: Sequence[Job], me: Agent, at: int) -> Iterator[Job]:
    later = []
    for job in jobs:
        if not _stops(job, me, still_asked(job.needs, job.left), at):
            yield job
        elif not _stops(job, me, _required(job), at):
            later.append(job)
    yield from later


def _stops(job: Job, me: Agent, asked: Sequence[Need], at: int) -> bool:
    return bool(set(in_the_way(job, me, asked, at)) - _THEIRS)


def _why(jobs: Sequence[Job], me: Agent, at: int) -> str:
    if not jobs:
        return "Every open case has somebody."
    able = [job for job in jobs if "skill" not in in_the_way(job, me, _required(job), at)]
    if able:
        return f"Your desk has no room for any of them: it holds {me.load} of {me.capacity}."
    if len(jobs) == 1:
        return "The case that nobody has needs a skill that you have not."
    return f"Each of the next {len(jobs)} cases that nobody has needs a skill that you have not."


def _required(job: Job) -> list[Need]:
    return [need for need in job.needs if need.required]
