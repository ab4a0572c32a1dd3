"""Every kind of paper: what it is read from, what of it is attached as data, and how it is drawn.

A new kind is an entry of `KINDS`. The arguments it was asked with are attached too, so that
`leadline report verify` can ask again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.release import release
from desktop.reports.edition import Edition
from models.snapshot import fingerprint, jsonable

_MOST: Final = 2**31
Arguments = Mapping[str, Any]
"""What a paper was asked with, as JSON: a period's name, a case's key, a customer's number."""


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    `asked`: the names of its arguments, and what each is. `read(session, arguments, now, me)` gives
    its rows by what is known at `now`, as `me` may see them; `told` makes of these what is
    attached: no more than the pages show. `draw` makes the bytes. `as_of` is the instant at which
    reading again gives the same, None if it is read as of the present. `without_credits` gives what
    somebody reads who is not to see credits; `told` has None as their "credits" (rule 30).
    `goes_on`: what it is about goes on after its instant, so that only a desk of then can give it.
    """

    asked: Mapping[str, type]
    read: Callable[[Session, Arguments, datetime, int | None], Any]
    draw: Callable[[Any, Edition], bytes]
    told: Callable[[Any], dict[str, Any]] = jsonable
    as_of: Callable[[Any], datetime | None] = lambda rows: rows.as_of
    without_credits: Callable[[Any], Any] = lambda rows: rows
    goes_on: bool = False

    def could_be(self, arguments: Arguments) -> bool:
        """Whether arguments that somebody wrote are such as this kind is asked with."""
        return {name: type(value) for name, value in arguments.items()} == self.asked and all(
            abs(value) < _MOST for value in arguments.values() if isinstance(value, int)
        )

    def data(self, name: str, arguments: Arguments, rows: Any, paper: str) -> dict[str, Any]:
        """What is attached to a paper; `hash` is the one that it prints."""
        told = self.told(rows)
        as_of = self.as_of(rows)
        return {
            "kind": name, "arguments": dict(arguments), "paper": paper,
            "as_of": as_of.isoformat() if as_of is not None else None,
            "zone": getattr(rows, "zone", None), "made_by": f"Leadline {release()}",
            "hash": getattr(rows, "data_hash", None) or fingerprint(told), "rows": told,
        }  # fmt: skip


def drawn(name: str, arguments: Arguments, rows: Any, paper: str = "a4") -> bytes:
    """The whole file: pages, structure and attached data."""
    kind = KINDS[name]
    data = kind.data(name, arguments, rows, paper)
    return kind.draw(rows, Edition(paper, kind.as_of(rows), data))


# ---- the kinds


def _read_quarterly(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.handbook.periods import parse_period
    from models.queries.review import quarterly_review

    return quarterly_review(session, parse_period(arguments["period"]), now, me)


def _draw_quarterly(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.quarterly import quarterly_bytes

    return quarterly_bytes(rows, edition)


def _read_weekly(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.handbook.reviews import WEEKLY, review_period
    from models.queries.weekly_review import weekly_review

    period = review_period(WEEKLY, arguments["period"])
    return weekly_review(session, period, now, me, named=arguments["named"])


def _draw_weekly(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.weekly import weekly_bytes

    return weekly_bytes(rows, edition)


def _read_monthly(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.handbook.reviews import MONTHLY, review_period
    from models.queries.monthly_review import monthly_review

    period = review_period(MONTHLY, arguments["period"])
    return monthly_review(session, period, now, me, named=arguments["named"])


def _draw_monthly(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.monthly import monthly_bytes

    return monthly_bytes(rows, edition)


def _read_proof(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.queries.case import case_id_of
    from models.queries.proof import proof

    case_id = case_id_of(session, arguments["case"])
    return proof(session, case_id, now, external=arguments["external"])


def _tell_proof(rows: Any) -> dict[str, Any]:
    from models.proof_told import proof_told

    return proof_told(rows)


def _draw_proof(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.proof import proof_bytes

    return proof_bytes(rows, edition)


def _read_customer(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.handbook.periods import parse_period
    from models.queries.customer_review import customer_review

    period = parse_period(arguments["period"])
    return customer_review(session, arguments["customer"], period, now)


def _draw_customer(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.customer_report import customer_report_bytes

    return customer_report_bytes(rows, edition)


def _read_sheet(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.queries.customer_review import sla_sheet

    return sla_sheet(session, arguments["customer"], now, me)


def _tell_sheet(rows: Any) -> dict[str, Any]:
    from models.sheet_told import sheet_told

    return sheet_told(rows)


def _draw_sheet(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.sla_sheet import sla_sheet_bytes

    return sla_sheet_bytes(rows, edition)


def _read_case(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.case_paper import case_paper
    from models.queries.case import case_id_of

    case_id = case_id_of(session, arguments["case"])
    return case_paper(session, case_id, now, me, external=arguments["external"])


def _draw_case(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.case import case_bytes

    return case_bytes(rows, edition)


def _read_postmortem(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.queries.postmortem_paper import postmortem_paper

    return postmortem_paper(session, arguments["id"], now, me)


def _tell_postmortem(rows: Any) -> dict[str, Any]:
    from models.postmortem_json import paper_json

    return paper_json(rows)


def _draw_postmortem(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.postmortem import postmortem_bytes

    return postmortem_bytes(rows, edition)


def _read_actions(session: Session, arguments: Arguments, now: datetime, me: int | None) -> Any:
    from models.queries.published_actions import published_actions

    return published_actions(session, now)


def _draw_actions(rows: Any, edition: Edition) -> bytes:
    from desktop.reports.actions import actions_bytes

    return actions_bytes(rows, edition)


KINDS: Final[dict[str, Kind]] = {
    "quarterly": Kind(
        {"period": str}, _read_quarterly, _draw_quarterly,
        without_credits=partial(replace, credits=None),
    ),
    "weekly": Kind(
        {"period": str, "named": bool}, _read_weekly, _draw_weekly, lambda rows: rows.told(),
        goes_on=True,
    ),
    "monthly": Kind(
        {"period": str, "named": bool}, _read_monthly, _draw_monthly, lambda rows: rows.told(),
        goes_on=True,
    ),
    "actions": Kind({}, _read_actions, _draw_actions, lambda rows: rows.told(), goes_on=True),
    "proof": Kind(
        {"case": str, "external": bool}, _read_proof, _draw_proof, _tell_proof, goes_on=True
    ),
    "customer": Kind(
        {"customer": int, "period": str}, _read_customer, _draw_customer, lambda rows: rows.told()
    ),
    "sla-sheet": Kind(
        {"customer": int}, _read_sheet, _draw_sheet, _tell_sheet,
        as_of=lambda rows: rows.in_force_from,
        without_credits=partial(replace, credits_shown=False),
    ),
    "case": Kind({"case": str, "external": bool}, _read_case, _draw_case, goes_on=True),
    "postmortem": Kind(
        {"id": int}, _read_postmortem, _draw_postmortem, _tell_postmortem,
        without_credits=partial(replace, credits=None), goes_on=True,
    ),
}  # fmt: skip
