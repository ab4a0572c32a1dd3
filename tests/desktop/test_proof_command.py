"""`leadline report proof`: a page that the ledger's own hash can be held against."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli import main
from models.database import Database
from tests.conftest import MovingClock
from tests.models.queries.proofs import SECRET, Dispute


@pytest.fixture
def desk(database: Database, clock: MovingClock, desk_address: str) -> list[str]:
    Dispute(database, clock).disputed()
    return ["--database", desk_address]


def printed(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_writes_the_page_and_explain_gives_the_same_hash(
    desk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proof.pdf"
    assert main(["report", "proof", "--case", "CS-1001", "--out", str(out), "--json", *desk]) == 0
    assert json.loads(capsys.readouterr().out) == {"report": str(out)}
    assert main(["explain", "CS-1001", "--json", *desk]) == 0
    data_hash = json.loads(capsys.readouterr().out)["data_hash"]
    assert data_hash in printed(out).replace(" ", "")
    assert SECRET in printed(out)


def test_external_leaves_out_what_is_internal(desk: list[str], tmp_path: Path) -> None:
    out = tmp_path / "proof.pdf"
    arguments = ["report", "proof", "--case", "CS-1001", "--out", str(out), "--external", *desk]
    assert main(arguments) == 0
    assert not any(secret in printed(out) for secret in (SECRET, "SLO", "Ben", "Ana"))


def test_a_past_proof_is_by_what_was_known_then(desk: list[str], tmp_path: Path) -> None:
    out = tmp_path / "proof.pdf"
    past = ["--now", "2026-03-29T00:00+01:00"]
    assert main(["report", "proof", "--case", "CS-1001", "--out", str(out), *desk, *past]) == 0
    told = printed(out)
    assert "Paused: while that lasts there is no due time." in told
    assert "As of Sun 29 Mar 2026, 00:00 CET" in told
    assert "Resolved" not in told


def test_a_case_nobody_knows_and_a_missing_option_are_sentences(
    desk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "proof.pdf")
    assert main(["report", "proof", "--case", "CS-9", "--out", out, *desk]) == 3
    assert "There is no case “CS-9”." in capsys.readouterr().err
    for kind, option in (("proof", "--case"), ("quarterly", "--period")):
        with pytest.raises(SystemExit) as refused:
            main(["report", kind, "--out", out, *desk])
        assert refused.value.code == 2
        assert f"needs {option}" in capsys.readouterr().err
    assert not Path(out).exists()
