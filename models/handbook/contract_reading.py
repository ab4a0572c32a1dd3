"""The contracts of a handbook's file as a page shows them: the list, and one of them whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.handbook.contract_edits import MATCHED, contracts_of
from models.handbook.contract_questions import contract_questions
from models.handbook.plain_questions import Question
from models.handbook.policy import Policy
from models.handbook.policy_diff import Difference, differences
from models.handbook.policy_file import read_policy
from models.text import Text, text


@dataclass(frozen=True)
class ContractLine:
    """A contract in the list: whom it is for, in words, and what it says otherwise."""

    name: str
    whom: Text
    otherwise: tuple[Difference, ...]


@dataclass(frozen=True)
class ContractReading:
    """One contract: `names` as they are written, by what it is told by; `own` targets as the file
    has them; the `hours` it counts on in place of the handbook's; `policy` is what comes of it."""

    at: int
    name: str
    like: str
    names: Mapping[str, str]
    hours: Mapping[str, str]
    own: Mapping[str, Mapping[str, Any]]
    policy: Policy
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ContractsReading:
    """Every contract of a draft, from the top, and the one in view; None where there is none."""

    handbook: Policy
    lines: tuple[ContractLine, ...]
    shown: ContractReading | None


def read_contracts(source: str, at: int, now: int) -> ContractsReading:
    """The contracts of a file that can be read; the one at place `at`, or the last, is shown."""
    policy = read_policy(source)
    plain = replace(policy, contracts=())
    lines = tuple(
        ContractLine(rule.name, _whom(row), tuple(differences(plain, own)))
        for row, (rule, own) in zip(contracts_of(source), policy.contracts, strict=True)
    )
    at = min(at, len(lines) - 1)
    return ContractsReading(policy, lines, _shown(source, policy, at, now) if lines else None)


def _whom(row: Mapping[str, Any]) -> Text:
    """“Northwind, Contoso; categories billing”, with the names as they are written."""
    said = [f"{key} {', '.join(row[key])}" for key in MATCHED if row.get(key)]
    if not said:
        return text("any case")
    return text("{whom}", whom="; ".join(said).removeprefix("customers "))


def _shown(source: str, policy: Policy, at: int, now: int) -> ContractReading:
    row, (rule, own) = contracts_of(source)[at], policy.contracts[at]
    return ContractReading(
        at, rule.name, row.get("like", ""),
        {key: ", ".join(row.get(key, [])) for key in MATCHED},
        dict(row.get("calendars", {})), row.get("targets", {}), own,
        tuple(contract_questions(source, at, now)),
    )  # fmt: skip
