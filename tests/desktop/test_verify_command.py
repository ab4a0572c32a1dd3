"""`leadline report verify`: a paper held against the desk it came from."""

import json
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from desktop.cli import main
from models.commands.customers import add_contract, customer_named
from models.database import Database
from models.snapshot import canonical, fingerprint
from tests.conftest import MovingClock
from tests.models.queries.proofs import SECRET, Dispute

PAPERS = {
    "quarterly": ["--period", "2026Q1"],
    "proof": ["--case", "CS-1001"],
    "external": ["--case", "CS-1001", "--external"],
    "customer": ["--id", "Contoso", "--period", "2026Q1"],
    "sheet": ["--id", "Contoso", "--sheet"],
}
RUNNING = ["--case", "CS-1002"]
KINDS = {"external": "proof", "running": "proof", "sheet": "customer"}

Desk = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def disputed(database: Database, clock: MovingClock) -> Dispute:
    made = Dispute(database, clock)
    made.disputed()
    made.at("2026-04-20 09:00")
    return made


@pytest.fixture
def ask(
    disputed: Dispute, desk_address: str, capsys: pytest.CaptureFixture[str]
) -> Desk:  # fmt: skip
    """Runs `report`; gives the exit status and what it printed as JSON."""

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        now = disputed.clock.instant.isoformat()
        status = main(["report", *arguments, "--database", desk_address, "--json", "--now", now])
        return status, json.loads(capsys.readouterr().out)

    return run


def printed(ask: Desk, name: str, folder: Path, *more: str) -> Path:
    out = folder / f"{name}.pdf"
    assert ask(KINDS.get(name, name), *PAPERS.get(name, RUNNING), "--out", str(out), *more)[0] == 0
    return out


def attached(path: Path) -> dict[str, Any]:
    with pikepdf.open(path) as pdf:
        found: dict[str, Any] = json.loads(pdf.attachments["data.json"].get_file().read_bytes())
        return found


def foot(path: Path) -> str:
    return str(PdfReader(path).pages[0].extract_text())


