"""Each field of a new case takes what is pasted whole, or says why not and keeps what was there."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.intake.new_case_form import NewCaseForm
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.growing_text import GrowingText

A_MEGABYTE = "w" * 1_000_000
TYPED = (
    "title", "customer", "contact", "message", "impact", "product", "version", "component",
    "platform", "environment", "steps", "actual", "expected", "category", "language",
    "priority_reason", "named", "received_at",
)  # fmt: skip


def put(control: QWidget, words: str) -> None:
    """As a paste does."""
    if isinstance(control, GrowingText):
        data = QMimeData()
        data.setText(words)
        control.insertFromMimeData(data)
    else:
        assert isinstance(control, QLineEdit)
        QApplication.clipboard().setText(words)
        control.paste()


def test_a_word_of_a_megabyte_is_refused_at_every_field_and_what_was_there_stays(
    qtbot: QtBot, theme: Theme
) -> None:
    form = NewCaseForm(theme, QWidget(), QWidget())
    qtbot.addWidget(form)
    # others are asked for where another priority than the suggested one is chosen, of security
    form.show_values(
        {"impact_level": "broad", "urgency": "critical", "workaround_known": "no",
         "priority": "P4", "security": "yes", **dict.fromkeys(TYPED, "It")}
    )  # fmt: skip
    typed = (QLineEdit, QPlainTextEdit)
    fields = [one for one in form.findChildren(Field) if isinstance(one.control, typed)]
    assert len(fields) == len(TYPED)
    for field in fields:
        put(field.control, A_MEGABYTE)
    qtbot.waitUntil(lambda: all(field.problem for field in fields))
    assert {name: form.values()[name] for name in TYPED} == dict.fromkeys(TYPED, "It")
    said = [label.text() for label in form.findChildren(QLabel) if "■" in label.text()]
    assert len(said) == len(TYPED)
    assert all(len(words) < 120 for words in said)
    QApplication.clipboard().clear()
