"""A known issue is fixed by keyboard, and a draft waits below each of its cases."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.queries.article import article_detail
from tests.ui.keyboard import press
from tests.ui.knowledge.conftest import Known
from ui.drafts import case_draft
from ui.to_edit import ToEdit
from ui.widgets.form_sheet import FormSheet

SHIFT = Qt.KeyboardModifier.ShiftModifier


def sheet(known: Known) -> FormSheet:
    def visible() -> list[FormSheet]:
        return [one for one in known.page.window().findChildren(FormSheet) if one.isVisible()]

    known.qtbot.waitUntil(lambda: bool(visible()))
    return visible()[0]


def fix(known: Known, version: str) -> None:
    known.page.go_to("KI-1")
    known.settle()
    press(Qt.Key.Key_T, SHIFT)
    field = sheet(known).findChild(QLineEdit, "fixed_in")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, version)
    QTest.keyClick(QApplication.focusWidget() or field, Qt.Key.Key_Return)
    known.settle()


def test_a_draft_waits_below_each_case_and_what_was_typed_stays(known: Known, desk: int) -> None:
    said: list[str] = []
    known.workspace.said.connect(said.append)
    fix(known, "4.3")
    one = known.database.read(partial(article_detail, key="KI-1"))
    assert (one.state, one.fields["fixed_in"]) == ("fixed", "4.3")
    known.qtbot.waitUntil(lambda: "A draft waits in CS-1001" in said)
    draft = known.drafts.get(case_draft(desk))
    assert "is out (4.3)" in draft["text"]
    known.drafts.keep(case_draft(desk), {"kind": "reply", "text": "Mine"})
    fix(known, "4.3.1")
    known.qtbot.waitUntil(lambda: "your own words stay in CS-1001" in said)
    assert known.drafts.get(case_draft(desk))["text"] == "Mine"


def test_the_version_that_was_typed_is_there_again_after_esc(known: Known) -> None:
    known.page.go_to("KI-1")
    known.settle()
    press(Qt.Key.Key_T, SHIFT)
    left = sheet(known)
    field = left.findChild(QLineEdit, "fixed_in")
    assert field is not None
    QTest.keyClicks(field, "4.3")
    with known.qtbot.waitSignal(left.closed):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    known.settle()
    press(Qt.Key.Key_T, SHIFT)
    again = sheet(known).findChild(QLineEdit, "fixed_in")
    assert again is not None
    assert again.text() == "4.3"


def test_nothing_else_can_be_fixed(known: Known) -> None:
    action = known.actions.action("knowledge.fixed")
    known.page.go_to("KI-1")
    known.settle()
    assert action.isEnabled()
    known.page.go_to("HT-1")
    known.settle()
    assert not action.isEnabled()


def test_an_article_begun_elsewhere_is_opened_in_the_editor(known: Known) -> None:
    known.page.go_to(ToEdit("KI-1"))
    known.settle()
    assert known.page.is_editing
    assert known.page.editor.facts.title.text() == "Large exports stall"
