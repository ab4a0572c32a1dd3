"""Credits of customers: calculated, approved, paid, disputed, each with name and time (rule 30)."""

from typing import Any, Final

from sqlalchemy import select

from models.entities import RemedyStep
from models.errors import KnownError, Problems
from models.handbook.periods import Period, months_of
from models.handbook.remedies import Credit, credit_words
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.remedies import (
    APPROVED,
    CALCULATED,
    DISPUTED,
    PAID,
    STATE_WORDS,
    calculated,
    check_leads,
)
from models.typed_text import check_lengths
from models.work import Work

MAY_FOLLOW: Final = {
    CALCULATED: (CALCULATED, DISPUTED),
    APPROVED: (CALCULATED, DISPUTED),
    PAID: (APPROVED,),
    DISPUTED: (CALCULATED, APPROVED, PAID),
}
"""What each step may follow. Disputed, a credit is approved once more or calculated anew."""


def calculate_remedies(work: Work, period: Period) -> int:
    """Calculate the credits of a period; returns how many steps that took.

    What was calculated before, or is disputed, is calculated anew where it comes to something else;
    what the lead has approved or paid stays.
    """
    by = _lead(work)
    found = {
        (one.contract, one.customer_id): one.credit
        for one in calculated(work.session, period, work.now)
    }
    before = {(step.contract, step.customer_id): step for step in _latest(work, period.name)}
    taken = 0
    for key in sorted({*found, *before}):
        last = before.get(key)
        credit = found.get(key) or Credit(*((last.unit, last.cap) if last else ("", 0)), ())
        if _is_news(last, credit):
            lines = [line.to_json() for line in credit.lines]
            number = last.number + 1 if last is not None else 1
            _write(work, (*key, period.name), number, CALCULATED, by, "",
                   credit.unit, credit.amount, credit.cap, lines)  # fmt: skip
            taken += 1
    return taken


def calculate_quarter(work: Work, quarter: Period) -> int:
    """Calculate the credits of a quarter and of its months, as far as they are over; as above."""
    place = zone(load_policies(work.session).newest.team.zone)
    periods = [*months_of(quarter), quarter]
    over = [period for period in periods if period.end(place) <= work.now]
    if not over:
        raise KnownError(
            "Not over yet", "No month of it is over; its verdicts may be others in the end.",
            "Calculate it when a month is over.",
        )  # fmt: skip
    return sum(calculate_remedies(work, period) for period in over)


def approve_remedy(work: Work, remedy_id: int, seen: int, note: str = "") -> None:
    """The lead stands by a credit; only from then on is it owed.

    Here as in the other steps, `seen` is the number of the last step that was looked at: what has
    changed since, its amount perhaps, is refused with a `KnownError`.
    """
    _step(work, remedy_id, seen, APPROVED, note)


def pay_remedy(work: Work, remedy_id: int, seen: int, note: str = "") -> None:
    """An approved credit was given to the customer."""
    _step(work, remedy_id, seen, PAID, note)


def dispute_remedy(work: Work, remedy_id: int, seen: int, reason: str) -> None:
    """Somebody says that a credit is wrong: the reason is kept with it."""
    if not reason.strip():
        raise Problems("No reason", {"reason": "A dispute says what is wrong."}, "Say why.")
    _step(work, remedy_id, seen, DISPUTED, reason)


def _step(work: Work, remedy_id: int, seen: int, kind: str, note: str) -> None:
    by = _lead(work)
    first = work.session.get(RemedyStep, remedy_id)
    if first is None or first.number != 1:
        raise KnownError(
            "No such credit", f"There is no credit {remedy_id}.", "Look at the list again."
        )
    key = first.contract, first.customer_id, first.period
    last = _last(work, *key) or first
    _check_seen(last, remedy_id, seen)
    if last.kind not in MAY_FOLLOW[kind]:
        after = " or ".join(MAY_FOLLOW[kind])
        raise KnownError(
            "Not possible now",
            f"Credit {remedy_id} is {STATE_WORDS[last.kind]}; only what is {after} can be {kind}.",
            "Take the steps in their order.",
        )
    same = (last.unit, last.amount, last.cap, last.lines)
    _write(work, key, last.number + 1, kind, by, note, *same)


def _check_seen(last: RemedyStep, remedy_id: int, seen: int) -> None:
    """Nobody stands by an amount that was not looked at."""
    if last.number != seen:
        raise KnownError(
            "Changed meanwhile",
            f"The last step of credit {remedy_id} is {last.number}, not {seen}: "
            f"{credit_words(last.amount)} {last.unit}, {STATE_WORDS[last.kind]}.",
            "Look at the list again.",
        )


def _lead(work: Work) -> int:
    """Who acts; a credit needs a name, and the name of a lead."""
    if work.person_id is None:
        raise KnownError(
            "Who is it?", "Each step of a credit carries a name.", "Say who you are (--as NAME)."
        )
    check_leads(work.session, work.person_id)
    return work.person_id


def _last(work: Work, contract: str, customer_id: int, period: str) -> RemedyStep | None:
    own = (step for step in _latest(work, period) if step.contract == contract)
    return next((step for step in own if step.customer_id == customer_id), None)


def _latest(work: Work, period: str) -> list[RemedyStep]:
    """The last step of each credit of a period."""
    steps = work.session.scalars(
        select(RemedyStep).where(RemedyStep.period == period).order_by(RemedyStep.number)
    )
    return list({(step.contract, step.customer_id): step for step in steps}.values())


def _is_news(last: RemedyStep | None, credit: Credit) -> bool:
    if last is None:
        return bool(credit.lines)
    lines = [line.to_json() for line in credit.lines]
    differs = (last.amount, last.unit, last.lines) != (credit.amount, credit.unit, lines)
    return differs and last.kind in MAY_FOLLOW[CALCULATED]


def _write(
    work: Work, key: tuple[str, int, str], number: int, kind: str, by: int, note: str,
    unit: str, amount: int, cap: int, lines: list[Any],
) -> None:  # fmt: skip
    check_lengths({"note": note})
    contract, customer_id, period = key
    work.session.add(
        RemedyStep(
            contract=contract, customer_id=customer_id, period=period, number=number, kind=kind,
            at=work.now, person_id=by, note=note.strip(), unit=unit, amount=amount, cap=cap,
            lines=lines,
        )
    )  # fmt: skip
    work.session.flush()
    work.kinds.add("remedy")
