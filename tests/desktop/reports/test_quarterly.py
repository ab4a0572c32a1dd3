import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, Spacer

from desktop.reports import page
from desktop.reports.broken import worst_section
from desktop.reports.page import MUTED, TEXT, TITLE, Sheet, document
from desktop.reports.quarterly import quarterly_bytes
from desktop.reports.text import BOLD, REGULAR, markup
from models.queries.data_quality import LeftOut
from models.queries.quarter_credits import CreditLine, Credits
from models.queries.reopening import ReopenRate
from models.queries.review import QuarterlyReview
from models.queries.review_actions import ReviewActions
from models.queries.used_policies import UsedPolicy
from tests.conftest import FULL
from tests.desktop.reports.reviews import by_group, empty_review, full_review, row, worst_cases

ROOT = Path(__file__).parents[3]


def words(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def fonts(content: bytes) -> list[Any]:
    """Every font of the document, those of forms too."""
    reader = PdfReader(BytesIO(content))
    size: Any = reader.trailer["/Size"]
    every: list[Any] = [
        reader.get_object(IndirectObject(number, 0, reader)) for number in range(1, size)
    ]
    return [found for found in every if isinstance(found, dict) and found.get("/Type") == "/Font"]


def test_says_what_the_rows_say() -> None:
    printed = words(quarterly_bytes(full_review()))
    assert "Quarterly review, Q1 2016" in printed
    assert "210 opened (Q4 2015: 190), 198 resolved, 31 open at the end." in printed
    assert (
        "20 open at the beginning + 210 opened + 4 reopened − 200 resolved (2 of them again) "
        "− 3 taken out = 31 open at the end." in printed
    )
    assert "SLA kept in 184 of 205 (89.7 %)" in printed
    assert "Resolution within the SLA 89.7 % 184 of 205 Q4 2015: 90.1 %" in printed
    assert "57 SLA breaches by group" in printed
    assert "The 10 cases furthest over" in printed
    assert "CASE-0009" in printed
    assert "CASE-0010" not in printed
    assert "not in the source" in printed
    assert full_review().data_hash in printed


def test_cases_furthest_over_stand_whole_under_their_heading() -> None:
    """Ten rows at most: a few of them alone on the next page would say nothing there."""

    def first_page(above: float) -> str:
        title = Paragraph(markup("Review"), TITLE)
        story: list[Any] = [title, Spacer(1, above * mm), *worst_section(full_review())]
        found = PdfReader(BytesIO(document(Sheet("Review", "Desk", ""), story)))
        return str(found.pages[0].extract_text())

    assert "CASE-0009" in first_page(160)
    assert "furthest over" not in first_page(200)  # no heading without its rows


def test_a_version_that_came_into_force_later_says_why_it_judges_the_period() -> None:
    """The first version judges what was before it, too (rule 16)."""
    review = full_review()
    later = UsedPolicy(1, "Default handbook", datetime(2026, 11, 26, tzinfo=UTC))
    as_of = datetime(2026, 11, 27, tzinfo=UTC)
    told = words(quarterly_bytes(replace(review, policies=(later,), as_of=as_of)))
    assert (
        "in force from Thu 26 Nov 2026, 01:00 CET, the first there is: it judges what was opened "
        "before, too." in told
    )
    assert "the first there is" not in words(quarterly_bytes(review))


def test_however_wide_its_letters_the_hash_is_copied_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QuarterlyReview, "data_hash", "bd" * 32)
    assert "bd" * 32 in words(quarterly_bytes(empty_review()))


def test_it_says_that_shares_are_cut() -> None:
    printed = words(quarterly_bytes(empty_review()))
    assert "Shares Cut, not rounded, so that none looks better than it is: 8 of 9" in printed


def test_reopened_cases_where_some_none_or_only_young_ones_were_resolved() -> None:
    told = {
        rate: words(quarterly_bytes(empty_review(reopening=ReopenRate(*rate))))
        for rate in ((8, 1, 0), (8, 0, 1), (0, 0, 3), (0, 0, 0))
    }
    came = "cases resolved in the period came back within 14 days;"
    assert f"1 of 8 {came} none is left out as too young to tell." in told[8, 1, 0]
    assert f"0 of 8 {came} 1 is left out as too young to tell." in told[8, 0, 1]
    assert "No case resolved in the period has had its 14 days; 3 left out." in told[0, 0, 3]
    assert "No case was resolved in the period. The period before: no figure." in told[0, 0, 0]
    assert came not in told[0, 0, 3] + told[0, 0, 0]


