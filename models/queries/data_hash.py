"""The fingerprint of everything a case is judged by, which whoever holds the data can recompute."""

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Contract, PolicyVersion
from models.policies import judged_by, matter_by_row
from models.refresh import read_logs


def data_hash(session: Session, case: Case) -> str:
    """SHA-256, in hexadecimal, of this object as JSON: UTF-8, keys in order, no spaces.

    `case`: its key. `customer`: the name of the first the case was said to be of before it was
    resolved, by which the handbook's contracts know it, or null.
    `contract`: its terms as stored, or null. `events`: all of the case's rows in the order of their
    ids, each `[id, kind, occurred_at, recorded_at, actor_id, data]`. `policies`: each version that
    judges the case (rule 16), in that order, as `[number, effective_at, zone_data, calendars,
    source]`, `calendars` mapping names to the fingerprints of the frozen calendars. Instants are
    whole seconds since the epoch. Nothing in it depends on the present.
    """
    contract = session.get(Contract, case.contract_id) if case.contract_id is not None else None
    told = {
        "case": case.key,
        "customer": matter_by_row(session, case).customer or None,
        "contract": contract.terms if contract is not None else None,
        "events": [
            [e.id, e.kind, e.occurred_at, e.recorded_at, e.actor_id, e.data]
            for e in read_logs(session, [case.id]).get(case.id, ())
        ],
        "policies": _policies(session, [number for _, number in judged_by(session, case)]),
    }
    return sha256(canonical(told)).hexdigest()


def canonical(told: object) -> bytes:
    """An object as the bytes of JSON that everybody writes alike."""
    written = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode("utf-8", "surrogatepass")


def _policies(session: Session, numbers: list[int]) -> list[list[Any]]:
    rows = session.execute(
        select(
            PolicyVersion.number, type_coerce(PolicyVersion.effective_at, BigInteger),
            PolicyVersion.zone_data, PolicyVersion.calendars, PolicyVersion.source,
        ).where(PolicyVersion.number.in_(numbers))
    )  # fmt: skip
    found = {row.number: list(row) for row in rows}
    return [found[number] for number in numbers]
