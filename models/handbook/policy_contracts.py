"""A contract's terms laid over a policy: its own targets, calendars and answers (rule 9)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from models.handbook.contract_rules import ContractRule, folded
from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES, SLO_SHARE, Policy, Target
from models.handbook.policy_calendars import read_calendar
from models.handbook.policy_escalation import read_paths
from models.handbook.policy_questions import QUESTIONS, read_questions
from models.handbook.policy_remedies import read_remedies
from models.handbook.policy_targets import Calendars, read_targets, read_unseen

_TERMS: Final = (*QUESTIONS, "calendars", "targets", "remedies", "unseen", "escalation")
_MATCHED: Final = ("customers", "categories", "groups")


def under_contract(policy: Policy, terms: Mapping[str, Any], name: str = "") -> Policy:
    """The policy with a contract's terms laid over it; a `FileError` names what is wrong in them.

    `terms` are shaped as the handbook's file. Of its `calendars`, a text names one of the
    handbook's that counts in its place: { team = "late_shift" }.
    """
    return _under(policy, Node(terms), name, _TERMS)


def read_contracts(node: Node, policy: Policy) -> tuple[tuple[ContractRule, Policy], ...]:
    """The [[contracts]] of a file, in their order; the first that matches a case counts.

    One may be `like` another and say only what it has of its own. A `FileError` names one that
    stands there twice, is like itself, or is for the same cases as one before it.
    """
    rows = {}
    for contract in node.array():
        row = contract.table(*_TERMS, *_MATCHED, "name", "like")
        if "name" not in row:
            raise contract.wrong("“name” is missing: what the contract is called.")
        name = row["name"].text()
        if name in rows:
            raise row["name"].wrong(f"There is a contract “{name}” already.")
        rows[name] = contract
    found: list[tuple[ContractRule, Policy]] = []
    for name, contract in rows.items():
        rule = _rule(name, contract)
        _refuse_same(contract, rule, [other for other, _ in found])
        found.append((rule, _terms(policy, name, rows, ())))
    return tuple(found)


def _terms(policy: Policy, name: str, rows: Mapping[str, Node], before: tuple[str, ...]) -> Policy:
    """The policy under a contract: that of the one it is like, its own terms on top."""
    node = rows[name]
    like = node.table().get("like")
    if like is not None:
        other = like.choice(tuple(rows))
        chain = (*before, name)
        if other in chain:
            said = " → ".join(f"“{one}”" for one in (*chain[chain.index(other) :], other))
            raise like.wrong(f"It is like itself, in a circle: {said}.")
        policy = _terms(policy, other, rows, chain)
    return _under(policy, node, name, ())


def _under(policy: Policy, node: Node, name: str, known: tuple[str, ...]) -> Policy:
    row = node.table(*known)
    calendars = dict(policy.calendars)
    if "calendars" in row:
        calendars |= _calendars(row["calendars"], policy.calendars, bool(known))
    own = read_targets(row["targets"], calendars, SLO_SHARE) if "targets" in row else {}
    targets = {
        priority: {**policy.targets.get(priority, {}), **own.get(priority, {})}
        for priority in PRIORITIES
    }
    names = {commitment for by_name in targets.values() for commitment in by_name}
    answers = read_questions(row, names)
    if "pausing" in answers:
        answers["pausing"] = {**policy.pausing, **answers["pausing"]}
    unseen = read_unseen(row["unseen"]) if "unseen" in row else {}
    paths = policy.paths
    if "escalation" in row:
        paths = read_paths(row["escalation"], calendars, paths)
    return replace(
        policy, calendars=calendars, targets=targets, contract=name or policy.contract,
        unseen={**policy.unseen, **unseen}, paths=paths,
        contract_targets=policy.contract_targets | _places(own) | _moved(policy, calendars),
        remedies=read_remedies(row["remedies"], targets) if "remedies" in row else policy.remedies,
        **answers,
    )  # fmt: skip


def _calendars(node: Node, known: Calendars, own: bool) -> Calendars:
    """Calendars by name; only a customer's own contract may bring hours that are not frozen."""
    found = {}
    for name, written in node.table().items():
        if isinstance(written.value, str) or not own:
            found[name] = known[written.choice(tuple(known))]
        else:
            found[name] = read_calendar(written)
    return found


def _places(targets: Mapping[str, Mapping[str, Target]]) -> frozenset[tuple[str, str]]:
    return frozenset((priority, name) for priority, row in targets.items() for name in row)


def _moved(policy: Policy, calendars: Calendars) -> frozenset[tuple[str, str]]:
    """The targets that count on other hours than the handbook's."""
    return frozenset(
        (priority, name)
        for priority, row in policy.targets.items()
        for name, target in row.items()
        if calendars[target.calendar] != policy.calendars[target.calendar]
    )


def _rule(name: str, node: Node) -> ContractRule:
    row = node.table()
    sets = [_names(row[key]) if key in row else frozenset() for key in _MATCHED]
    return ContractRule(name, *sets)


def _names(node: Node) -> frozenset[str]:
    found = frozenset(folded(one.text()) for one in node.array())
    if not found:
        raise node.wrong("It names nobody, so the contract would never count; left out, it is any.")
    return found


def _refuse_same(node: Node, rule: ContractRule, before: list[ContractRule]) -> None:
    for other in before:
        if rule.hides(other) and other.hides(rule):
            raise node.wrong(
                f"“{rule.name}” is for the same cases as “{other.name}” above it, which counts."
            )
