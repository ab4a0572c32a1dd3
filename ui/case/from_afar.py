"""A refusal told to somebody who looks at something else by then: it says of which case it is."""

from models.errors import KnownError
from models.queries.case import CaseDetail
from ui.messages import message, tr


def from_afar(case: CaseDetail, error: KnownError, kept: str = "") -> KnownError:
    """The error with the case in its title; `kept` says what became of what was typed there."""
    told = message(error)
    return KnownError(
        tr("{case}: {title}", case=case.row.key, title=told.title),
        told.sentence,
        f"{told.what_next} {kept}".strip(),
    )
