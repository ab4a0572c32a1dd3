"""What a postmortem begins with: title, scope, the timeline and the factors, read from the log."""

from collections.abc import Sequence

from sqlalchemy import select

from models.entities import Case
from models.errors import KnownError, Problems
from models.handbook.contract_rules import folded
from models.handbook.postmortems import Said
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.case_breaches import case_breaches
from models.queries.curated_timeline import curated_timeline
from models.queries.factors import root_causes
from models.restricted import hidden_from
from models.text import Text, counted, text
from models.typed_text import LONGEST_TITLE
from models.wording import date_words
from models.work import Work


def proposed(work: Work, case_ids: Sequence[int], title: str) -> Said:
    """The first draft. Raises where there is no case, or none of them breached its SLA."""
    ids = list(dict.fromkeys(case_ids))
    if not ids:
        raise Problems("No case chosen", {"cases": "Choose the cases that it is about."})
    cases = _cases(work, ids)
    breached = case_breaches(work.session, ids, work.now)
    if not breached:
        raise KnownError(
            "Nothing was breached",
            "None of these cases has breached its SLA; a postmortem is about breaches.",
            "Choose one that has: the Reviews page lists them.",
        )  # fmt: skip
    scope = (str(_scope(work, cases)), _kept_words(len(ids) - len(breached)))
    causes: dict[str, str] = {}
    for _, cause in root_causes(work.session, ids):
        causes.setdefault(folded(cause), cause)
    return Said(
        title or _title(cases), "", tuple(ids), {"scope": " ".join(filter(None, scope))},
        curated_timeline(work.session, ids, work.now), tuple(causes.values()),
    )  # fmt: skip


def _cases(work: Work, ids: Sequence[int]) -> list[Case]:
    """The cases in their order; a `KnownError` where one is not there for whoever acts."""
    found = {one.id: one for one in work.session.scalars(select(Case).where(Case.id.in_(ids)))}
    if not found.keys() - hidden_from(work.session, work.person_id) >= {*ids}:
        raise KnownError("No such case", "This case is not on the desk.", "Reload the queue.")
    return [found[case_id] for case_id in ids]


def _kept_words(count: int) -> str:
    """That some are among them which the breach is not theirs."""
    if not count:
        return ""
    return str(counted(count, "1 of these has not breached an SLA.",
                       "{count} of these have not breached an SLA."))  # fmt: skip


def _title(cases: Sequence[Case]) -> str:
    first = cases[0].title
    if len(cases) < 2:
        return first
    more = text("{title} and {count} more", title=first[: LONGEST_TITLE - 40],
                count=len(cases) - 1)  # fmt: skip
    return str(more)


def _scope(work: Work, cases: Sequence[Case]) -> Text:
    place = zone(load_policies(work.session).newest.team.zone)
    opened = sorted(case.opened_at for case in cases)
    days = list(dict.fromkeys(date_words(at, place) for at in (opened[0], opened[-1])))
    priorities = sorted({case.priority for case in cases})
    customers = len({case.customer_id for case in cases if case.customer_id is not None})
    said: dict[str, Text | str] = {
        "cases": counted(len(cases), "1 case", "{count} cases"),
        "customers": counted(customers, "1 customer", "{count} customers"),
        "priorities": ", ".join(priorities), "first": days[0], "last": days[-1],
    }  # fmt: skip
    if len(days) == 1:
        return text("{cases} ({priorities}) of {customers}, opened on {first}.", **said)
    return text("{cases} ({priorities}) of {customers}, opened from {first} to {last}.", **said)
