"""What naughty strings become where they leave the desk: JSON, a terminal, a message, paper."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.options import printable
from desktop.printing import print_customer, print_proof, print_sla_sheet
from desktop.watch import Message, messages
from models.commands.alerts import fire_due
from models.commands.cases import NewCase, open_case
from models.commands.contacts import add_note, log_customer_message
from models.database import Database
from models.queries.alerts import AlertRow
from models.schema import open_checked
from tests.conftest import NOW, ROOT, MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_watch import BERLIN
from tests.naughty import KEPT, SHORT

STEERING = {"Cc", "Cf", "Zl", "Zp"}
HARMLESS = "\n\t\u200c\u200d"


@pytest.fixture
def named(desk: Path) -> Iterator[Database]:
    """A desk with a case for each of the strings, which stands in every field there is."""
    database = Database(open_checked(desk), MovingClock(NOW))
    for text in SHORT:
        new = NewCase(
            text, text, "P1", impact=text, environment=text, steps=text, category=text,
            message=text, contact=text,
        )  # fmt: skip
        case_id = database.write(partial(open_case, new=new)).result
        database.write(partial(add_note, case_id=case_id, text=text))
    yield database
    database.close()


def test_json_carries_them_to_the_letter(named: Database, desk: Path, typed: Typist) -> None:
    here = ["--database", str(desk), "--json"]
    rows = json.loads(typed("queue", "--limit=999", *here).out)
    titles = [" ".join(text.split()) for text in SHORT]
    assert sorted(row["title"] for row in rows) == sorted(titles)
    for number, text in enumerate(SHORT):
        told = json.loads(typed("case", f"CS-{1001 + number}", *here).out)
        assert told["fields"]["steps"] == text.strip()
        assert told["timeline"][-1]["data"]["text"] == text.strip()
        found = typed("search", *here, "--", text)
        assert found.status in (0, 1), text
        assert isinstance(json.loads(found.out), list)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a terminal as Linux has it")
@pytest.mark.parametrize("command", [["case", "CS-{}"], ["explain", "CS-{}"], ["queue"]])
def test_a_terminal_gets_nothing_that_would_steer_it(
    command: list[str], named: Database, desk: Path
) -> None:
    import pty

    controls = next(n for n, text in enumerate(SHORT) if "\x1b" in text)
    words = [word.format(1001 + controls) for word in command]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", *words, "--database", str(desk)], cwd=ROOT,
        stdout=theirs, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert process.returncode == 0
    said = shown.decode().replace("\r\n", "\n")
    assert "\\x1b[31m" in said or command == ["explain", "CS-{}"]
    assert [c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS] == []


def test_what_is_printed_is_spelt_out_where_it_would_steer() -> None:
    for text in KEPT:
        said = printable(text)
        assert [c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS] == []
        assert len(said) <= 10 * len(text)


def test_a_message_is_no_markup(named: Database, service: NotificationService) -> None:
    from desktop.notifier import BusNotifier

    named.clock.instant += (  # type: ignore[attr-defined]
        NOW.replace(hour=13) - NOW.replace(hour=12)
    )
    bus = BusNotifier(lambda case_id: None)
    for text in SHORT:
        assert bus.notify(text, text, None), text
    for (_, _, _, title, body, *_), text in zip(service.wait_for(len(SHORT)), SHORT, strict=True):
        assert title == text
        assert "<" not in body
        unescaped = body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert unescaped == text
    bus.close()


def test_every_paper_is_printed_whatever_stands_in_it(named: Database, tmp_path: Path) -> None:
    from pypdf import PdfReader

    for number, text in enumerate(SHORT, start=1):
        proof, customer, sheet = (tmp_path / f"{kind}.pdf" for kind in ("proof", "customer", "sla"))
        assert print_proof(named, number, proof)
        for path in (proof,):
            told = "".join(page.extract_text() for page in PdfReader(path).pages)
            assert f"CS-{1000 + number}" in told, text
        assert print_customer(named, number, "2026Q2", customer)
        assert print_sla_sheet(named, number, sheet)
        for path in (customer, sheet):
            assert len(PdfReader(path).pages) >= 1