def test_counts_come_first_under_thirty_clocks() -> None:
    few = words(quarterly_bytes(empty_review(attainment=(row("P1", "resolution", "SLA", 28, 1),))))
    many = words(quarterly_bytes(empty_review(attainment=(row("P1", "resolution", "SLA", 29, 1),))))
    assert "28 of 29 96 %" in few
    assert "96.6 % 29 of 30" in many


def test_the_same_review_gives_the_same_bytes() -> None:
    assert quarterly_bytes(full_review()) == quarterly_bytes(full_review())
    assert quarterly_bytes(full_review()) != quarterly_bytes(full_review("Another title"))


def test_every_font_used_is_embedded() -> None:
    found = fonts(quarterly_bytes(full_review()))
    assert {font["/BaseFont"][-8:] for font in found} == {"-Regular", "ans-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in found)


def test_figures_stand_in_columns() -> None:
    """Every digit of both weights is as wide as every other."""
    quarterly_bytes(empty_review())
    for font in (REGULAR, BOLD):
        assert len({stringWidth(digit, font, 10) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("colour", [TEXT, MUTED])
def test_text_stands_out_from_the_paper(colour: Color) -> None:
    """4.5:1 at least, by the formula of WCAG 2.2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    ]
    luminance = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_running_text_is_no_wider_than_can_be_read() -> None:
    """75 characters a line at most, of what a review says in sentences."""
    pages = PdfReader(BytesIO(quarterly_bytes(full_review()))).pages
    lines = [line.rstrip() for page in pages for line in page.extract_text().splitlines()]
    told = [line for line in lines if line.endswith(".") or "clock counts" in line]
    assert len(told) > 8
    assert max(map(len, told)) <= 77


def test_a_heading_stands_with_what_it_heads() -> None:
    """However much stands above it: the last words of a page are never a heading."""
    many = replace(
        full_review().quality,
        left_out=tuple(LeftOut("unknown", "resolution", f"reason {n}", 9) for n in range(39)),
    )
    heads = {"Attainment", "Data quality and exclusions", "How this was counted"}
    for count in range(0, 57, 3 if FULL else 9):
        found = full_review().worst[: count % 11]
        review = full_review()
        groups = review.pareto[: count % 9]
        made = quarterly_bytes(replace(review, worst=found, pareto=groups, quality=many))
        for one in PdfReader(BytesIO(made)).pages:
            lines = [line for line in one.extract_text().splitlines() if line.strip()]
            assert lines[-1] not in heads


def test_a_tables_head_stands_on_each_of_its_pages() -> None:
    quality = replace(
        full_review().quality,
        left_out=tuple(LeftOut("unknown", "resolution", f"reason {n}", 9) for n in range(39)),
    )
    pages = [
        page.extract_text()
        for page in PdfReader(
            BytesIO(quarterly_bytes(replace(full_review(), quality=quality)))
        ).pages
    ]
    of_it = [page for page in pages if "Cannot be judged" in page]
    assert len(of_it) > 1
    assert all("Clocks, SLA and SLO" in page for page in of_it)


def test_title_author_language_and_outline() -> None:
    reader = PdfReader(BytesIO(quarterly_bytes(full_review())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Quarterly review, Q1 2016"
    assert reader.metadata.author == "North desk"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]
    assert str(reader.outline).count("'/Title'") == 15


def test_every_page_has_its_number_the_instant_and_the_hash() -> None:
    review = full_review()
    pages = PdfReader(BytesIO(quarterly_bytes(review))).pages
    for number, one in enumerate(pages, start=1):
        printed = one.extract_text()
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


def test_a_title_of_nothing_that_can_be_seen_has_a_dash() -> None:
    worst = tuple(replace(b, title=" \u200f\t", group="Exports") for b in full_review().worst[:1])
    assert "CASE-0000 – Exports" in words(quarterly_bytes(replace(full_review(), worst=worst)))


def test_figures_of_a_column_end_at_one_edge() -> None:
    """Time over, in the table of the cases furthest over and in the chart by group."""
    ends: dict[tuple[int, float], int] = Counter()

    def note(told: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        for line in filter(re.compile(r"[\d,]+ h( \d\d)?").fullmatch, told.strip().splitlines()):
            left = tm[4] * cm[0] + cm[4]
            ends[round(size * 10), round(left + stringWidth(line, REGULAR, size), 1)] += 1

    for one in PdfReader(BytesIO(quarterly_bytes(full_review()))).pages:
        one.extract_text(visitor_text=note)
    assert sorted(ends.values()) == [8, 10]


def test_many_commitments_of_a_teams_own_have_a_row_each() -> None:
    rows = tuple(
        row("P1", f"own_commitment_{n}", objective, 40, 2)
        for n in range(9)
        for objective in ("SLA", "SLO")
    )
    printed = words(quarterly_bytes(empty_review(attainment=rows)))
    assert printed.count("Own commitment") == 9
    assert printed.count("40 of 42 95.2 %") == 18


def test_the_hash_follows_the_figures() -> None:
    review: QuarterlyReview = full_review()
    assert review.data_hash == full_review().data_hash
    assert replace(review, desk="South desk").data_hash != review.data_hash


def test_page_one_has_the_message_what_is_to_be_decided_and_what_was_promised() -> None:
    first = PdfReader(BytesIO(quarterly_bytes(full_review()))).pages[0].extract_text()
    told = " ".join(first.split())
    assert "Decisions asked for" in told
    assert "resolution, or does its SLO stand?" in told
    assert "Attainment and error budgets" in told
    assert "Misses used: of those that the SLO allows" in told


def test_a_running_quarter_says_so_far_and_compares_nothing() -> None:
    review = full_review()
    spans = (*review.spans[:-1], replace(review.spans[-1], so_far=True))
    alone = tuple(
        replace(kind, rows=tuple(replace(one, before=None) for one in kind.rows))
        for kind in review.offenders
    )
    running = replace(
        review, ended=False, previous=(), previous_volume=None, previous_reopening=None,
        spans=spans, offenders=alone,
    )  # fmt: skip
    printed = words(quarterly_bytes(running))
    assert "Quarterly review, Q1 2016, so far" in printed
    assert "Q1 2016 so far" in printed
    assert "was" not in printed.split("Attainment and error budgets")[1].split("P1")[0]
    before_course = printed.split("Resolution within the SLA, 8 quarters")
    assert "Q4 2015" not in before_course[0].replace("Actions of Q4 2015", "")


def test_no_single_row_is_left_for_another_page() -> None:
    """A table that fits but for a row or two takes more of them along."""
    rows = [[f"row {n}", "words"] for n in range(90)]
    for above in range(0, 200, 7 if FULL else 31):
        table = page.table(("Head", "Other"), rows[: 20 + above // 10], [200, 200])
        story: list[Any] = [page.title("Rows"), Spacer(1, above * mm), table]
        made = PdfReader(BytesIO(document(Sheet("Rows", "Desk", ""), story)))
        last = made.pages[-1].extract_text().splitlines()
        assert sum("row " in line for line in last) >= min(3, len(rows))


def test_credits_are_calculated_or_approved_and_never_owed_before() -> None:
    """Rule 30."""
    printed = words(quarterly_bytes(full_review()))
    rows = printed.split("Credits Customer Contract")[1].split("What is calculated")[0]
    assert "calculated 125 EUR not yet" in rows
    assert "approved 250 EUR 250 EUR" in rows
    assert "disputed 375 EUR –" in rows
    assert "owe" not in rows
    unseen = words(quarterly_bytes(replace(full_review(), credits=None)))
    assert "Credits" not in unseen
    many = replace(full_review(), credits=_many_credits())
    assert "and 4,980 more." in words(quarterly_bytes(many))


def _many_credits() -> Credits:
    line = CreditLine("Customer", "Gold", "2016Q1", "EUR", 100, None, "calculated")
    return Credits((line,) * 5_000, ())


def test_actions_of_the_quarter_before_are_told_with_their_effect_by_role() -> None:
    printed = words(quarterly_bytes(full_review()))
    assert "Actions of Q4 2015 and their effect" in printed
    assert "Squad lead Open, due 1 Feb 2016, first 2 Jan 2016" in printed
    assert "At most 3 SLA breaches a quarter" in printed
    assert "Cannot tell yet. It is not done yet." in printed
    nothing = replace(full_review(), actions=ReviewActions())
    assert "their effect No action was recorded." in words(quarterly_bytes(nothing))
