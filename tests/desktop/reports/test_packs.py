"""The weekly and the monthly review on paper: every number of the page, tagged, to be verified."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from desktop.cli import main
from desktop.papers import KINDS, drawn
from desktop.reports.monthly import monthly_bytes
from desktop.reports.text import printable
from desktop.reports.weekly import weekly_bytes
from models.agenda import Section
from models.commands.people import add_person
from models.commands.review_records import record, take_back
from models.database import Database
from models.handbook.periods import parse_period
from models.handbook.reviews import DECISION, HELD, NOTE
from models.monthly_words import monthly_agenda
from models.queries.breach_time import Holding
from models.queries.late_cases import LISTED, Late, LateCase
from models.queries.monthly_review import MonthlyReview, monthly_review
from models.queries.weekly_review import WeeklyReview, weekly_review
from models.weekly_words import weekly_agenda
from tests.conftest import NOW, MovingClock
from tests.desktop.reports.tagged import check_tagged, roles
from tests.full_desks import demo_at
from tests.models.commands.desk import opened
from tests.naughty import KEPT, MARKED_UP, SHORT

WEEK, MONTH = "2026-W19", "2026-04"
AT = datetime(2026, 5, 10, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    desk = demo_at(tmp_path_factory.mktemp("packs") / "desk.db", NOW)
    for kind, words in ((DECISION, "Exports are watched by hand."), (NOTE, MARKED_UP)):
        desk.write(partial(record, review="weekly 2026W19", kind=kind, words=words))
    wrong = desk.write(
        partial(record, review="monthly 2026-04", kind=DECISION, words="A mistake")
    ).result
    desk.write(partial(take_back, record_id=wrong))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def weekly(demo: Database) -> WeeklyReview:
    return demo.read(partial(weekly_review, period=parse_period(WEEK), now=NOW))


@pytest.fixture(scope="module")
def monthly(demo: Database) -> MonthlyReview:
    return demo.read(partial(monthly_review, period=parse_period(MONTH), now=NOW))


def words(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def check_every_line(sections: tuple[Section, ...], content: bytes) -> None:
    """Each line of the agenda is on the paper, with its value and what that was before."""
    printed = words(content).replace(" ", "")
    for section in sections:
        missing = section.empty if section.empty.key else section.nothing
        said = str(section.title if section.lines else missing)
        assert said.replace(" ", "") in printed
        for line in section.lines:
            for part in (line.words, line.value, line.was, line.key):
                assert printable(str(part)).replace(" ", "")[:60] in printed


def test_the_weekly_paper_says_all_that_the_page_says(weekly: WeeklyReview) -> None:
    content = weekly_bytes(weekly)
    check_every_line(weekly_agenda(weekly), content)
    printed = words(content)
    assert "Weekly review, week 19 of 2026" in printed
    assert "4 to 10 May 2026" in printed
    assert "13 cases opened, 5 resolved, 10 open at the end." in printed
    assert printed.index("Open corrective actions") < printed.index("What changed")
    assert MARKED_UP in printed
    assert weekly.data_hash in printed


def test_the_monthly_paper_says_all_that_the_page_says(monthly: MonthlyReview) -> None:
    content = monthly_bytes(monthly)
    check_every_line(monthly_agenda(monthly), content)
    printed = words(content)
    assert "Monthly SLA health check, April 2026" in printed
    assert "Resolution within the SLA: 8 of 9 (88 %)." in printed
    assert "taken back" in printed


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_papers_are_tagged_whole_and_the_same_each_time(
    kind: str, weekly: WeeklyReview, monthly: MonthlyReview
) -> None:
    rows = weekly if kind == "weekly" else monthly
    asked = {"period": rows.period.name, "named": False}
    content = drawn(kind, asked, rows)
    assert content == drawn(kind, asked, rows)
    found = roles(check_tagged(content))
    assert found["/H1"] == 1
    assert found["/H2"] > 4
    assert found["/Table"] > 1
    assert found["/TH"] > 8
    told = KINDS[kind].told(rows)
    assert "may_name" not in told
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize("payload", [*SHORT, *KEPT[-3:]], ids=lambda one: ascii(one[:16]))
def test_whatever_is_written_prints_and_does_nothing(weekly: WeeklyReview, payload: str) -> None:
    case = LateCase(
        1, payload[:200], payload, "P2", Holding(payload[:100], "agent", unassigned=False), AT,
        "resolution", None, waits_for=payload,
    )  # fmt: skip
    late = Late((case,), 1, ((case.holding, 1),))
    lists = replace(weekly.late, breached=late, waiting=late, unclosed=late, soon=late)
    entry = replace(weekly.minutes.entries[0], words=payload)
    minutes = replace(weekly.minutes, entries=(entry,))
    content = weekly_bytes(replace(weekly, late=lists, minutes=minutes, decided=minutes))
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert "/OpenAction" not in root
    assert all("/Annots" not in page for page in reader.pages)


def test_very_many_late_cases_are_cut_with_how_many_more(weekly: WeeklyReview) -> None:
    case = LateCase(1, "CS-1", "Stalls", "P2", Holding("", "agent", unassigned=False), AT)
    many = Late((case,) * LISTED, 5_000, ((case.holding, 5_000),))
    content = weekly_bytes(replace(weekly, late=replace(weekly.late, breached=many)))
    assert f"And {5_000 - LISTED:,} more" in words(content)
    assert "5,000 breached and open" in words(content)


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = main([*arguments, "--json"])
    printed = capsys.readouterr().out
    return status, json.loads(printed) if printed else {}


def test_the_command_writes_them_and_verify_holds_them_against_the_desk(
    database: Database, clock: MovingClock, desk_address: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    opened(database)
    clock.instant += timedelta(days=7)
    database.write(partial(record, review="weekly 2026W20", kind=HELD, words="In the small room"))
    paper, now = tmp_path / "w.pdf", clock.instant.isoformat()
    desk = ("--database", desk_address, "--now", now)
    told = ("report", "weekly", "--period", "2026W20", "--out", str(paper))
    assert ask(capsys, *told, *desk)[0] == 0
    assert "In the small room" in words(paper.read_bytes())
    status, found = ask(capsys, "report", "verify", str(paper), *desk)
    assert (status, found["state"]) == (0, "agrees")
    clock.instant += timedelta(days=1)
    database.write(partial(record, review="weekly 2026W20", kind=NOTE, words="Said later"))
    later = ("--database", desk_address, "--now", clock.instant.isoformat())
    status, found = ask(capsys, "report", "verify", str(paper), *later)
    assert (status, found["state"], found["agreed_then"]) == (0, "agrees", True)
    monthly = tmp_path / "m.pdf"
    asked = ("report", "monthly", "--period", "2026-05", "--out", str(monthly))
    assert ask(capsys, *asked, *later)[0] == 0
    assert "May 2026, so far" in words(monthly.read_bytes())
    assert ask(capsys, "report", "verify", str(monthly), *later)[1]["state"] == "agrees"


@pytest.mark.parametrize(
    ("kind", "period"),
    [("weekly", "2026-05"), ("weekly", "2026W30"), ("monthly", "2026W19"), ("monthly", "2027-01"),
     ("weekly", "soon")],
)  # fmt: skip
def test_another_period_is_a_sentence_and_no_file(
    database: Database, desk_address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    kind: str, period: str,
) -> None:  # fmt: skip
    out = tmp_path / "x.pdf"
    status = main(
        ["report", kind, "--period", period, "--out", str(out), "--database", desk_address,
         "--now", NOW.isoformat()]
    )  # fmt: skip
    assert status == 3
    assert capsys.readouterr().err.strip().endswith(".")
    assert not out.exists()


def test_names_are_printed_for_the_lead_alone(
    database: Database, clock: MovingClock, desk_address: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    lead = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    database.write(partial(add_person, name="Ben Okafor"))
    database.person_id = lead
    database.write(partial(record, review="weekly 2026W19", kind=DECISION, words="Watch exports"))
    out = tmp_path / "w.pdf"
    told = ["report", "weekly", "--period", "2026W19", "--out", str(out), "--database",
            desk_address, "--now", clock.instant.isoformat()]  # fmt: skip
    assert main([*told, "--as", "Ana Ruiz"]) == 0
    assert b"Ana Ruiz" not in b"".join(attached(out))
    assert "Ana Ruiz" not in words(out.read_bytes())
    assert main([*told, "--as", "Ana Ruiz", "--names"]) == 0
    assert "Ana Ruiz" in words(out.read_bytes())
    before = out.read_bytes()
    assert main([*told, "--as", "Ben Okafor", "--names"]) == 3
    assert "by roles" in capsys.readouterr().err
    assert out.read_bytes() == before


def attached(path: Path) -> list[bytes]:
    reader = PdfReader(path)
    return [one for some in reader.attachments.values() for one in some]
