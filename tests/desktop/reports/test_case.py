"""One case on paper: what a customer may read, what is internal, and nothing that is markup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.reports import page
from desktop.reports.case import case_bytes
from models.case_paper import MOST_CLOCKS, CasePaper, case_paper
from models.commands.access import change_access
from models.commands.attachments import attach
from models.commands.cases import assign, open_case, pause, resume
from models.commands.closing import ClosingNote, close_case, resolve
from models.commands.contacts import add_note, log_contact
from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.file_reading import FileContent
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.reports.readable import check_readable
from tests.desktop.reports.tagged import check_tagged, roles
from tests.desktop.reports.test_payloads import CUT, LITERAL
from tests.made_desks import empty_desk
from tests.models.commands.breached import do
from tests.models.commands.desk import WHOLE, detail

H = timedelta(hours=1)


class Desk:
    """A case with a conversation, an internal note, a wait, a link and a file."""

    def __init__(self, path: Path) -> None:
        empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
        self.path, self.clock = path, MovingClock(NOW)
        self.database = database = Database(open_checked(str(path)), self.clock)
        do(database, add_person, "Ana Ruiz", "lead")
        ben = do(database, add_person, "Ben Okafor", "squad_lead")
        database.person_id = ben
        new = replace(WHOLE, message="It stands still. مرحبا 😀", contact="Signe")
        self.id = database.write(partial(open_case, new=new)).result
        other = do(database, open_case, replace(WHOLE, title="Another one"))
        self.key, other_key = (detail(database, one).row.key for one in (self.id, other))
        do(database, assign, [self.id], ben)
        do(database, add_note, self.id, "Their disk is a museum piece.")
        self.clock.instant += H * 2
        do(database, log_contact, self.id, "reply", "We are at it.")
        do(database, pause, [self.id], "waiting_customer", "Contoso", "Their logs")
        self.clock.instant += H * 3
        do(database, resume, [self.id])
        do(database, add_link, self.id, "same", other_key)
        do(database, attach, self.id, [FileContent("a.log", b"x" * 2_000)])

    def paper(self, *, external: bool = False) -> CasePaper:
        now, me = self.clock.now(), self.database.person_id
        ask = partial(case_paper, case_id=self.id, now=now, me=me, external=external)
        return self.database.read(ask)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> CasePaper:
    made = Desk(tmp_path_factory.mktemp("desk") / "desk.db")
    found = made.paper()
    made.database.close()
    return found


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_inside_it_tells_all_of_it_and_people_by_their_roles(desk: Desk) -> None:
    printed = words(case_bytes(desk.paper()))
    for said in (
        f"Case {desk.key}", "Exports stall at 90 %", "Internal: shows the SLO",
        "Their disk is a museum piece.", "Internal note · squad lead, internal", "We are at it.",
        "Reply · squad lead", "Message · customer", "It stands still. [5 Arabic characters]",
        "Waiting on customer: Contoso", "Assigned to squad lead", "First response, SLO", "Signe",
        "Same trouble", "a.log (2 KB)", "Impact", "All exports", "the notch is the SLO",
    ):  # fmt: skip
        assert said in printed, said
    for name in ("Ana Ruiz", "Ben Okafor"):
        assert name not in printed


def test_a_customer_reads_no_slo_no_note_no_link_and_nobody(desk: Desk) -> None:
    printed = words(case_bytes(desk.paper(external=True)))
    for said in ("We are at it.", "It stands still.", "First response, SLA", "Breached", "Opened"):
        assert said in printed, said
    for said in ("SLO", "museum", "Same trouble", "a.log", "Ben", "Assigned", "nternal", "notch"):
        assert said not in printed, said


def test_for_whom_it_waits_is_internal(desk: Desk) -> None:
    do(desk.database, pause, [desk.id], "waiting_third_party", "the Zzyzx vendor", "Their fix")
    assert "Zzyzx" in words(case_bytes(desk.paper()))
    outside = repr(desk.paper(external=True))
    assert "Zzyzx" not in outside
    assert "Waiting on third party" in outside


def test_no_running_clock_tells_a_customer_that_an_slo_was_missed(desk: Desk) -> None:
    desk.clock.instant += H * 17
    inside, outside = desk.paper(), desk.paper(external=True)
    assert any("SLO missed" in one.words for one in inside.clocks)
    assert "SLO" not in repr(outside)


def test_what_was_taken_back_is_said_inside_and_not_outside(desk: Desk) -> None:
    do(desk.database, log_contact, desk.id, "call", "A slip of the tongue")
    do(desk.database, resolve, [desk.id])
    do(desk.database, undo, desk.id)
    assert "Resolved (taken back)" in words(case_bytes(desk.paper()))
    assert "Resolved" not in words(case_bytes(desk.paper(external=True)))


def test_the_closing_note_is_internal(desk: Desk) -> None:
    do(desk.database, resolve, [desk.id])
    do(desk.database, close_case, desk.id, ClosingNote("A limit", "none", "Cut by size"))
    assert "Root cause A limit" in words(case_bytes(desk.paper()))
    assert "A limit" not in words(case_bytes(desk.paper(external=True)))


def test_it_is_tagged(paper: CasePaper) -> None:
    found = roles(check_tagged(case_bytes(paper)))
    assert found["/Table"] == 3
    assert found["/Figure"] > 0
    assert found["/H2"] >= 6


def test_from_the_command_line_and_verified(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typist, out = Typist(capsys), tmp_path / "case.pdf"
    now = ("--database", str(desk.path), "--now", desk.clock.now().isoformat())
    for more in ((), ("--external",)):
        made = typist("report", "case", "--case", desk.key.lower(), "--out", str(out), *more, *now)
        assert made.status == 0
        said = typist("report", "verify", str(out), *now)
        assert (said.status, said.out[:7]) == (0, "Agrees.")
    desk.clock.instant += H
    do(desk.database, add_note, desk.id, "More")
    then = ("--database", str(desk.path), "--now", desk.clock.now().isoformat())
    said = typist("report", "verify", str(out), *then)
    assert said.status == 0
    assert typist("report", "case", "--out", str(out), *now).status == 2
    assert typist("report", "case", "--case", "CS-9", "--out", str(out), *now).status == 3


def test_who_may_not_see_it_prints_nothing(desk: Desk) -> None:
    do(desk.database, change_access, desk.id, [2])
    desk.database.person_id = do(desk.database, add_person, "Cy", "agent")
    with pytest.raises(KnownError, match="not on the desk"):
        desk.paper()


def everywhere(paper: CasePaper, payload: str) -> CasePaper:
    """The paper with the payload in every field that holds text."""
    pair = ((payload, payload),)
    return replace(
        paper, desk=payload, key=payload, title=payload, about=(payload, payload), facts=pair,
        texts=pair, closing=pair, files=pair, links=((payload, payload, payload, payload),),
        clocks=tuple(replace(one, name=payload, words=payload, counted=payload, due=payload)
                     for one in paper.clocks),
        conversation=tuple(replace(one, who=payload, how=payload, text=payload)
                           for one in paper.conversation),
        timeline=tuple(replace(one, who=payload, words=payload, more=payload)
                       for one in paper.timeline),
    )  # fmt: skip


@pytest.mark.parametrize("name", LITERAL)
def test_markup_prints_as_it_was_typed(paper: CasePaper, name: str) -> None:
    payload = LITERAL[name]
    printed = "".join(words(case_bytes(everywhere(paper, payload))).split())
    assert printed.count("".join(payload.split())) > 20


@pytest.mark.parametrize("name", CUT)
def test_anything_else_prints_too(paper: CasePaper, name: str) -> None:
    assert "What happened" in words(case_bytes(everywhere(paper, CUT[name])))


def test_thousands_of_rows_and_a_book_of_a_message(paper: CasePaper) -> None:
    said = replace(paper.conversation[0], text="A word and more of it. " * 22_000)
    rows = tuple(
        replace(paper.timeline[0], words=f"Step {number}", more="") for number in range(3_000)
    )
    made = replace(paper, conversation=(said,), timeline=rows, more_clocks=MOST_CLOCKS)
    printed = words(case_bytes(made))
    assert "Step 2999" in printed
    assert "40 earlier clocks are not told here." in printed
    assert "more characters, which no page has room for" in printed
    one = words(case_bytes(replace(paper, more_clocks=1)))
    assert "1 earlier clock is not told here." in one


def test_it_can_be_read_by_weak_eyes_and_in_grey(paper: CasePaper) -> None:
    for one in (paper, everywhere(paper, "Long words " * 40)):
        for size in ("a4", "letter"):
            check_readable(case_bytes(one, page.Edition(size)))