def forged(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The paper with other data, sealed again by somebody who knows how."""
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        data = json.loads(pdf.attachments["data.json"].get_file().read_bytes())
        del data["sha256"]
        change(data)
        written = canonical({**data, "sha256": fingerprint(data)})
        pdf.attachments["data.json"] = pikepdf.AttachedFileSpec(pdf, written, filename="data.json")
        pdf.save(path)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_paper_agrees_with_its_desk_now_and_later(
    ask: Desk, disputed: Dispute, tmp_path: Path, name: str, paper: str
) -> None:
    out = printed(ask, name, tmp_path, "--paper", paper)
    status, told = ask("verify", str(out))
    assert (status, told["state"]) == (0, "agrees"), told
    assert "to the byte" in told["told"]
    assert f"data {attached(out)['hash'][:12]}" in foot(out)
    disputed.at("2027-01-20 09:00")
    assert ask("verify", str(out))[1]["told"] == told["told"]


def test_it_says_which_figures_are_other_than_they_were(
    ask: Desk, disputed: Dispute, tmp_path: Path
) -> None:
    out = printed(ask, "quarterly", tmp_path)
    case_id = disputed.opened("2026-03-30 10:00", "P1", "Late entry")
    disputed.replied(case_id, "2026-04-21 10:00", happened="2026-03-30 10:10")
    disputed.at("2026-04-22 10:00")
    status, told = ask("verify", str(out))
    assert (status, told["state"]) == (1, "differs")
    assert told["agreed_then"] is False  # an event of March came into the log of then
    named = {one["name"]: (one["was"], one["now"]) for one in told["figures"]}
    assert named["attainment · P1 first_response SLA · met"] == (1, 2)


def test_what_was_recorded_later_is_told_from_what_never_was(
    ask: Desk, disputed: Dispute, tmp_path: Path
) -> None:
    case_id = disputed.opened("2026-03-30 10:00", "P1", "Answered, and noted late")
    disputed.at("2026-04-20 09:00")
    out = printed(ask, "quarterly", tmp_path)
    disputed.replied(case_id, "2026-04-21 10:00", happened="2026-03-30 10:10")
    disputed.at("2026-04-22 10:00")
    status, told = ask("verify", str(out))
    assert (status, told["state"], told["agreed_then"]) == (1, "differs", True)
    assert "what was recorded since changed it" in told["told"]


def test_words_for_a_person(
    ask: Desk, disputed: Dispute, desk_address: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = printed(ask, "proof", tmp_path)
    arguments = ["report", "verify", str(out), "--database", desk_address]
    assert main(arguments) == 0
    assert capsys.readouterr().out == "Agrees. It is what the desk says, to the byte.\n"
    forged(out, lambda data: data["rows"].update(customer="Adatum"))
    assert main(arguments) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Differs. The desk does not give these figures")
    assert said[1:] == ["  customer: Adatum → Contoso"]


def test_an_altered_file_is_found_out(ask: Desk, tmp_path: Path) -> None:
    out = printed(ask, "quarterly", tmp_path)
    whole = out.read_bytes()

    def state() -> tuple[str, str]:
        told = ask("verify", str(out))[1]
        return told["state"], told["told"]

    with pikepdf.open(BytesIO(whole)) as pdf:  # the data alone
        data = attached(out)
        data["rows"]["breached_cases"] = 0
        file = pikepdf.AttachedFileSpec(pdf, canonical(data), filename="data.json")
        pdf.attachments["data.json"] = file
        pdf.save(out)
    assert state() == ("altered", "The attached data is not what was attached.")
    with pikepdf.open(BytesIO(whole)) as pdf:  # a page alone
        pdf.pages[0].contents_add(b"BT ET")
        pdf.save(out)
    assert state() == ("altered", "Its pages are not those that were printed.")

    def pages_again(data: dict[str, Any]) -> None:
        from desktop.reports.attached import parsed

        data["pages"] = parsed(out.read_bytes())[1]

    forged(out, pages_again)  # a page, and the seals of it
    assert state() == ("altered", "Its data is what the desk says, but its pages are not.")
    out.write_bytes(whole)
    forged(out, lambda data: data["rows"].update(breached_cases=0))
    assert state()[0] == "altered"
    out.write_bytes(whole)
    forged(out, _figure_and_hash)  # a figure, its hash and its seal: only the desk knows better
    status, told = ask("verify", str(out))
    assert (status, told["state"]) == (1, "differs")
    assert [one["name"] for one in told["figures"]] == ["breached cases"]


def _figure_and_hash(data: dict[str, Any]) -> None:
    data["rows"]["breached_cases"] = 0
    data["hash"] = fingerprint(data["rows"])


def test_a_file_that_was_only_saved_again_agrees(ask: Desk, tmp_path: Path) -> None:
    out = printed(ask, "quarterly", tmp_path)
    with pikepdf.open(BytesIO(out.read_bytes())) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    status, told = ask("verify", str(out))
    assert (status, told["state"]) == (0, "agrees")
    assert "saved again" in told["told"]


@pytest.mark.parametrize("what", ["alt", "link", "outline", "title", "tree", "loop"])
def test_what_is_read_aloud_is_checked_too(ask: Desk, tmp_path: Path, what: str) -> None:
    out = printed(ask, "proof", tmp_path)
    with pikepdf.open(BytesIO(out.read_bytes())) as pdf:
        if what == "alt":
            figures = [one for one in pdf.objects if _is(one, "/S", "/Figure")]
            figures[0].Alt = pikepdf.String("All was kept.")
        elif what == "link":
            link = next(note for one in pdf.pages for note in one.obj.get("/Annots", []))
            del link["/Dest"]
            link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com")
        elif what == "tree":
            del pdf.Root["/StructTreeRoot"]
        elif what == "loop":
            pdf.Root.StructTreeRoot.K[0].K[0].K = pdf.Root.StructTreeRoot.K[0]
        elif what == "title":
            pdf.docinfo["/Title"] = "Another"
        else:
            with pdf.open_outline() as outline:
                outline.root[0].title = "Another"
        pdf.save(out)
    told = ask("verify", str(out))[1]
    assert (told["state"], "read aloud" in told["told"]) == ("altered", True)


def _is(one: Any, name: str, value: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get(name) == value


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "nonsense"},
        {"arguments": {}},
        {"arguments": {"period": 5}},
        {"arguments": {"period": "x" * 9_000}},
        {"as_of": "yesterday"},
        {"as_of": "2016-04-01T00:00:00"},
        {"as_of": "1900-01-01T00:00:00+00:00"},
        {"arguments": {"period": "2099Q1"}},
        {"paper": "a3"},
        {"arguments": {"period": "2026Q1", "more": 1}},
    ],
)
def test_what_nobody_could_have_asked_is_no_report(
    ask: Desk, tmp_path: Path, change: dict[str, Any]
) -> None:
    out = printed(ask, "quarterly", tmp_path)
    forged(out, lambda data: data.update(change))
    status, told = ask("verify", str(out))
    assert status == 1
    assert told["state"] == "no such report"
    assert told["told"]


def test_a_case_or_customer_that_is_not_there_is_no_report(ask: Desk, tmp_path: Path) -> None:
    for name, arguments in (("proof", {"case": "CS-9", "external": False}),
                            ("customer", {"customer": 99, "period": "2026Q1"}),
                            ("sheet", {"customer": 10**30})):  # fmt: skip
        out = printed(ask, name, tmp_path)
        forged(out, lambda data, told=arguments: data.update(arguments=told))  # type: ignore[misc]
        assert ask("verify", str(out))[1]["state"] == "no such report"


def test_what_is_no_paper_is_a_sentence(
    ask: Desk, tmp_path: Path, desk_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(empty)
    secret = tmp_path / "locked.pdf"
    with pikepdf.open(empty) as pdf:
        pdf.save(secret, encryption=pikepdf.Encryption(user="x", owner="y"))
    text = tmp_path / "text.pdf"
    text.write_text("%PDF-1.4 and nothing else")
    for path, said in ((empty, "holds no data"), (secret, "no PDF that can be read"),
                       (text, "no PDF that can be read"), (tmp_path / "none.pdf", "cannot be read"),
                       (tmp_path, "cannot be read")):  # fmt: skip
        assert main(["report", "verify", str(path), "--database", desk_address]) == 3
        assert said in capsys.readouterr().err
    for wrong in (["verify"], ["quarterly", "x.pdf", "--period", "2026Q1", "--out", "y.pdf"],
                  ["quarterly", "--period", "2026Q1"]):  # fmt: skip
        with pytest.raises(SystemExit):
            main(["report", *wrong, "--database", desk_address])


@pytest.mark.parametrize(
    "wrong",
    [
        ["postmortem", "--id", "1", "--external"],
        ["quarterly", "--period", "2026Q1", "--names"],
        ["actions", "--period", "2026Q1"],
        ["case", "--case", "CS-1001", "--sheet"],
        ["weekly", "--period", "2026W12", "--case", "CS-1001"],
    ],
)
def test_what_a_kind_knows_nothing_of_is_refused(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not left aside: whoever asks for it without what is internal would be given it with that."""
    out = tmp_path / "paper.pdf"
    with pytest.raises(SystemExit):
        main(["report", *wrong, "--out", str(out), "--database", str(tmp_path / "none.db")])
    assert "takes no --" in capsys.readouterr().err
    assert not out.exists()


def test_nothing_of_ours_is_attached_to_what_a_customer_is_sent(
    ask: Desk, disputed: Dispute, tmp_path: Path
) -> None:
    for name in ("external", "customer", "sheet"):
        told = json.dumps(attached(printed(ask, name, tmp_path)))
        words = (SECRET, "SLO", "Ana", "Ben", "case_id", "group", "slo")
        assert not [word for word in words if word in told]
        assert "CS-1001" in told or name == "sheet"
    assert SECRET in json.dumps(attached(printed(ask, "proof", tmp_path)))


def test_whoever_sees_no_credits_checks_the_rest(
    database: Database, ask: Desk, disputed: Dispute, tmp_path: Path
) -> None:
    terms: dict[str, object] = {"remedies": {
        "unit": "EUR", "cap": 90, "per": "month", "P1": {"resolution": {"under": [[0.5, 5]]}},
    }}  # fmt: skip
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Gold", terms=terms))
    disputed.opened("2026-04-20 09:00", "P1")
    disputed.at("2026-04-20 10:00")
    out = printed(ask, "sheet", tmp_path, "--as", "Ana Ruiz")
    assert "EUR" in json.dumps(attached(out))
    assert ask("verify", str(out), "--as", "Ana Ruiz")[0] == 0
    status, told = ask("verify", str(out), "--as", "Ben Okafor")
    assert (status, told["figures"]) == (0, [])
    assert "not drawn again" in told["told"]
    forged(out, lambda data: data["rows"].update(credits={}))
    forged(out, lambda data: data.update(hash=fingerprint(data["rows"])))
    assert "EUR" not in json.dumps(ask("verify", str(out), "--as", "Ben Okafor")[1])
    assert "EUR" in json.dumps(ask("verify", str(out), "--as", "Ana Ruiz")[1])
    theirs = printed(ask, "sheet", tmp_path, "--as", "Ben Okafor")
    assert "EUR" not in json.dumps(attached(theirs))
    assert "to the byte" in ask("verify", str(theirs), "--as", "Ana Ruiz")[1]["told"]


@pytest.mark.parametrize("name", ["quarterly", "customer", "running"])
def test_what_went_on_since_changes_nothing_of_then(
    ask: Desk, disputed: Dispute, tmp_path: Path, name: str
) -> None:
    case_id = disputed.opened("2026-03-30 10:00", "P1", "Still running")
    disputed.at("2026-03-30 12:00")
    out = printed(ask, name, tmp_path)
    disputed.replied(case_id, "2026-03-30 13:00")
    disputed.resolved(case_id, "2026-03-31 13:00")
    disputed.at("2026-04-22 10:00")
    status, told = ask("verify", str(out))
    assert (status, told["state"], told["agreed_then"]) == (0, "agrees", True)
    assert "to the byte" in told["told"]
    assert "gone on since" in told["told"]
