"""One intent for many cases: all of them or none, and every case a rule refuses is named."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from models.database_errors import Busy
from models.errors import KnownError, Unreachable
from models.work import Work

MOST = 1_000
_NAMED = 5


class Refused(KnownError):
    """What was asked cannot be done with some of the cases; nothing was changed."""

    def __init__(self, reasons: dict[int, str], asked: int) -> None:
        told = list(dict.fromkeys(reasons.values()))
        more = f" And {len(told) - _NAMED} more." if len(told) > _NAMED else ""
        super().__init__(
            f"{len(reasons)} of {asked} cannot be changed",
            " ".join(told[:_NAMED]) + more,
            "Nothing was changed: leave them out, or choose something else.",
        )
        self.case_ids = frozenset(reasons)


def together(
    command: Callable[..., object], case_ids: Sequence[int], **given: Any
) -> Callable[[Work], None]:
    """`command(work, case_ids, **given)` for all of them at once.

    Raises `Refused` with every case that a rule refuses; a refusal that is not about a single case
    (nobody is waited for, no such person) comes back as it is. At most 1,000 cases at once.
    """
    if len(case_ids) > MOST:
        raise KnownError(
            "Too many at once", f"{len(case_ids):,} cases are selected.",
            f"Select at most {MOST:,}.",
        )  # fmt: skip

    @wraps(command)
    def run(work: Work) -> None:
        refusals: dict[int, KnownError] = {}
        for case_id in sorted(case_ids):  # one order for everybody: no deadlock
            try:
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
        raise Refused({i: error.sentence for i, error in refusals.items()}, asked)
