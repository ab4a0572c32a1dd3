"""What contributed to breaches: names, how often each occurred, which are systemic (rule 28).

A breached case had a factor where its closing note names it as the root cause, or a postmortem of
it that is no draft does: of one with several cases those whose notes name it too, or all where none
does. Names are the same whatever their case and spacing. A case counts once, in the quarter of its
first SLA breach, in the team's zone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Postmortem
from models.handbook.contract_rules import folded
from models.handbook.periods import Period, before, quarter_of
from models.handbook.postmortems import DRAFT
from models.handbook.systemic import OFTEN, is_systemic, quarter_number
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import outcomes
from models.queries.known_at import known_at
from models.queries.masking import all_hidden, mask_for, told_factors
from models.restricted import hidden
from models.typed_text import LONGEST_NAME, one_line

_AT_ONCE: Final = 10_000
_ROOT_CAUSE: Final = Case.fields[("closing", "root_cause")].as_string()
_EVER: Final = datetime(1971, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Factor:
    """A factor by the name it was written with most often, and how many breached cases had it."""

    name: str
    cases: int


@dataclass(frozen=True)
class Systemic:
    """A factor that is systemic in a quarter: how many breached cases had it then and in the
    quarter before, and their ids (of the quarter)."""

    name: str
    cases: int
    before: int
    case_ids: tuple[int, ...]

    @property
    def often(self) -> bool:
        """Whether it occurred so often in the quarter alone."""
        return self.cases >= OFTEN


@dataclass(frozen=True)
class FactorBreach:
    """A breached case: the quarter of its first breach, its category, the folded factors it had."""

    case_id: int
    quarter: int
    category: str
    factors: frozenset[str]


def named_by(cause: str | None) -> str:
    """The root cause of a closing note as a factor's name; empty where it is none, or a story."""
    said = one_line(cause or "")
    return said if len(said) <= LONGEST_NAME else ""


def root_causes(session: Session, case_ids: Collection[int]) -> list[tuple[int, str]]:
    """(case, root cause) of those of the cases whose closing note names one."""
    found = []
    for some in _chunks(sorted(case_ids)):
        rows = session.execute(
            select(Case.id, _ROOT_CAUSE).where(Case.id.in_(some)).order_by(Case.id)
        )
        found += [(case_id, named_by(cause)) for case_id, cause in rows if named_by(cause)]
    return found


def factor_breaches(
    session: Session, begin: datetime, end: datetime, as_of: datetime, draft: int | None = None,
    *, with_factor: bool = False,
) -> list[FactorBreach]:  # fmt: skip
    """The cases whose first SLA breach fell into [begin, end), as known at `as_of`; with the
    factors of this `draft` too. `with_factor`: of a large desk, no others are read."""
    place = zone(load_policies(session).newest.team.zone)
    named = _named(session, draft)
    wanted = [_has_factor(named)] if with_factor else []
    first = _first_breaches(session, begin, end, as_of, wanted)
    found = []
    for some in _chunks(sorted(first)):
        rows = session.execute(
            select(Case.id, Case.category, _ROOT_CAUSE).where(Case.id.in_(some))
        )  # fmt: skip
        for case_id, category, cause in rows:
            factors = {folded(named_by(cause))} | named.get(case_id, set())
            day = first[case_id].astimezone(place).date()
            found.append(FactorBreach(
                case_id, quarter_number(quarter_of(day)), category or "",
                frozenset(factors - {""}),
            ))  # fmt: skip
    return found


