"""Text that means to do something, through every door of the page, and far too much of it."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Rect

from desktop.reports import page
from tests.conftest import FULL
from tests.desktop.reports.tagged import check_tagged, roles
from tests.desktop.reports.test_payloads import CUT, LITERAL

ROOT = Path(__file__).parents[3]
NOWHERE = (
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "//host/share",
    "\\\\h\\s",
)


def every_part(payload: str) -> bytes:
    """A paper with the payload wherever a paper holds text."""
    drawing = Drawing(40, 10)
    drawing.add(Rect(0, 0, 20, 10))
    named = page.body(payload)
    named.name = payload
    story: list[Any] = [
        page.section(payload), page.subsection(payload), named, page.note(payload),
        *page.prose(payload), *page.bullets([payload, payload]), page.told([(payload, payload)]),
        page.table((payload, page.unseen(payload)), [[payload, page.link(payload, payload)]] * 3,
                   (200, 200), row_head=0),
        page.Figure(drawing, payload), page.cell(payload), page.some(payload, 90),
        *(page.link(payload, to) for to in NOWHERE),
    ]  # fmt: skip
    data = {"kind": payload, "rows": {payload: payload}}
    edition = page.Edition("letter", datetime(2016, 4, 1, tzinfo=UTC), data)
    sheet = page.Sheet(payload, payload, payload, edition)
    return page.document(sheet, [page.title(payload), *page.contents(story), *story])


@pytest.mark.parametrize("name", [*LITERAL, *CUT])
def test_no_text_does_anything_on_paper(name: str) -> None:
    payload = (LITERAL | CUT)[name]
    content = every_part(payload)
    with pikepdf.open(BytesIO(content)) as pdf:
        targets = [note for one in pdf.pages for note in one.obj.get("/Annots", [])]
        assert all("/A" not in note for note in targets)
        names = {"/JavaScript", "/JS", "/Launch", "/GoToR", "/URI", "/OpenAction", "/AA"}
        assert not names & {str(name) for one in pdf.objects for name in _keys(one)}
        data = json.loads(pdf.attachments["data.json"].get_file().read_bytes())
        if name != "surrogate":  # two halves are one character to JSON; no database holds them
            assert data["kind"] == payload
        if name in LITERAL:
            assert str(pdf.docinfo["/Title"]) == " ".join(payload.split())
            assert pdf.open_metadata()["dc:title"] == " ".join(payload.split())
    told = "".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert "root:" not in told
    if name in LITERAL:
        assert told.count("".join(payload.split())) > 4


def _keys(found: Any) -> list[str]:
    return list(found.keys()) if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)) else []


def test_no_payload_opens_a_file_or_a_socket() -> None:
    """Watched by an audit hook in a process of its own, which finds a file opened on purpose."""
    script = """
import sys
from tests.desktop.reports.test_page_payloads import every_part
from tests.desktop.reports.test_payloads import CUT, LITERAL
every_part("Words")
touched = []
watched = ("open", "socket.", "urllib.", "subprocess.", "os.system", "os.exec", "exec", "import")
def note(event, arguments):
    if event.startswith(watched):
        touched.append(event)
sys.addaudithook(note)
if "--check" in sys.argv:
    open("/etc/hostname").close()
else:
    for payload in (LITERAL | CUT).values():
        every_part(payload)
print(touched)
"""
    for arguments, expected in (([], "[]"), (["--check"], "['open']")):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert done.stdout.strip() == expected


def test_a_paragraph_of_half_a_million_characters_is_pages_and_a_sentence() -> None:
    content = page.document(
        page.Sheet("A paper", "", ""), [page.title("A paper"), *page.prose("word and " * 55_556)]
    )
    found = check_tagged(content)
    assert roles(found)["/P"] == 17
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) < 20
    assert "and 440,004 more characters" in pages[-1].extract_text()


def test_a_word_of_a_million_characters_is_cut() -> None:
    story = [page.title("A paper"), *page.prose("x" * 1_000_000), page.cell("x" * 1_000_000)]
    check_tagged(page.document(page.Sheet("A paper", "", ""), story))


@pytest.mark.parametrize("count", [201, 5_000 if FULL else 1_000])
def test_a_table_of_thousands_of_rows_is_one_table(count: int) -> None:
    rows = [[f"CASE-{n}", f"Title {n}"] for n in range(count)]
    table = page.table(("Case", "Title"), rows, (80, 200), row_head=0)
    story = [page.title("A paper"), page.section("Cases"), table, page.body("The end.")]
    content = page.document(page.Sheet("A paper", "", ""), story)
    found = check_tagged(content)
    assert roles(found)["/TR"] == count + 1
    assert roles(found)["/Table"] == 1
    told = [one.extract_text() for one in PdfReader(BytesIO(content)).pages]
    assert all("Case" in one for one in told[:-1])
    lines = [line for one in told for line in one.splitlines() if line.startswith("CASE-")]
    assert lines == [f"CASE-{n}" for n in range(count)]
    assert "The end." in told[-1]
