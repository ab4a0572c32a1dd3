"""The papers can be read, in grey and by weak eyes; the check finds what cannot."""

from typing import Any

import pytest
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor

from desktop.reports import page
from desktop.reports.chart_parts import PALE
from desktop.reports.looks import ACCENT, LINE, MUTED, TEXT
from desktop.reports.proof import proof_bytes
from desktop.reports.quarterly import quarterly_bytes
from desktop.reports.strip import _TRACK
from desktop.reports.text import REGULAR
from models.database import Database
from tests.conftest import MovingClock
from tests.desktop.reports.readable import check_readable, luminance
from tests.desktop.reports.reviews import empty_review, full_review
from tests.models.queries.proofs import Dispute


def painted(ground: str, ink: str) -> bytes:
    drawing = Drawing(90, 20)
    area = Rect(0, 0, 90, 20)
    area.fillColor, area.strokeColor = HexColor(ground), None
    drawing.add(area)
    drawing.add(String(5, 5, "Half", fontName=REGULAR, fillColor=HexColor(ink)))
    story = [page.title("A paper"), page.Figure(drawing, "Half of all of it")]
    return page.document(page.Sheet("A paper", "", ""), story)


def test_the_check_finds_pale_text_and_text_on_a_ground_of_its_own() -> None:
    check_readable(painted("#FFFFFF", "#17202B"))
    check_readable(painted("#1F5FA8", "#FFFFFF"))
    for ground, ink in (("#FFFFFF", "#9AA3AE"), ("#1F5FA8", "#17202B")):
        with pytest.raises(AssertionError):
            check_readable(painted(ground, ink))


def test_the_check_finds_text_over_the_edge() -> None:
    for left, right in ((-20, False), (460, False), (380, True)):
        drawing = Drawing(90, 20)
        drawing.add(String(left, 5, "Many words in a row", fontName=REGULAR))
        story = [page.title("A paper"), page.Figure(drawing, "Many words in a row")]
        content = page.document(page.Sheet("A paper", "", ""), story)
        if right:
            check_readable(content)
        else:
            with pytest.raises(AssertionError):
                check_readable(content)


def test_reviews_can_be_read() -> None:
    for review in (full_review(), empty_review(), full_review("Long words " * 40)):
        for paper in ("a4", "letter"):
            check_readable(quarterly_bytes(review, page.Edition(paper)))


def test_proofs_can_be_read(database: Database, clock: MovingClock) -> None:
    dispute = Dispute(database, clock)
    case_id = dispute.disputed()
    for external in (True, False):
        check_readable(proof_bytes(dispute.proof(case_id, external=external)))


@pytest.mark.parametrize(
    "shades", [(ACCENT, PALE), (ACCENT, TEXT), (ACCENT, LINE), (LINE, MUTED), (ACCENT, _TRACK)]
)
def test_what_colours_tell_apart_is_told_apart_in_grey(shades: tuple[Any, Any]) -> None:
    """By lightness; what is less far apart is labelled or has a shape of its own."""
    one, other = (luminance((c.red, c.green, c.blue)) for c in shades)
    assert abs(one - other) > 0.09
