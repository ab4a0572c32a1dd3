"""A postmortem on paper: its numbers are the page's, its text is never markup, it is tagged."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from desktop.papers import drawn
from desktop.printing import print_postmortem
from desktop.reports import page
from desktop.reports.lanes import MOST
from desktop.reports.postmortem import postmortem_bytes
from models.commands.access import change_access
from models.commands.people import add_person
from models.commands.postmortems import save_postmortem
from models.database import Database
from models.handbook.postmortems import SECTIONS, row_of
from models.queries.postmortem import TimelineLine
from models.queries.postmortem_paper import PostmortemPaper, postmortem_paper
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, ROOT, MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.reports.readable import check_readable
from tests.desktop.reports.tagged import check_tagged, roles
from tests.desktop.reports.test_payloads import CUT, LITERAL
from tests.made_desks import empty_desk
from tests.models.commands.breached import CAUSE, breached, do, give_action, read, started


class Desk:
    """Two breached cases, one of which waited for a while, and the postmortem of both."""

    def __init__(self, path: Path, *, action: bool = True) -> None:
        from models.commands.cases import pause, resume
        from models.commands.closing import resolve
        from models.commands.contacts import log_contact
        from tests.models.commands.desk import opened

        empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
        self.path, self.clock = path, MovingClock(NOW)
        self.database = database = Database(open_checked(str(path)), self.clock)
        do(database, add_person, "Ana Ruiz", "lead")
        database.person_id = do(database, add_person, "Ben Okafor", "squad_lead")
        first = breached(database, self.clock)
        second = opened(database)
        do(database, pause, [second], "waiting_customer", "Contoso", "Their logs")
        self.clock.instant += timedelta(hours=5)
        do(database, resume, [second])
        self.clock.instant += timedelta(hours=30)
        do(database, log_contact, second, "reply", "We are at it.")
        do(database, resolve, [second])
        self.id = started(database, first, second)
        if action:
            do(database, give_action, self.id)
        said = read(database, self.id).said
        row = row_of(at=said.timeline[2]["at"], words="The press called", case_id=None)
        fields = dict.fromkeys(SECTIONS, "- A point\n- Another **strong** one\n\nAnd a sentence.")
        self.said = replace(said, body="# It stood\n\nIt stood still.", fields=fields,
                            timeline=(*said.timeline, row))  # fmt: skip
        do(database, save_postmortem, self.id, self.said, 1)

    def paper(self, me: int | None = None) -> PostmortemPaper:
        ask = partial(postmortem_paper, postmortem_id=self.id, now=self.clock.now(), me=me)
        return self.database.read(ask)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> PostmortemPaper:
    made = Desk(tmp_path_factory.mktemp("desk") / "desk.db")
    found = made.paper()
    made.database.close()
    return found


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_its_numbers_are_those_of_the_page(paper: PostmortemPaper) -> None:
    told, printed = paper.detail, words(postmortem_bytes(paper))
    assert "2 cases of 1 customer; 2 of them breached an SLA." in printed
    for one in told.impact.over:
        assert str(one.kind_words) in printed
    for row in told.timeline:
        assert " ".join(row.words.split()) in printed
    assert "The press called by hand" in printed
    assert CAUSE in printed
    for said in (
        "It stood still.", "Another strong one", "Where we were lucky", "No action, because",
        "Cut parts by size", "squad lead", "Owner", "waiting",
    ):  # fmt: skip
        assert said in printed, said
    assert "Ana Ruiz" not in printed
    assert "Ben Okafor" not in printed


def test_it_is_tagged_with_rows_in_waits_said_in_words(paper: PostmortemPaper) -> None:
    tree = check_tagged(postmortem_bytes(paper))
    found = roles(tree)
    assert found["/Table"] == 5
    assert found["/Figure"] == 1
    assert found["/H1"] == 1
    assert found["/H2"] > 8
    (figure,) = (one for one in tree.every() if one.role == "/Figure")
    assert "first contact after" in figure.alt


def test_the_same_facts_give_the_same_bytes_and_carry_their_data(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk.db", action=False)
    paper = desk.paper()
    one, again = (drawn("postmortem", {"id": desk.id}, paper) for _ in range(2))
    assert one == again
    with pikepdf.open(BytesIO(one)) as pdf:
        data = json.loads(next(iter(pdf.attachments.values())).get_file().read_bytes())
    assert data["rows"]["impact"]["breached"] == 2
    assert "Okafor" not in json.dumps(data)
    out = tmp_path / "pm.pdf"
    print_postmortem(desk.database, desk.id, out)
    typist, address = Typist(capsys), ("--database", str(desk.path))
    said = typist("report", "verify", str(out), *address, "--now", desk.clock.now().isoformat())
    assert (said.status, said.out[:7]) == (0, "Agrees.")
    desk.clock.instant += timedelta(minutes=5)
    do(desk.database, save_postmortem, desk.id, replace(desk.said, title="Another"), 2)
    now = desk.clock.now().isoformat()
    said = typist("report", "verify", str(out), *address, "--now", now)
    assert (said.status, "It has gone on since" in said.out) == (0, True)
    desk.database.close()


def test_from_the_command_line(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typist, out = Typist(capsys), tmp_path / "pm.pdf"
    ask = ("report", "postmortem", "--database", str(desk.path), "--out", str(out))
    assert typist(*ask, "--id", f"pm-{desk.id}", "--paper", "letter").status == 0
    assert "Exports stall" in words(out.read_bytes())
    assert typist(*ask, "--id", "9").status == 3
    assert typist(*ask).status == 2


def test_who_may_not_see_a_case_prints_it_without(desk: Desk) -> None:
    database = desk.database
    secret = desk.said.case_ids[0]
    do(database, change_access, secret, [2])
    database.person_id = do(database, add_person, "Cy", "agent")
    printed = words(postmortem_bytes(desk.paper(database.person_id)))
    assert "1 restricted case is left out." in printed
    assert "1 case of 1 customer" in printed


def everywhere(paper: PostmortemPaper, payload: str) -> PostmortemPaper:
    """The paper with the payload in every field that holds text."""
    told = paper.detail
    action = replace(told.actions[0], title=payload, role=payload, evidence=payload, kind=payload)
    recurrence = replace(
        told.recurrence,
        factors=tuple(replace(one, name=payload) for one in told.recurrence.factors),
        categories=(replace(told.recurrence.factors[0], name=payload),),
    )
    said = replace(told.said, title=payload, body=payload, factors=(payload,),
                   fields=dict.fromkeys(SECTIONS, payload))  # fmt: skip
    cases = tuple(
        replace(one, key=payload, title=payload, customer=payload, priority=payload)
        for one in told.cases
    )
    rows = tuple(replace(one, words=payload, case_key=payload) for one in told.timeline)
    detail = replace(told, said=said, cases=cases, timeline=rows, recurrence=recurrence,
                     actions=(action,))  # fmt: skip
    return replace(paper, desk=payload, detail=detail, owner_role=payload, reviewer_role=payload,
                   credits=(payload,))  # fmt: skip


@pytest.mark.parametrize("name", LITERAL)
def test_markup_prints_as_it_was_typed(paper: PostmortemPaper, name: str) -> None:
    payload = LITERAL[name]
    printed = "".join(words(postmortem_bytes(everywhere(paper, payload))).split())
    assert printed.count("".join(payload.split())) > 15


@pytest.mark.parametrize("name", CUT)
def test_anything_else_prints_too(paper: PostmortemPaper, name: str) -> None:
    content = postmortem_bytes(everywhere(paper, CUT[name]))
    assert "How this was counted" in words(content)


def test_many_rows_cases_and_long_texts(paper: PostmortemPaper) -> None:
    told = paper.detail
    row = told.timeline[0]
    rows: list[TimelineLine] = [
        replace(row, at=row.at + timedelta(minutes=number), words=f"Row {number}")
        for number in range(1_000)
    ]
    cases = [replace(told.cases[0], id=100 + number) for number in range(MOST + 6)]
    times = tuple(replace(told.times[0], case_id=case.id) for case in cases)
    said = replace(told.said, body="A word and more of it. " * 22_000)
    changed = replace(told, timeline=tuple(rows), cases=tuple(cases), times=times, said=said)
    printed = words(postmortem_bytes(replace(paper, detail=changed)))
    assert "Row 999" in printed
    assert "6 more cases are in the table" in printed
    assert "more characters, which no page has room for" in printed


def test_one_is_told_as_one(paper: PostmortemPaper) -> None:
    told = paper.detail
    cases = tuple(replace(told.cases[0], id=100 + number) for number in range(MOST + 1))
    times = tuple(replace(told.times[0], case_id=case.id) for case in cases)
    changed = replace(told, cases=cases, times=times)
    printed = words(postmortem_bytes(replace(paper, detail=changed)))
    assert "1 more case is in the table." in printed


def test_a_draft_says_what_there_is_not_yet(paper: PostmortemPaper) -> None:
    told = paper.detail
    nothing = replace(told.recurrence, factors=(), categories=())
    said = replace(told.said, body="", fields={}, factors=())
    bare: dict[str, Any] = {"said": said, "timeline": (), "actions": (), "recurrence": nothing}
    printed = words(postmortem_bytes(replace(paper, detail=replace(told, **bare))))
    assert "No factor was named yet." in printed
    assert "No action was decided yet." in printed


def test_it_can_be_read_by_weak_eyes_and_in_grey(paper: PostmortemPaper) -> None:
    long = everywhere(paper, "Long words " * 40)
    for one in (paper, replace(long, detail=replace(long.detail, timeline=paper.detail.timeline))):
        for size in ("a4", "letter"):
            check_readable(postmortem_bytes(one, page.Edition(size)))


def test_no_payload_opens_a_file_or_a_socket(tmp_path: Path) -> None:
    """Of both papers, watched by an audit hook in a process of its own."""
    script = """
