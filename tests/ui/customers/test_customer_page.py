"""One customer's page, by keyboard alone: contacts, note, cases, figures, papers."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.customer_contacts import edit_contact
from models.commands.customers import customer_named, edit_customer
from models.commands.links import add_link
from models.complaint import Complaint
from models.errors import KnownError
from models.handbook.periods import parse_period
from models.handbook.zones import zone
from models.queries.customer_review import customer_review
from tests.ui.articles import article_read, write_known_issue
from tests.ui.customers.conftest import Shown, part
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from ui.actions import Actions
from ui.customers.contacts_card import ContactsCard
from ui.customers.customer_page import CustomerPage
from ui.customers.known_issues_card import KnownIssuesCard
from ui.customers.open_cases_card import OpenCasesCard
from ui.customers.quarter_card import QuarterCard
from ui.drafts import Drafts
from ui.theme import Theme
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.buttons import Button
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_view import TableView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def contacts(shown: Shown) -> list[tuple[str, str, bool]]:
    return [(one.name, one.email, one.active) for one in shown.customer().contacts]


def save(shown: Shown) -> None:
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.settle()


def test_the_page_tells_who_they_are_and_what_they_were_promised(shown: Shown) -> None:
    words = shown.words()
    assert f"Customer {shown.customer_id} · 2 cases" in words
    assert "The handbook" in words
    assert "4 h of work time" in words
    assert "P1, P2 (first response and resolution): every hour of every day" in words
    assert "2 opened, 0 resolved, 2 open at the end." in words


def test_a_known_issue_of_theirs_is_read_where_it_stands(shown: Shown) -> None:
    write_known_issue(shown.database)
    shown.workspace.write(partial(add_link, case_id=1, kind="article", to="KI-1"))
    card = part(shown.page, KnownIssuesCard)
    shown.qtbot.waitUntil(card.isVisible)
    assert isinstance(card, KnownIssuesCard)
    card.list.setFocus()
    press(Qt.Key.Key_Return)
    sheet = article_read(shown.qtbot, shown.page.window())
    sheet.cases.setFocus()
    press(Qt.Key.Key_Return)
    assert shown.cases == [1]
    assert card.list.hasFocus()


def test_enter_opens_the_case_next_to_breach(shown: Shown) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert part(shown.page, OpenCasesCard).isAncestorOf(focused)
    press(Qt.Key.Key_Return)
    assert shown.cases == [shown.customer().open_cases[0].id]


def test_a_contact_whose_sheet_was_left_while_it_was_saved_is_added_once(shown: Shown) -> None:
    press(Qt.Key.Key_A)
    shown.type("Name", "Ben Okafor")
    with shown.qtbot.waitSignal(shown.workspace.said) as said:
        save_and_leave(shown.workspace, shown.no_sheet)
    assert "kept" not in said.args[0]
    shown.settle()
    press(Qt.Key.Key_A)
    assert [line.text() for line in shown.sheet().findChildren(QLineEdit) if line.text()] == []


def test_enter_in_a_line_of_a_contact_adds_them(shown: Shown) -> None:
    press(Qt.Key.Key_A)
    shown.type("Name", "Ben Okafor")
    press(Qt.Key.Key_Return)
    shown.no_sheet()
    assert contacts(shown)[-1] == ("Ben Okafor", "", True)


def test_a_contact_is_added_edited_and_each_step_taken_back(shown: Shown) -> None:
    press(Qt.Key.Key_A)
    shown.type("Name", "Ben Okafor")
    shown.type("E-mail", "ben@contoso.example")
    save(shown)
    ana = ("Ana Ruiz", "ana@contoso.example", True)
    assert contacts(shown) == [ana, ("Ben Okafor", "ben@contoso.example", True)]
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: not contacts(shown)[-1][2])
    shown.settle()
    assert not shown.actions.action("customer.undo").isEnabled()
    part(shown.page, ContactsCard).findChildren(QuietTable)[0].setFocus()
    press(Qt.Key.Key_Return)
    shown.type("Phone", "+34 600")
    save(shown)
    assert shown.customer().contacts[0].phone == "+34 600"
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.customer().contacts[0].phone == "")


def test_a_sheet_left_while_it_is_saved_is_what_undo_takes_back(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    shown.type("Note", "Pays early")
    save(shown)
    gate = Event()
    shown.workspace.write(lambda work: gate.wait())
    press(Qt.Key.Key_A)
    shown.type("Name", "Ben Okafor")
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    shown.no_sheet()
    press(Qt.Key.Key_Z, CTRL)
    gate.set()
    shown.settle()
    assert (shown.customer().note, contacts(shown)[-1][2]) == ("Pays early", True)
    press(Qt.Key.Key_Z, CTRL)
    shown.settle()
    assert (shown.customer().note, contacts(shown)[-1][2]) == ("Pays early", False)


def test_a_contact_who_left_is_marked_and_comes_back(shown: Shown) -> None:
    part(shown.page, ContactsCard).findChildren(QuietTable)[0].setFocus()
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: not contacts(shown)[0][2])
    shown.settle()
    assert shown.actions.action("customer.gone").text() == "Bring the contact back"
    press(Qt.Key.Key_Delete)
    shown.qtbot.waitUntil(lambda: contacts(shown)[0][2])


def test_delete_elsewhere_only_leads_to_the_contacts(shown: Shown) -> None:
    said: list[str] = []
    shown.workspace.said.connect(said.append)
    press(Qt.Key.Key_Delete)
    assert part(shown.page, ContactsCard).findChildren(QuietTable)[0].hasFocus()
    assert said == ["Choose the contact, then press Delete"]
    shown.settle()
    assert contacts(shown)[0][2]


def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(shown: Shown) -> None:
    press(Qt.Key.Key_A)
    shown.type("Name", "Ana Ruiz")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ There is a contact called “Ana Ruiz”" in shown.words())
    press(Qt.Key.Key_Escape)
    shown.no_sheet()
    press(Qt.Key.Key_A)
    shown.type("E-mail", "second@contoso.example")
    assert "Ana Ruiz" in [line.text() for line in shown.sheet().findChildren(QLineEdit)]


def test_the_name_and_the_note_are_changed_and_taken_back(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    shown.type("Name", "Contoso Ltd")
    shown.type("Note", "Pays early")
    save(shown)
    shown.qtbot.waitUntil(lambda: shown.page.title == "Contoso Ltd")
    assert "Pays early" in [one.accessibleName() for one in shown.page.findChildren(ClippedLabel)]
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.page.title == "Contoso")
    assert shown.customer().note == ""


def test_somebody_elses_change_is_not_overwritten(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    shown.type("Note", "Pays early")
    other = partial(edit_customer, customer_id=shown.customer_id, facts={"note": "Pays late"})
    shown.database.write(other)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ Note is “Pays late” meanwhile" in shown.words())
    assert shown.customer().note == "Pays late"


def test_an_undo_does_not_take_back_what_somebody_else_changed_since(shown: Shown) -> None:
    part(shown.page, ContactsCard).findChildren(QuietTable)[0].setFocus()
    press(Qt.Key.Key_E)
    shown.type("Phone", "1")
    save(shown)
    ana = shown.customer().contacts[0].id
    shown.database.write(partial(edit_contact, contact_id=ana, facts={"phone": "2"}))
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: "Changed meanwhile" in shown.words())
    assert shown.customer().contacts[0].phone == "2"


def test_a_figure_opens_the_customers_clocks_alone(shown: Shown) -> None:
    table = shown.page.findChildren(AttainmentTable)[0]
    table.setFocus()
    table.go_to(table.model().index(0, 1))
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: bool(shown.page.window().findChildren(CasesSheet)))
    (sheet,) = shown.page.window().findChildren(CasesSheet)
    assert sheet.findChildren(TableView)[0].model().rowCount() == 1
    press(Qt.Key.Key_Return)
    assert len(shown.cases) == 1


def test_brackets_go_through_the_quarters(shown: Shown) -> None:
    assert not shown.actions.action("customer.later").isEnabled()
    assert not shown.actions.action("customer.earlier").isEnabled()
    assert "Q2 2026, so far" in shown.words()
    assert part(shown.page, QuarterCard).isVisible()


@pytest.mark.parametrize(
    ("keys", "name", "title"),
    [(CTRL, "Report Q2 2026 Contoso.pdf", "Service report, Q2 2026"),
     (CTRL | SHIFT, "SLA Contoso.pdf", "Service level agreement")],
)  # fmt: skip
def test_the_papers_are_written(
    shown: Shown, tmp_path: Path, keys: Qt.KeyboardModifier, name: str, title: str
) -> None:
    press(Qt.Key.Key_P, keys)
    dialogs = shown.page.window().findChildren(QFileDialog)
    dialog = next(dialog for dialog in dialogs if dialog.isVisible())
    assert dialog.selectedFiles()[0].endswith(name)
    path = tmp_path / "paper.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    shown.qtbot.waitUntil(lambda: "is written" in shown.words())
    told = PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()
    assert title in told
    assert "SLO" not in told


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []


def test_a_customer_without_anything_says_so(shown: Shown) -> None:
    zeta = shown.database.write(partial(customer_named, name="Zeta")).result
    shown.page.go_to(zeta)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.page.title == "Zeta")
    shown.settle()
    words = shown.words()
    for sentence in ("no case yet", "Nothing is open.", "Nobody is known yet.",
                     "No clock of theirs belongs to this quarter."):  # fmt: skip
        assert sentence in words


def refused(*_: object, **__: object) -> None:
    raise KnownError("Not reached", "The server is away.", "Try again.")


def test_no_figure_of_one_customer_stands_under_another(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    adatum = shown.database.write(partial(customer_named, name="Adatum")).result
    monkeypatch.setattr("ui.customers.quarter.customer_review", refused)
    shown.page.go_to(adatum)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.page.title == "Adatum")
    shown.settle()
    assert "The server is away." in shown.words()
    assert "2 opened" not in shown.words()
    assert not shown.actions.action("customer.report").isEnabled()
    monkeypatch.undo()
    shown.page.activated()
    shown.settle()
    assert "1 opened, 0 resolved, 1 open at the end." in shown.words()
    assert shown.actions.action("customer.report").isEnabled()


def test_a_quarter_that_comes_late_is_not_the_next_customers(shown: Shown) -> None:
    adatum = shown.database.write(partial(customer_named, name="Adatum")).result
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: not shown.tasks.busy)
    quarter = part(shown.page, QuarterCard)
    late = shown.database.read(
        partial(customer_review, customer_id=shown.customer_id, period=parse_period("2026Q2"),
                now=shown.database.clock.now(), slo=True)
    )  # fmt: skip
    assert isinstance(shown.page, CustomerPage)
    shown.page.go_to(adatum)
    shown.page._quarter._show_review(shown.customer_id, late)
    assert quarter.isHidden()
    assert not shown.actions.action("customer.report").isEnabled()


def test_cases_behind_a_figure_that_come_late_are_not_the_next_customers(shown: Shown) -> None:
    adatum = shown.database.write(partial(customer_named, name="Adatum")).result
    assert isinstance(shown.page, CustomerPage)
    page = shown.page
    page._quarter.card.figure_asked.connect(lambda _asked: page.go_to(adatum))
    table = page.findChildren(AttainmentTable)[0]
    table.setFocus()
    table.go_to(table.model().index(0, 1))
    press(Qt.Key.Key_Return)
    shown.settle()
    assert page.location() == adatum
    assert not page.window().findChildren(CasesSheet)


def test_nothing_is_done_to_a_customer_who_is_not_in_view_yet(shown: Shown) -> None:
    adatum = shown.database.write(partial(customer_named, name="Adatum")).result
    names = ("edit", "contact", "sheet", "report", "earlier", "later", "change", "gone")
    assert shown.actions.action("customer.edit").isEnabled()
    shown.page.go_to(adatum)
    assert [n for n in names if shown.actions.action(f"customer.{n}").isEnabled()] == []
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.page.title == "Adatum")
    shown.settle()
    assert shown.actions.action("customer.edit").isEnabled()
    assert shown.actions.action("customer.report").isEnabled()


def test_without_a_customer_the_page_leads_to_the_list(
    qtbot: QtBot, theme: Theme, shown: Shown
) -> None:
    place = zone("Europe/Berlin")
    page = CustomerPage(theme, shown.workspace, Actions(), place, Drafts(), shown.ports)
    places: list[tuple[str, object]] = []
    page.place_requested.connect(lambda place, where: places.append((place, where)))
    qtbot.addWidget(page)
    page.show()
    page.activated()
    (empty,) = (one for one in page.findChildren(EmptyState) if one.isVisible())
    empty.findChildren(Button)[0].click()
    assert places == [("customers", None)]


def test_a_new_case_begins_with_its_customer(shown: Shown) -> None:
    shown.actions.action("customer.case").trigger()
    assert shown.places == [("new", Complaint("", customer="Contoso"))]