def factor_names(session: Session, case_ids: Collection[int] = ()) -> list[Factor]:
    """The names used in postmortems, the most used first; of these cases' own root causes besides,
    where no postmortem has them yet."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    cases: dict[str, set[int]] = defaultdict(set)
    left_out = frozenset(hidden(session))
    for ids, factors in session.execute(select(Postmortem.case_ids, Postmortem.factors)):
        if all_hidden(session, ids):
            continue
        for name in told_factors(factors, mask_for(session, ids)):
            names[folded(name)][name] += 1
            cases[folded(name)] |= set(ids) - left_out
    for case_id, cause in root_causes(session, case_ids):
        names[folded(cause)][cause] += 1
        cases[folded(cause)].add(case_id)
    found = [
        Factor(spelled.most_common(1)[0][0], len(cases[name])) for name, spelled in names.items()
    ]
    return sorted(found, key=lambda one: (-one.cases, folded(one.name)))


def systemic_factors(session: Session, period: Period, now: datetime) -> list[Systemic]:
    """The factors that are systemic in a quarter, as known at its end or by now: the most first."""
    place = zone(load_policies(session).newest.team.zone)
    earlier = before(period)
    begin, end = earlier.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    found = factor_breaches(session, begin, end, as_of, with_factor=True)
    at = quarter_number(period)
    spelled = _spelling(session, found)
    rows = []
    for name, counts in counts_by_factor(found).items():
        if is_systemic(counts, at):
            ids = tuple(sorted(one.case_id for one in found
                               if one.quarter == at and name in one.factors))  # fmt: skip
            rows.append(Systemic(spelled.get(name, name), counts[at], counts.get(at - 1, 0), ids))
    return sorted(rows, key=lambda row: (-row.cases, -row.before, folded(row.name)))


def counts_by_factor(found: Iterable[FactorBreach]) -> Mapping[str, Mapping[int, int]]:
    """By folded name, how many breached cases had it in each quarter."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for one in found:
        for name in one.factors:
            counts[name][one.quarter] += 1
    return counts


def _spelling(session: Session, found: Sequence[FactorBreach]) -> Mapping[str, str]:
    """How each factor is written: as a postmortem has it, else as the first closing note does."""
    spelled: dict[str, str] = {}
    for factors in session.scalars(select(Postmortem.factors).order_by(Postmortem.id)):
        for name in factors:
            spelled.setdefault(folded(name), one_line(name))
    for _, cause in root_causes(session, [one.case_id for one in found]):
        spelled.setdefault(folded(cause), cause)
    return spelled


def _first_breaches(
    session: Session, begin: datetime, end: datetime, as_of: datetime,
    wanted: Sequence[ColumnElement[bool]],
) -> dict[int, datetime]:  # fmt: skip
    """By case, its first SLA breach, of those whose first lies in the span."""
    told = outcomes(begin, end, as_of, ("breached",))
    found: dict[int, datetime] = {}
    # grouped by its case, it would be found without the index of instants
    rows = session.execute(
        select(Clock.case_id, told.at.label("at")).where(
            told.belong, Clock.objective == "SLA", *wanted
        )
    )
    for case_id, at in rows:
        found[case_id] = min(at, found.get(case_id, at))
    sooner = outcomes(_EVER, begin, as_of, ("breached",))
    for some in _chunks(sorted(found)):
        earlier = select(Clock.case_id).where(
            Clock.case_id.in_(some), Clock.objective == "SLA", sooner.belong
        )
        for case_id in session.scalars(earlier.distinct()):
            del found[case_id]
    return found


def _has_factor(named: Mapping[int, set[str]]) -> ColumnElement[bool]:
    """Whether a clock's case has any: by its closing note, or by a postmortem."""
    noted = select(Case.id).where(Case.id == Clock.case_id, func.coalesce(_ROOT_CAUSE, "") != "")
    return or_(noted.exists(), Clock.case_id.in_(named))


def _named(session: Session, draft: int | None) -> Mapping[int, set[str]]:
    """By case, the folded factors that postmortems of it name: those that are no drafts, but for
    this one."""
    counts = or_(Postmortem.status != DRAFT, Postmortem.id == draft)
    rows = session.execute(select(Postmortem.case_ids, Postmortem.factors).where(counts)).all()
    noted = {
        case_id: folded(cause)
        for case_id, cause in root_causes(session, {one for ids, _ in rows for one in ids})
    }
    found: dict[int, set[str]] = defaultdict(set)
    for ids, factors in rows:
        for name in map(folded, told_factors(factors, mask_for(session, ids))):
            own = [case_id for case_id in ids if noted.get(case_id) == name]
            for case_id in own or ids:
                found[case_id].add(name)
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