import sys
from pathlib import Path
from desktop.reports.case import case_bytes
from desktop.reports.postmortem import postmortem_bytes
from tests.desktop.reports import test_case, test_postmortem
from tests.desktop.reports.test_payloads import LITERAL
papers = [
    (postmortem_bytes, test_postmortem.everywhere, test_postmortem.Desk(Path(sys.argv[1])).paper()),
    (case_bytes, test_case.everywhere, test_case.Desk(Path(sys.argv[2])).paper()),
]
for draw, _, paper in papers:
    draw(paper)
touched = []
watched = ("open", "socket.", "urllib.", "subprocess.", "os.system", "os.exec", "exec")
def note(event, arguments):
    if event.startswith(watched):
        touched.append(event)
sys.addaudithook(note)
if "--check" in sys.argv:
    open("/etc/hostname").close()
else:
    for draw, everywhere, paper in papers:
        for payload in LITERAL.values():
            draw(everywhere(paper, payload))
print(touched)
"""
    for number, (arguments, expected) in enumerate((([], "[]"), (["--check"], "['open']"))):
        desks = [str(tmp_path / f"{number}-{name}.db") for name in ("postmortem", "case")]
        done = subprocess.run(
            [sys.executable, "-c", script, *desks, *arguments], cwd=ROOT, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == expected
