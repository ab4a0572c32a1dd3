import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from desktop.reports.quarterly import quarterly_bytes, quarterly_pdf
from models.errors import KnownError
from models.queries.breaches import by_group, worst_cases
from models.queries.review import QuarterlyReview
from tests.desktop.reports.reviews import empty_review, full_review, row

ROOT = Path(__file__).parents[3]
PAYLOAD = '<img src="file:///etc/passwd"/> <b>&amp; </para>'


def words(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def resources(content: bytes) -> list[Any]:
    fonts: dict[str, Any] = {}
    for page in PdfReader(BytesIO(content)).pages:
        found: Any = page["/Resources"]
        fonts |= {k: v.get_object() for k, v in found["/Font"].get_object().items()}
    return list(fonts.values())


def test_says_what_the_rows_say() -> None:
    printed = words(quarterly_bytes(full_review()))
    assert "Quarterly review, Q1 2016" in printed
    assert "210 cases were opened (190 in Q4 2015), 198 were resolved" in printed
    assert "Resolution within the SLA: 89.7 % · 184 of 205" in printed
    assert "57 SLA breaches by group" in printed
    assert "The 10 cases furthest over" in printed
    assert "CASE-0009" in printed
    assert "CASE-0010" not in printed
    assert "not in the source" in printed
    assert full_review().data_hash in printed


def test_counts_come_first_under_thirty_clocks() -> None:
    few = words(quarterly_bytes(empty_review(attainment=(row("P1", "resolution", "SLA", 28, 1),))))
    many = words(quarterly_bytes(empty_review(attainment=(row("P1", "resolution", "SLA", 29, 1),))))
    assert "28 of 29 96 %" in few
    assert "96.6 % 29 of 30" in many


def test_the_same_review_gives_the_same_bytes() -> None:
    assert quarterly_bytes(full_review()) == quarterly_bytes(full_review())
    assert quarterly_bytes(full_review()) != quarterly_bytes(full_review("Another title"))


def test_every_font_used_is_embedded() -> None:
    fonts = resources(quarterly_bytes(full_review()))
    assert {font["/BaseFont"][-8:] for font in fonts} == {"-Regular", "ans-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts)


def test_title_author_language_and_outline() -> None:
    reader = PdfReader(BytesIO(quarterly_bytes(full_review())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Quarterly review, Q1 2016"
    assert reader.metadata.author == "North desk"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]
    assert str(reader.outline).count("'/Title'") == 7


def test_every_page_has_its_number_the_instant_and_the_hash() -> None:
    review = full_review()
    pages = PdfReader(BytesIO(quarterly_bytes(review))).pages
    for number, page in enumerate(pages, start=1):
        printed = page.extract_text()
        assert f"page {number} of {len(pages)}" in printed
        assert "As of Fri 1 Apr 2016, 00:00 CEST (Europe/Berlin)" in printed
        assert f"data {review.data_hash[:12]}" in printed


def test_an_empty_period_says_so() -> None:
    printed = words(quarterly_bytes(empty_review()))
    assert "No clock belongs to this period." in printed
    assert "No SLA clock breached." in printed
    assert "page 1 of 1" in printed


def test_one_case() -> None:
    found = full_review().worst[:1]
    review = empty_review(
        attainment=(row("P1", "resolution", "SLA", 0, 1),),
        pareto=tuple(by_group(found)), worst=tuple(worst_cases(found)),
    )  # fmt: skip
    printed = words(quarterly_bytes(review))
    assert "0 of 1" in printed
    assert "The case furthest over" in printed


@pytest.mark.parametrize(
    "title", ["x" * 10_000, "word " * 2_000, "\0\x1b[31m\u202e", "名前😀" * 30, "\ud800", ""]
)
def test_titles_nobody_would_write(title: str) -> None:
    assert "The 10 cases furthest over" in words(quarterly_bytes(full_review(title)))


def test_markup_prints_literally() -> None:
    printed = words(quarterly_bytes(full_review(PAYLOAD)))
    assert PAYLOAD.split()[0] in printed
    assert "&amp;" in printed


def test_markup_in_every_name_opens_no_file() -> None:
    review = """
import sys
from dataclasses import replace
from desktop.reports.quarterly import quarterly_bytes
from tests.desktop.reports.reviews import full_review, empty_review
quarterly_bytes(empty_review())
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event in ("open", "socket.connect",
    "urllib.Request") and "passwd" in str(args[0]) else None)
evil = '<img src="file:///etc/passwd"/><a href="file:///etc/passwd">x</a>'
made = full_review(evil)
made = replace(made, desk=evil,
    worst=tuple(replace(b, key=evil, group=evil, commitment=evil) for b in made.worst),
    pareto=tuple(replace(g, group=evil) for g in made.pareto),
    attainment=tuple(replace(a, priority=evil, commitment=evil) for a in made.attainment),
    policies=tuple(replace(p, name=evil) for p in made.policies))
quarterly_bytes(made)
open("/etc/passwd").close() if "--check" in sys.argv else None
print(len(opened))
"""
    for arguments, expected in (([], "0"), (["--check"], "1")):
        done = subprocess.run(
            [sys.executable, "-c", review, *arguments], cwd=ROOT, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert done.stdout.strip() == expected


def test_many_commitments_of_a_teams_own_are_split_over_tables() -> None:
    rows = tuple(
        row("P1", f"own_commitment_{n}", objective, 40, 2)
        for n in range(9)
        for objective in ("SLA", "SLO")
    )
    printed = words(quarterly_bytes(empty_review(attainment=rows)))
    assert "Own commitment 8, SLO" in printed


def test_a_saved_file_is_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"the old one")
    quarterly_pdf(full_review(), path)
    assert path.read_bytes() == quarterly_bytes(full_review())
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no folder"):
        quarterly_pdf(empty_review(), tmp_path / "nowhere" / "review.pdf")


def test_a_folder_in_the_way_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "review.pdf").mkdir()
    with pytest.raises(KnownError, match="is a folder"):
        quarterly_pdf(empty_review(), tmp_path / "review.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["review.pdf"]


def test_the_hash_follows_the_figures() -> None:
    review: QuarterlyReview = full_review()
    assert review.data_hash == full_review().data_hash
    assert replace(review, desk="South desk").data_hash != review.data_hash
