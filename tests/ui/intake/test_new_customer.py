"""A new customer is made knowingly: the form says so, and asks once about a slip of the hand."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.commands.customers import customer_named
from models.queries.case import customer_names
from tests.models.commands.desk import detail
from tests.ui.intake.test_new_case_page import CTRL, SHIFT, Shown, shown, stands
from tests.ui.keyboard import press
from ui.intake.new_customer import NewCustomer

__all__ = ["shown"]


@pytest.fixture
def customers() -> NewCustomer:
    made = NewCustomer()
    made.know(["Contoso", "Fabrikam", "IBM"])
    return made


@pytest.mark.parametrize("name", ["n", "Co", "contoso", "Contosso", "Fabrikan", "CONTOSO"])
def test_what_looks_like_a_slip_is_asked_once(customers: NewCustomer, name: str) -> None:
    assert customers.doubt(name)
    assert customers.doubt(f" {name} ") == ""


@pytest.mark.parametrize("name", ["", "Contoso", " Contoso ", "IBM", "Northwind", "Tailspin Toys"])
def test_what_is_clearly_meant_is_not(customers: NewCustomer, name: str) -> None:
    assert customers.doubt(name) == ""


def test_another_name_in_between_is_asked_about_anew(customers: NewCustomer) -> None:
    assert customers.doubt("n")
    assert customers.doubt("m")
    assert customers.doubt("n")


@given(st.text(), st.lists(st.text(min_size=1)))
def test_no_name_is_asked_about_twice(name: str, known: list[str]) -> None:
    made = NewCustomer()
    made.know(known)
    made.doubt(name)
    assert made.doubt(name) == ""


def test_the_form_says_a_customer_is_new_and_asks_about_a_stray_letter(shown: Shown) -> None:
    shown.qtbot.waitUntil(lambda: shown.control("Customer").completer().model().rowCount() == 1)  # type: ignore[attr-defined]
    shown.type("Title", "Nothing works")
    shown.type("Customer", "Northwind")
    assert "A new customer: made as the case is opened." in shown.words()
    shown.control("Customer").clear()  # type: ignore[attr-defined]
    shown.type("Customer", "Contosso")
    assert "A new customer. Or did you mean “Contoso”?" in shown.words()
    shown.control("Customer").clear()  # type: ignore[attr-defined]
    shown.type("Customer", "q")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert "■ “q” is no customer yet. Open it once more to add them." in shown.words()
    assert shown.control("Customer").hasFocus()
    assert stands(shown, "Customer") == "q"
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    assert detail(shown.database, shown.opened[0]).row.customer == "q"


def test_a_customer_that_is_known_is_said_to_be_nothing(shown: Shown) -> None:
    shown.database.write(partial(customer_named, name="q"))
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.control("Customer").completer().model().rowCount() == 2)  # type: ignore[attr-defined]
    shown.type("Title", "Nothing works")
    shown.type("Customer", "q")
    assert "A new customer" not in shown.words()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    assert shown.database.read(customer_names) == ["Contoso", "q"]


def test_the_customers_that_are_offered_look_like_the_rest(shown: Shown) -> None:
    customer = shown.control("Customer")
    assert isinstance(customer, QLineEdit)
    known = customer.completer().model()
    shown.qtbot.waitUntil(lambda: known.rowCount() == 1)
    customer.setFocus()
    QTest.keyClicks(customer, "C")
    offers = customer.completer().popup()
    assert offers is not None
    shown.qtbot.waitUntil(offers.isVisible)
    picture = offers.grab().toImage()
    surface = picture.pixelColor(2, picture.height() // 2)
    assert offers.property("role") == "offers"
    assert surface == customer.grab().toImage().pixelColor(customer.width() // 2, 6)
    offers.hide()
