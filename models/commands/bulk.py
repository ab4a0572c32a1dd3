"""One intent for many cases: all of them or none, and every case a rule refuses is named."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from models.commands.meanwhile import ChangedMeanwhile, refuse_unseen
from models.database_errors import Busy
from models.errors import KnownError, Unreachable
from models.queue_filter import MOST_AT_ONCE
from models.work import Work

_NAMED = 5


class Refused(KnownError):
    """What was asked cannot be done with some of the cases; nothing was changed.

    `versions` are what those are by now that somebody else changed: whoever was told has seen them.
    """

    def __init__(self, reasons: Mapping[int, KnownError], asked: int) -> None:
        told = list(dict.fromkeys(error.sentence for error in reasons.values()))
        more = f" And {len(told) - _NAMED} more." if len(told) > _NAMED else ""
        super().__init__(
            f"{len(reasons)} of {asked} cannot be changed",
            " ".join(told[:_NAMED]) + more,
            "Nothing was changed: leave them out, or choose something else.",
        )
        self.case_ids = frozenset(reasons)
        self.versions: dict[int, int] = {}
        for error in reasons.values():
            if isinstance(error, ChangedMeanwhile):
                self.versions |= error.versions


def together(
    command: Callable[..., object],
    case_ids: Sequence[int],
    versions: Mapping[int, int] | None = None,
    **given: Any,
) -> Callable[[Work], None]:
    """`command(work, case_ids, **given)` for all of them at once.

    `versions` are those the person saw: a case that somebody else changed since is refused too.

    Raises `Refused` with every case that a rule refuses; a refusal that is not about a single case
    (nobody is waited for, no such person) comes back as it is. At most 1,000 cases at once.
    """
    if len(case_ids) > MOST_AT_ONCE:
        raise KnownError(
            "Too many at once", f"{len(case_ids):,} cases are selected.",
            f"Select at most {MOST_AT_ONCE:,}.",
        )  # fmt: skip

    @wraps(command)
    def run(work: Work) -> None:
        refusals: dict[int, KnownError] = {}
        for case_id in sorted(case_ids):  # one order for everybody: no deadlock
            try:
                refuse_unseen(work, case_id, (versions or {}).get(case_id))
                command(work, [case_id], **given)
            except (Busy, Unreachable):
                raise  # not about a case: the whole write is tried again
            except KnownError as error:
                refusals[case_id] = error
        _tell(refusals, len(case_ids))

    return run


def _tell(refusals: dict[int, KnownError], asked: int) -> None:
    said = {error.sentence for error in refusals.values()}
    if refusals and len(refusals) == asked and len(said) == 1:
        raise next(iter(refusals.values()))
    if refusals:
        raise Refused(refusals, asked)
