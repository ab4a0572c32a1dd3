"""Nothing that leaves the desk tells an outsider of a restricted case (handbook, rule 20)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.commands.access import change_access
from models.commands.cases import assign, open_case
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.file_reading import FileContent
from models.queries.case import case_key
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.models.commands.desk import WHOLE, opened
from tests.models.commands.test_remedies import TERMS

SECRET = replace(
    WHOLE, title="Zzyzx tokens leaked", message="The zzyzx key is public", priority="P1",
    steps="Zzyzx opened", category="Zzyzx", attachments=(FileContent("zzyzx.txt", b"Zzyzx"),),
)  # fmt: skip
WORD, OUTSIDER, NAMED = "zzyzx", "Ben Okafor", "Ana Ruiz"
BEFORE = "2026-05-12T14:06Z"
"""Everybody saw the case then."""

COMMANDS = (
    ("queue",), ("queue", "--limit", "99"), ("queue", "--now", BEFORE),
    ("case", "CS-1001"), ("case", "CS-1001", "--now", BEFORE), ("explain", "CS-1001"),
    ("case", "CS-1002"), ("case", "CS-1002", "--now", BEFORE),
    ("case", "CS-1002", "--save-attachments", "{folder}/saved"),
    ("explain", "CS-1002"), ("explain", "CS-1002", "--now", BEFORE),
    ("search", "--", "zzyzx"), ("search", "--now", BEFORE, "--", "zzyzx"),
    ("search", "--", "CS-1002"), ("search", "--", "status:open"), ("search", "--", "product:zzy"),
    ("attainment", "--from", "2026-05-01", "--to", "2026-06-01"),
    ("budgets", "--period", "2026Q2"), ("watch", "--once"), ("watch", "--once", "--now", BEFORE),
    ("remedies",), ("remedies", "calculate", "--period", "2026-05"),
    ("handbook", "apply", str(HANDBOOK), "--to", "open", "--dry-run"),
    ("handbook", "backtest", str(HANDBOOK), "--from", "2026-05-01", "--to", "2026-06-01"),
    ("import", "{folder}/scores.csv", "--format", "satisfaction"),
    ("access", "CS-1002", "--add", OUTSIDER),
    ("resolve", "CS-1002"), ("close", "CS-1002"), ("reopen", "CS-1002"),
    ("leave-out", "CS-1002", "--reason", "spam"),
    ("handbook", "show"), ("handbook", "diff", str(HANDBOOK)), ("alerts", "CS-1002"),
    ("alerts", "--mine"), ("team",),
    ("db", "info"), ("db", "check"),
)  # fmt: skip

PAPERS = (
    ("quarterly", "--period", "2026Q2"), ("proof", "--case", "CS-1001"),
    ("proof", "--case", "CS-1001", "--external"), ("proof", "--case", "CS-1002"),
    ("customer", "--id", "1", "--period", "2026Q2"), ("customer", "--id", "1", "--sheet"),
)  # fmt: skip


@pytest.fixture
def outside(desk: Path, tmp_path: Path) -> str:
    """CS-1001 is anybody's; CS-1002 became restricted, is linked with it and was breached."""
    clock = MovingClock(NOW)
    database = Database(open_checked(desk), clock)
    ana = database.write(partial(add_person, name=NAMED)).result
    ben = database.write(partial(add_person, name=OUTSIDER)).result
    database.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS))
    first = opened(database, replace(WHOLE, title="An open case"))
    secret = database.write(partial(open_case, new=SECRET)).result
    database.write(partial(assign, case_ids=[secret], person_id=ben))
    clock.instant += timedelta(hours=1)
    database.write(partial(assign, case_ids=[secret], person_id=ana))
    database.write(partial(change_access, case_id=secret, add=[ana]))
    key = database.read(partial(case_key, case_id=secret))
    assert key == "CS-1002"
    database.write(partial(add_link, case_id=first, kind="same", to=key))
    clock.instant += timedelta(days=2)
    database.write(partial(resolve, case_ids=[secret]))
    (tmp_path / "scores.csv").write_text(
        "case,score,comment,answered_at\nCS-1002,5,,2026-05-14T14:00:00Z\n", "utf-8"
    )
    database.close()
    return str(desk)


def leaks(said: str, typed: tuple[str, ...]) -> bool:
    """Whether the case is told of; what was typed comes back as it was, and tells nothing."""
    told = said.casefold()
    for word in typed:
        for quoted in ("“{}”", "'{}'", '"{}"'):
            told = told.replace(quoted.format(word.casefold()), "")
    return WORD in told or "cs-1002" in told


def test_no_command_tells_an_outsider_of_it(outside: str, typed: Typist, tmp_path: Path) -> None:
    found = []
    for command in COMMANDS:
        words = tuple(word.replace("{folder}", str(tmp_path)) for word in command)
        as_data = "--now" not in words and words[0] not in ("handbook", "db")
        for form in [(), ("--json",)] if as_data else [()]:
            asked = ("--database", outside, "--as", OUTSIDER, *form, *words)
            said = typed(*asked)
            assert said.status in (0, 1, 3), (words, said)
            if leaks(said.out + said.err, (*words, "CS-1002")):
                found.append((words, form, said.out[-300:], said.err))
    assert found == []
    assert not list(tmp_path.glob("saved/*"))


def test_no_paper_tells_an_outsider_of_it(outside: str, typed: Typist, tmp_path: Path) -> None:
    for number, words in enumerate(PAPERS):
        path = tmp_path / f"{number}.pdf"
        said = typed("--database", outside, "--as", OUTSIDER, "report", *words, "--out", str(path))
        if "CS-1002" in words:
            assert said.sentence == "There is no case “CS-1002”. Look in the queue."
            assert not path.exists()
        else:
            assert said.status == 0, said
            text = "".join(page.extract_text() for page in PdfReader(path).pages)
            assert not leaks(text, ()), (words, text)


def test_whoever_is_named_is_told(outside: str, typed: Typist, tmp_path: Path) -> None:
    path = tmp_path / "proof.pdf"
    asked: list[tuple[str, ...]] = [
        ("case", "CS-1002"), ("search", "--", "zzyzx"), ("case", "CS-1001"),
        ("case", "CS-1002", "--now", BEFORE),
    ]  # fmt: skip
    for words in asked:
        said = typed("--database", outside, "--as", NAMED, *words)
        assert leaks(said.out, ()), (words, said)
    proof = ("report", "proof", "--case", "CS-1002", "--out", str(path))
    assert typed("--database", outside, "--as", NAMED, *proof).status == 0
