"""Who else has the case open, in its head."""

import pytest
from PySide6.QtWidgets import QApplication

from models.queries.presence import Company
from tests.ui.case.conftest import Shown
from ui.case.head_card import HeadCard
from ui.theme import Theme
from ui.widgets.company_line import CompanyLine, company_words
from ui.widgets.labels import ElidedLabel

KIM, LEA = Company("Kim Lund", ("mill", "tower")), Company("Lea Brandt", ("here",))
NOBODY = Company("", ("mill",))


@pytest.mark.parametrize(
    ("company", "words"),
    [
        ([], ""),
        ([KIM], "Kim Lund also has this open"),
        ([KIM, LEA], "Kim Lund and Lea Brandt also have this open"),
        ([KIM, LEA, NOBODY], "Kim Lund and 2 others also have this open"),
        ([NOBODY], "Somebody on mill also has this open"),
    ],
)
def test_colleagues_are_named_in_a_line(company: list[Company], words: str) -> None:
    assert company_words(company) == words


def test_the_line_comes_and_goes_and_tells_the_rest_in_its_tool_tip(
    qapp: object, theme: Theme
) -> None:
    line = CompanyLine(theme)
    assert line.isHidden()
    line.show_company([KIM, LEA])
    assert not line.isHidden()
    assert line.accessibleName() == "Kim Lund and Lea Brandt also have this open"
    assert "Kim Lund · mill, tower" in line.toolTip()
    assert "Lea Brandt · here" in line.toolTip()
    line.show_company([])
    assert line.isHidden()
    assert line.accessibleName() == ""


def test_who_is_gone_leaves_the_whole_row_to_what_stands_beside(shown: Shown) -> None:
    (line,) = shown.page.findChildren(CompanyLine)
    (head,) = shown.page.findChildren(HeadCard)
    place = next(label for label in head.findChildren(ElidedLabel))
    QApplication.processEvents()  # whether the page scrolls is known once it is laid out
    wide, high = place.width(), place.height()
    line.show_company([KIM, LEA])
    QApplication.processEvents()
    assert (place.width() < wide, place.height()) == (True, high)
    line.show_company([])
    QApplication.processEvents()
    assert (place.width(), place.height()) == (wide, high)
