"""What is typed in a sheet and left comes back where it was typed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.drafts import Drafts
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import keep_typed


def never() -> Asked:
    raise AssertionError("nothing is saved here")


def opened(qtbot: QtBot, drafts: Drafts, **held: str) -> Mapping[str, QLineEdit]:
    """The fields of a sheet that is opened on what they hold, in this order."""
    fields = {name: named(QLineEdit(words), name) for name, words in held.items()}
    listed: list[tuple[str, QWidget]] = list(fields.items())
    for control in fields.values():
        qtbot.addWidget(control)
    keep_typed(Form("Close", "Close", listed, never), drafts, "close")
    return fields


def test_words_come_back_to_their_own_field_whatever_the_order(qtbot: QtBot) -> None:
    drafts = Drafts()
    opened(qtbot, drafts, cause="", workaround="")["workaround"].setText("Start again")
    again = opened(qtbot, drafts, workaround="", cause="")
    assert again["workaround"].text() == "Start again"
    assert again["cause"].text() == ""


def test_words_wait_where_the_field_holds_something_else_meanwhile(qtbot: QtBot) -> None:
    drafts = Drafts()
    opened(qtbot, drafts, cause="First note", prevention="")["cause"].setText("A full disk")
    meanwhile = opened(qtbot, drafts, cause="Second note", prevention="")
    assert meanwhile["cause"].text() == "Second note"
    meanwhile["prevention"].setText("Watch it")
    again = opened(qtbot, drafts, cause="First note", prevention="")
    assert again["cause"].text() == "A full disk"
    assert again["prevention"].text() == "Watch it"
