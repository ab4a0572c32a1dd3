"""`leadline report customer`: the report of a period, or the SLA sheet."""

import json
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli import main
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.database import Database
from models.queries.customer import customer_id_called
from models.work import Work
from tests.models.commands.desk import opened


@pytest.fixture
def desk(database: Database, desk_address: str) -> list[str]:
    opened(database)
    customer = database.write(partial(customer_named, name="Contoso")).result
    return ["report", "customer", "--id", str(customer), "--database", desk_address,
            "--now", "2026-05-12T15:00Z"]  # fmt: skip


def printed(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_writes_the_report_the_same_each_time(
    desk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for path in paths:
        assert main([*desk, "--period", "2026Q2", "--out", str(path), "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"report": str(path)}
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert "Service report, Q2 2026, so far Contoso" in printed(paths[0])


def test_it_writes_the_sla_sheet(desk: list[str], tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert main([*desk, "--sheet", "--out", str(path)]) == 0
    assert "Service level agreement Contoso" in printed(path)


def test_a_customer_is_meant_by_name_or_by_number(database: Database) -> None:
    def made(work: Work) -> list[int]:
        return [customer_named(work, name) for name in ("contoso", "Contoso", "Fabrikam", "3")]

    ids = database.write(made).result
    by_name = {"contoso": ids[0], "Contoso": ids[1], " fabrikam ": ids[2], "3": ids[3]}
    for written, customer in {**by_name, str(ids[0]): ids[0]}.items():
        assert database.read(partial(customer_id_called, written=written)) == customer


def test_an_agent_is_not_told_the_credits_on_paper(
    database: Database, desk: list[str], tmp_path: Path
) -> None:
    remedies = {
        "unit": "EUR",
        "cap": 90,
        "per": "month",
        "P1": {"resolution": {"under": [[0.5, 5]]}},
    }

    def fill(work: Work) -> None:
        add_contract(work, customer_named(work, "Contoso"), "Gold", {"remedies": remedies})
        add_person(work, "Lea", role="lead")
        add_person(work, "Bo")

    database.write(fill)
    opened(database)
    for who, told in (("Lea", True), ("Bo", False)):
        path = tmp_path / f"{who}.pdf"
        assert main(["--as", who, *desk, "--sheet", "--out", str(path)]) == 0
        assert ("EUR" in printed(path)) is told


def test_what_is_missing_or_unknown_is_a_sentence(
    desk: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "report.pdf")
    with pytest.raises(SystemExit) as refused:
        main([*desk, "--out", out])
    assert refused.value.code == 2
    assert "needs --period" in capsys.readouterr().err
    assert main([*desk, "--period", "2031Q1", "--out", out]) == 3
    assert "has not begun" in capsys.readouterr().err
    for other in ("99", "9" * 30, "Nobody & Sons"):
        unknown = [word if word != desk[3] else other for word in desk]
        assert main([*unknown, "--period", "2026Q2", "--out", out]) == 3
        said = capsys.readouterr().err
        assert f"There is no customer “{other}”. Give its name" in said
    assert not Path(out).exists()
