"""Publishing a version of the handbook (rule 16)."""

from sqlalchemy import func, select

from models.entities import PolicyVersion
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.publication import Publication
from models.progress import Progress, silent
from models.publishing import publish
from models.queries.blast_radius import applied_data, reached_ids
from models.work import Work


def publish_handbook(work: Work, publication: Publication, progress: Progress = silent) -> int:
    """Store the version and apply it to the cases it is meant for; returns its number.

    A `KnownError` where another version was published since the person looked at the last one.
    What moves a case is an event of it (`policy_applied`), with the reason and who did it.
    """
    if publication.to == "restate" and work.person_id is None:
        raise KnownError(
            "Who?", "To restate changes verdicts that were reached; it takes a name.",
            "Say who you are.",
        )  # fmt: skip
    _check_base(work, publication.base)
    at = from_seconds(publication.effective_at(to_seconds(work.now)))
    number = publish(work.session, publication.source, at, work.now, work.person_id)
    for case_id in reached_ids(work.session, publication, at):
        work.record(case_id, ev.POLICY_APPLIED, applied_data(publication, number))
    work.progress = progress
    work.kinds.add("policy")
    return number


def _check_base(work: Work, base: int | None) -> None:
    last = work.session.scalar(select(func.max(PolicyVersion.number)))
    if base is not None and last != base:
        raise KnownError(
            "Changed meanwhile",
            f"Version {last} was published since, and this would take back what it changed.",
            "Look at what differs from it, then publish again; the draft is kept.",
        )
