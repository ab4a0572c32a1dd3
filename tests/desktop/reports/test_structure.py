"""What the parts of a page are told as: over pages, in tables, lists and figures; and links."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.quarterly import quarterly_bytes
from desktop.reports.text import REGULAR
from tests.desktop.reports.reviews import empty_review, full_review
from tests.desktop.reports.tagged import Told, check_tagged, roles

SHEET = page.Sheet("A paper", "North desk", "As of now")
LONG = "Words that run on and on to the foot of the page and over it. " * 60


def made(*story: Any, sheet: page.Sheet = SHEET) -> bytes:
    return page.document(sheet, [page.title("A paper"), *story])


def tree(*story: Any) -> Told:
    return check_tagged(made(*story))


def of(found: Told, role: str) -> list[Told]:
    return [one for one in found.every() if one.role == role]


def links(content: bytes) -> list[Any]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            str(note.A.URI) if "/A" in note else float(note.Dest[3])
            for one in pdf.pages
            for note in one.obj.get("/Annots", [])
        ]


def test_a_paragraph_over_two_pages_is_one() -> None:
    told = of(tree(*[page.body(LONG) for _ in range(4)]), "/P")
    assert len(told) == 4
    assert [len({sheet for sheet, _ in one.marks}) for one in told].count(2) >= 1


def test_a_table_over_many_pages_is_one_with_one_head() -> None:
    rows = [[f"CASE-{n}", "Export stops " * 5] for n in range(300)]
    found = tree(page.section("Cases"), page.table(("Case", "Title"), rows, (80, 200), row_head=0))
    (table,) = of(found, "/Table")
    assert len(table.kids) == 301
    assert roles(found)["/TH"] == 302
    assert {str(one.facts["/Scope"]) for one in of(found, "/TH")} == {"/Column", "/Row"}
    assert len({mark[0] for one in table.every() for mark in one.marks}) > 5


def test_a_head_that_is_not_drawn_is_read_and_an_empty_cell_keeps_its_column() -> None:
    heads = (page.unseen("Priority"), "Case", "")
    found = tree(page.table(heads, [["P1", "CASE-1", ""]], (40, 80, 80)))
    assert [one.said for one in of(found, "/TH")] == ["Priority", ""]
    assert [cell.role for cell in of(found, "/TR")[0].kids] == ["/TH", "/TH", "/TD"]
    assert len(of(found, "/TR")[1].kids) == 3


def test_a_list_is_one_however_many_pages_its_items_take() -> None:
    found = tree(*page.bullets(["One", LONG, LONG, "Four"]))
    (listed,) = of(found, "/L")
    assert [kid.role for kid in listed.kids] == ["/LI"] * 4
    assert [[part.role for part in item.kids] for item in listed.kids] == [["/Lbl", "/LBody"]] * 4
    assert max(len(body.marks) for body in of(found, "/LBody")) > 1


def test_sentences_beside_words_are_a_list_of_pairs() -> None:
    found = tree(page.told([("Cases", "Three opened."), ("", "None closed.")]))
    assert roles(found)["/LI"] == 2
    assert roles(found)["/Lbl"] == 1
    assert roles(found)["/Table"] == 0


def test_a_figure_is_told_in_words_of_any_script() -> None:
    drawing = Drawing(100, 20)
    drawing.add(Rect(0, 0, 50, 10))
    drawing.add(String(0, 12, "Half", fontName=REGULAR))
    found = tree(
        KeepTogether([page.section("名前"), page.Figure(drawing, "Half of it: 名前 5 of 10")])
    )
    (figure,) = of(found, "/Figure")
    assert figure.alt == "Half of it: 名前 5 of 10"
    assert len(figure.facts["/BBox"]) == 4


def test_the_contents_lead_to_each_section_and_say_its_page() -> None:
    story = [
        page.section("First"), page.body("Short."), page.body(LONG), KeepTogether(
        [page.section("名前 second"), page.body("Words.")]), page.section("Third"), page.body(LONG),
        *(page.section(f"Part {number}") for number in range(4, 7)),
    ]  # fmt: skip
    content = made(*page.contents(story), *story)
    found = check_tagged(content)
    assert [roles(found)[role] for role in ("/TOC", "/TOCI", "/Link")] == [1, 6, 6]
    assert [one.said for one in of(found, "/Link")] == ["", "名前 second", *[""] * 4]
    lines = pages(content)[0].splitlines()
    assert [line for line in lines if line.strip() in ("1", "2", "3")] == ["1", "2", "2", *"333"]
    assert len(links(content)) == 6
    assert page.contents(story[:3]) == []


def test_a_link_leads_to_a_place_or_to_the_web_and_nowhere_else() -> None:
    there = page.body("There")
    there.name = "there"
    to = (
        "there",
        "https://example.com/x?y=1&ü=%20\ud800 <",
        "nowhere",
        "file:///etc/passwd",
        "javascript:x",
    )
    content = made(*(page.link(f"To {one}", one) for one in to), there)
    check_tagged(content)
    found = links(content)
    assert found[1:] == ["https://example.com/x?y=1&%C3%BC=%20?%20%3C"]
    assert isinstance(found[0], float)


def pages(content: bytes) -> list[str]:
    return [str(one.extract_text()) for one in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("above", [0, 60, 120, 180, 200, 235])
@pytest.mark.parametrize("what", ["text", "table", "short"])
def test_a_heading_stands_with_what_it_heads_and_leaves_no_page_empty(
    above: int, what: str
) -> None:
    rows = [[f"CASE-{n}", "Export stops"] for n in range(60)]
    headed = {
        "text": page.body(LONG), "table": page.table(("Case", "Title"), rows, (80, 200)),
        "short": page.body("A few words."),
    }  # fmt: skip
    told = pages(made(Spacer(1, above * mm), page.section("Heading"), headed[what]))
    (where,) = [number for number, one in enumerate(told) if "Heading" in one]
    assert where == (above > 220)
    assert told[where].rstrip().split("Heading")[1]


def test_what_the_typeface_lacks_is_read_as_it_was_written() -> None:
    told = [("名前", "Said: 名前"), ("Cases", "Plain words ☺")]
    found = tree(
        page.body("Hello 名前 👍"), page.body("Plain – words"), page.section("名前"),
        page.table(("Who", "What"), [["名前", page.cell("Nothing")]], (80, 80)), page.told(told),
        *page.bullets(["Item 名前"]), *page.prose("名前 " * 3_000),
    )  # fmt: skip
    said = [(one.role, one.said) for one in found.every() if one.said]
    assert said[:3] == [("/P", "Hello 名前 👍"), ("/H2", "名前"), ("/TD", "名前")]
    assert ("/LBody", "Said: 名前") in said
    assert ("/LBody", "Item 名前") in said
    assert max(len(words) for _, words in said) > 3_000


def test_the_outline_keeps_what_was_written_and_skips_no_level() -> None:
    content = made(page.subsection("Deep"), page.section("שלום 名前 😀"))
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert [one.title for one in top.children] == ["Deep", "שלום 名前 😀"]


def test_what_a_file_says_of_itself() -> None:
    edition = page.Edition(as_of=datetime(2016, 4, 1, tzinfo=UTC))
    sheet = page.Sheet("名前 & <b>", "", "As of now", edition)
    content = made(sheet=sheet)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "名前 & <b>"
        assert str(pdf.docinfo["/Author"]) == "Leadline"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20160401000000Z"
        told = pdf.open_metadata()
        assert told["dc:title"] == "名前 & <b>"
        assert told["xmp:CreateDate"] == "2016-04-01T00:00:00Z"
        assert "pdfuaid:part" not in told  # tagged, which is no claim to conform
    assert made(sheet=sheet) == content


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_paper_has_its_size_and_nothing_runs_over_its_edge(paper: str) -> None:
    content = quarterly_bytes(full_review(), page.Edition(paper))
    check_tagged(content)
    sizes = {"a4": (595.28, 841.89), "letter": (612, 792)}
    for one in PdfReader(BytesIO(content)).pages:
        assert [float(x) for x in one.mediabox[2:]] == pytest.approx(sizes[paper], abs=0.01)


def test_a_review_is_tagged_whole() -> None:
    check_tagged(quarterly_bytes(empty_review()))
    found = check_tagged(quarterly_bytes(full_review()))
    assert roles(found)["/Figure"] == 5
    assert roles(found)["/Table"] == 7
    trend, spans, opened, breached, pareto = of(found, "/Figure")
    assert "Q1 2016: resolution" in spans.alt
    assert "By day: Mon" in opened.alt
    assert "Most breached" in breached.alt or "No hour had more" in breached.alt
    assert "4 Mar 9 of 14 (64 %)" in trend.alt
    assert "Group 0: breaches 5" in pareto.alt
