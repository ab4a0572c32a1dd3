"""The plain questions of one contract: an answer of its own, or the handbook's; what follows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.contract_edits import contract_path, contracts_of, with_term, without_term
from models.handbook.file_node import Node
from models.handbook.plain_questions import GRACE, Answer, Question, plain_questions
from models.handbook.policy import RESOLUTION, Amount, Policy
from models.handbook.policy_file import read_policy
from models.handbook.policy_targets import read_amount
from models.handbook.question_examples import THIRD_PARTY
from models.handbook.typed_amount import file_amount, typed_amount
from models.text import text

AS_ABOVE: Final = ""
"""The answer of a contract that has none of its own."""

_KEYS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "edge": (("edge",),),
    "raise_from": (("raise_from",),),
    "reopen": (("reopen",), ("reopen_grace",)),
    "acknowledgement": (("acknowledgement_counts",),),
    "unseen": (("acknowledge_unseen",),),
    "third_party": (("pausing", THIRD_PARTY),),
}
"""Where a contract writes its answers; its hours and its cadence are in its targets."""


def contract_questions(source: str, at: int, now: int) -> list[Question]:
    """The questions a contract may answer; the first answer of each is not to have its own."""
    policy = read_policy(source)
    rows = contracts_of(source)
    whom, above = _above(policy, rows, at)
    given = {question.id: question.chosen for question in plain_questions(above, now)}
    return [
        _asked(question, rows[at], at, whom, given.get(question.id, ""))
        for question in plain_questions(policy.contracts[at][1], now)
        if question.id in _KEYS
    ]


def answered_under(source: str, at: int, question: str, answer: str) -> str:
    """The file with another answer of a contract; `AS_ABOVE` takes its own out."""
    keys = [contract_path(at, *key) for key in _KEYS[question]]
    if answer == AS_ABOVE:
        for path in keys:
            source = without_term(source, path)
    else:
        own = read_policy(source).contracts[at][1]
        for path, value in zip(keys, _values(own, question, answer), strict=True):
            source = with_term(source, path, value)
    read_policy(source)
    return source


def with_grace_under(source: str, at: int, words: str) -> str:
    """The window within which a reopened case goes on under a contract, as it was typed."""
    path = contract_path(at, "reopen_grace")
    amount = typed_amount(words, BusinessCalendar.always(), path)
    if read_amount(Node(amount, path)) == Amount():
        raise Node(words, path).wrong("Without a window, choose that it starts anew.")
    changed = with_term(source, path, amount)
    read_policy(changed)
    return changed


def _above(policy: Policy, rows: list[dict[str, Any]], at: int) -> tuple[str, Policy]:
    """Whose answers count where the contract has none: those it is like, or the handbook's."""
    like = rows[at].get("like")
    found = next((own for rule, own in policy.contracts if rule.name == like), None)
    return (f"“{like}”", found) if found is not None else ("the handbook", policy)


def _asked(question: Question, row: dict[str, Any], at: int, whom: str, given: str) -> Question:
    follows = next((a.follows for a in question.answers if a.id == given), text("–"))
    first = Answer(AS_ABOVE, text("As {whom} has it", whom=whom), follows)
    has_own = any(_there(row, key) for key in _KEYS[question.id])
    return replace(
        question, answers=(first, *question.answers),
        chosen=question.chosen if has_own else AS_ABOVE,
        path=contract_path(at, *_KEYS[question.id][0]),
    )  # fmt: skip


def _there(row: Any, key: tuple[str, ...]) -> bool:
    for part in key:
        if part not in row:
            return False
        row = row[part]
    return True


def _values(own: Policy, question: str, answer: str) -> list[Any]:
    """What a contract writes for an answer, in the order of its keys."""
    if question == "reopen":
        grace = file_amount(own.reopen_grace_seconds or GRACE) if answer == "grace" else "0 min"
        return ["continue" if answer == "continue" else "new_cycle", grace]
    if question in ("acknowledgement", "unseen"):
        return [answer == "yes"]
    if question == "third_party":
        rest = own.pausing.get(THIRD_PARTY, frozenset()) - {RESOLUTION}
        return [sorted({RESOLUTION, *rest} if answer == "pauses" else rest)]
    return [answer]
