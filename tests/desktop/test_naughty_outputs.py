"""What naughty strings become where they leave the desk: JSON, a terminal, a message, paper."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.bus import NotificationBus
from desktop.message import Message
from desktop.options import printable
from desktop.printing import print_customer, print_proof, print_sla_sheet
from desktop.reports.text import printable as on_paper
from models.commands.cases import NewCase, open_case
from models.commands.contacts import add_note
from models.database import Database
from models.schema import open_checked
from models.work import Work
from tests.conftest import NOW, ROOT, MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.notification_service import NotificationService
from tests.naughty import KEPT, SHORT

STEERING = {"Cc", "Cf", "Zl", "Zp"}
HARMLESS = "\n\t\u200c\u200d"


@pytest.fixture
def named(desk: Path) -> Iterator[Database]:
    """A desk with a case for each of the strings, which stands in every field there is."""
    database = Database(open_checked(desk), MovingClock(NOW))

    def open_all(work: Work) -> None:
        for text in SHORT:
            new = NewCase(
                text, text, "P1", impact=text, environment=text, steps=text, category=text,
                message=text, contact=text,
            )  # fmt: skip
            add_note(work, open_case(work, new), text)

    database.write(open_all)
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
def test_a_terminal_gets_nothing_that_would_steer_it(named: Database, desk: Path) -> None:
    controls = next(n for n, text in enumerate(SHORT) if "\x1b" in text)
    for words in (["case", f"CS-{1001 + controls}"], ["queue", "--limit=999"]):
        said = on_a_terminal(*words, "--database", str(desk))
        assert "\\x1b[31m" in said
        left = (c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS)
        assert list(left) == []


def test_a_pipe_gets_nothing_of_it_either(
    named: Database, desk: Path, typed: Typist, tmp_path: Path
) -> None:
    for number, text in enumerate(SHORT):
        for words in (["case", f"CS-{1001 + number}"], ["search", "--", f"kind:case {text}"]):
            said = typed(*words, "--database", str(desk)).out
            left = (c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS)
            assert list(left) == [], text
    said = typed("watch", "--once", "--database", str(desk)).out
    assert len(said.splitlines()) >= len(SHORT)
    left = (c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS)
    assert list(left) == []


def on_a_terminal(*words: str) -> str:
    """What a command says to a person in front of it."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", *words], cwd=ROOT,
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
    return shown.decode().replace("\r\n", "\n")


def test_what_is_printed_is_spelt_out_where_it_would_steer() -> None:
    for text in KEPT:
        said = printable(text)
        assert [c for c in said if unicodedata.category(c) in STEERING and c not in HARMLESS] == []
        assert len(said) <= 10 * len(text)


def test_a_message_is_no_markup(service: NotificationService) -> None:
    bus = NotificationBus(lambda press: None)
    for text in SHORT:
        assert bus.notify(Message(text, text, None)), text
    for (_, _, _, title, body, *_), text in zip(service.wait_for(len(SHORT)), SHORT, strict=True):
        assert title == text
        assert "<" not in body
        unescaped = body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert unescaped == text
    bus.close()


def words(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def unspaced(text: str) -> str:
    """Without blanks, and the lines that paper breaks."""
    return "".join(text.split())


def test_every_paper_is_printed_whatever_stands_in_it(named: Database, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    for number, text in enumerate(SHORT, start=1):
        assert print_proof(named, number, path)
        told = words(path)
        assert f"CS-{1000 + number}" in told, text
        assert unspaced(on_paper(text, 160)) in unspaced(told), text
        if number % 6 == 1:
            for printing in (
                partial(print_customer, period="2026Q2", progress=None),
                print_sla_sheet,
            ):
                assert printing(named, number, path=path)
                assert "page 1 of" in words(path), text
