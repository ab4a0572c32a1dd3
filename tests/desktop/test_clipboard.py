"""`leadline new --from-clipboard`, with a screen and without one."""

import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from models.commands.customer_contacts import contact_named
from models.commands.customers import customer_named
from models.database import Database
from models.desk_time import RunningClock
from models.schema import open_checked
from tests.desktop import real_keys
from tests.desktop.command_line import Said, ended, real
from tests.desktop.conftest import Run

MAIL = "From: Ana Ruiz <ana@contoso.example>\nSubject: Exports stall\n\nSince noon."


@pytest.fixture
def copied(screen: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """Another program holds a text on the clipboard of this screen."""
    with real_keys.copied(request.param):
        yield


def new(desk: Path, home: Path, *words: str, **variables: str) -> Said:
    here = {name: os.environ[name] for name in ("DISPLAY",) if name in os.environ}
    command = ["new", "--from-clipboard", *words, "--database", str(desk), "--json"]
    return ended(real(*command, home=home, variables={**here, **variables}))


@pytest.mark.parametrize("copied", [MAIL], indirect=True)
def test_a_copied_mail_is_a_case_though_incomplete(
    copied: None, desk: Path, tmp_path: Path, told: Run
) -> None:
    said = new(desk, tmp_path)
    assert said.status == 0, said.err
    case = told("case", json.loads(said.out)["case"], "--database", str(desk))
    assert case["title"] == "Exports stall"
    assert "customer" in str(case["missing"])
    assert "From: Ana Ruiz <ana@contoso.example>\\n\\nSince noon." in json.dumps(case["timeline"])


@pytest.mark.parametrize("copied", [MAIL], indirect=True)
def test_an_address_that_is_known_says_whose_case_it_is(
    copied: None, desk: Path, tmp_path: Path, told: Run
) -> None:
    database = Database(open_checked(desk), RunningClock())
    contoso = database.write(partial(customer_named, name="Contoso")).result
    written = "Ana Ruiz <ana@contoso.example>"
    database.write(partial(contact_named, customer_id=contoso, written=written))
    database.close()
    key = json.loads(new(desk, tmp_path, "--title", "Mine").out)["case"]
    case = told("case", key, "--database", str(desk))
    assert (case["title"], case["customer"], case["contact"]) == ("Mine", "Contoso", "Ana Ruiz")


@pytest.mark.parametrize("copied", [" \n"], indirect=True)
def test_an_empty_clipboard_is_a_sentence(copied: None, desk: Path, tmp_path: Path) -> None:
    said = new(desk, tmp_path)
    assert said.status == 3
    assert "There is no text on the clipboard." in said.err


@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_screen_it_is_a_sentence_and_not_a_crash(
    display: str, desk: Path, tmp_path: Path
) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("there is always a screen here")
    platform = {"QT_QPA_PLATFORM": "", "WAYLAND_DISPLAY": "", "DISPLAY": display}
    said = new(desk, tmp_path, **platform)
    assert said.status == 3, said
    assert said.err.splitlines() == [
        "There is no screen here, and so no clipboard. Give the words with --title and --message."
    ]
