"""What is typed in a sheet and left comes back where it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.handbook.zones import zone
from ui.drafts import Drafts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.field_grid import LEVELS, FieldGrid
from ui.widgets.form_draft import FormDraft, FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.wheel_free import WheelFreeBox


def never() -> Asked:
    raise AssertionError("nothing is saved here")


@dataclass
class Opened:
    """A form that was opened, and what is done in it."""

    form: Form
    draft: FormDraft

    def line(self, name: str) -> QLineEdit:
        control = next(one for _, one in self.form.fields if one.objectName() == name)
        assert isinstance(control, QLineEdit)
        return control

    def offers(self) -> list[str]:
        """What is offered below fields."""
        return [
            label.text() for words, control in self.form.fields if not words
            for label in control.findChildren(QLabel)
        ]  # fmt: skip

    def take(self) -> None:
        """Press the button of the first offer."""
        button = next(
            button for _, control in self.form.fields for button in control.findChildren(Button)
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@dataclass
class Sheets:
    """Opens one sheet again and again; its drafts say 14:05."""

    qtbot: QtBot
    theme: Theme
    drafts: FormDrafts

    def opened(
        self, fields: Mapping[str, QWidget], saved: Mapping[str, str] | None = None, about: str = ""
    ) -> Opened:
        """The sheet with these fields, in this order."""
        form = Form("Close", "Close", list(fields.items()), never, saved=saved or {})
        draft = self.drafts.keep(self.theme, form, "close", about)
        for _, control in form.fields:
            self.qtbot.addWidget(control)
        return Opened(form, draft)

    def lines(self, saved: Mapping[str, str] | None = None, about: str = "", **held: str) -> Opened:
        """The sheet with lines that hold this."""
        fields = {name: named(QLineEdit(words), name) for name, words in held.items()}
        return self.opened(fields, saved, about)


@pytest.fixture
def sheets(qtbot: QtBot, theme: Theme) -> Sheets:
    at = datetime(2026, 5, 12, 12, 5, tzinfo=UTC)
    return Sheets(qtbot, theme, FormDrafts(Drafts(), lambda: at, zone("Europe/Berlin")))


class Saving:
    """A sheet opened over a window, whose answer is given by hand."""

    def __init__(self, sheets: Sheets, window: QWidget) -> None:
        self.saved: list[Callable[[], None]] = []
        self.sent: list[FormSheet] = []
        self.told: list[object] = []
        self._sheets, self._window = sheets, window

    def open(self, name: str = "close") -> QLineEdit:
        """Its one line; the words below it, if any, are another's."""
        line = named(QLineEdit(), "cause")
        form = Form("Close", "Close", [("Cause", line)], lambda: Asked(never, {}, ""))
        self.sheet = self._sheets.drafts.open(
            self._sheets.theme, self._window, form, name, self._submit, self.told.append,
            failed=self.told.append,
        )  # fmt: skip
        return line

    def leave(self) -> None:
        QTest.keyClick(self.sheet, Qt.Key.Key_Escape)

    def offers(self) -> list[str]:
        labels = self.sheet.findChildren(QLabel)
        return [one.text() for one in labels if one.text().startswith("You wrote")]

    def _submit(self, sheet: FormSheet, _: Asked, saved: Callable[[], None]) -> None:
        self.saved.append(saved)
        self.sent.append(sheet)


@pytest.fixture
def saving(qtbot: QtBot, sheets: Sheets) -> Saving:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Saving(sheets, window)


def test_what_is_being_saved_is_neither_called_kept_nor_put_into_another_sheet(
    saving: Saving, sheets: Sheets
) -> None:
    saving.open().setText("A full disk")
    saving.sheet.submit()
    saving.leave()
    assert saving.told == []
    assert saving.open().text() == ""
    assert saving.offers() == ["You wrote something else here at 14:05"]
    saving.saved[0]()
    assert sheets.drafts.drafts.get("close") == {}
    saving.leave()
    assert saving.open().text() == ""
    assert (saving.offers(), saving.told) == ([], [])


def test_what_could_not_be_saved_after_its_sheet_was_left_is_told_and_kept(
    saving: Saving, qtbot: QtBot
) -> None:
    lost = KnownError("No connection", "The desk does not answer.", "Try again.")
    saving.open().setText("A full disk")
    saving.sheet.submit()
    saving.leave()
    saving.sent[0].show_error(lost)
    qtbot.waitUntil(lambda: not shiboken6.isValid(saving.sent[0]))
    assert saving.told == [lost, "What you typed is kept"]
    assert saving.open().text() == "A full disk"


def test_what_was_typed_while_a_sheet_was_saved_is_kept(saving: Saving, qtbot: QtBot) -> None:
    line = saving.open()
    line.setText("A full disk")
    saving.sheet.submit()
    line.setText("A full disk, again")
    saving.saved[0]()
    qtbot.waitUntil(lambda: not shiboken6.isValid(saving.sheet))
    assert saving.told == ["What you typed is kept"]
    assert saving.open().text() == "A full disk, again"


def test_what_is_sent_by_the_way_out_of_a_refusal_is_waited_for_too(
    saving: Saving, sheets: Sheets
) -> None:
    saving.open().setText("A full disk")
    saving.sheet.submit()
    ways: list[str] = []
    refused = KnownError("Not one of 2", "One is closed.", "Leave it out.")
    saving.sheet.show_error(refused, "Only the other 1", lambda: ways.append("out"))
    button = next(
        one for one in saving.sheet.findChildren(QPushButton) if one.text() == "Only the other 1"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    saving.leave()
    assert (ways, saving.told) == (["out"], [])
    saving.saved[0]()
    assert sheets.drafts.drafts.get("close") == {}


def test_words_come_back_to_their_own_field_whatever_the_order(sheets: Sheets) -> None:
    sheets.lines(cause="", workaround="").line("workaround").setText("Start again")
    again = sheets.lines(workaround="", cause="")
    assert again.line("workaround").text() == "Start again"
    assert again.line("cause").text() == ""
    assert again.offers() == []


def test_what_was_cleared_stays_cleared(sheets: Sheets) -> None:
    sheets.lines(contact="Priya").line("contact").clear()
    assert sheets.lines(contact="Priya").line("contact").text() == ""


def test_words_over_what_somebody_else_saved_since_are_offered_and_swapped(sheets: Sheets) -> None:
    sheets.lines(cause="First note", prevention="").line("cause").setText("A full disk")
    meanwhile = sheets.lines(cause="Second note", prevention="")
    assert meanwhile.line("cause").text() == "Second note"
    assert meanwhile.offers() == ["You wrote something else here at 14:05"]
    meanwhile.take()
    assert meanwhile.line("cause").text() == "A full disk"
    assert meanwhile.offers() == ["Something else stood here"]
    meanwhile.take()
    assert meanwhile.line("cause").text() == "Second note"


def test_an_offer_that_is_typed_over_is_still_there_the_next_time(sheets: Sheets) -> None:
    sheets.lines(cause="First note").line("cause").setText("A full disk")
    sheets.lines(cause="Second note").line("cause").setText("A broken disk")
    again = sheets.lines(cause="Second note")
    assert again.line("cause").text() == "A broken disk"
    again.take()
    assert again.line("cause").text() == "A full disk"
    last = sheets.lines(cause="Second note")
    assert last.line("cause").text() == "A full disk"
    last.take()
    assert last.line("cause").text() == "A broken disk"


def test_what_was_set_aside_twice_is_all_there(sheets: Sheets) -> None:
    sheets.lines(cause="First note").line("cause").setText("A full disk")
    sheets.lines(cause="Second note").line("cause").setText("A broken disk")
    sheets.lines(cause="Third note").line("cause").setText("A lost disk")
    kept = " ".join(sheets.drafts.drafts.get("close").values())
    assert [said for said in ("A full disk", "A broken disk", "A lost disk") if said not in kept
            ] == []  # fmt: skip


def test_words_over_a_proposal_are_offered_once_it_is_another(sheets: Sheets) -> None:
    nothing = {"cause": ""}
    sheets.lines(nothing, cause="The lease is kept").line("cause").setText("A full disk")
    same = sheets.lines(nothing, cause="The lease is kept")
    assert (same.line("cause").text(), same.offers()) == ("A full disk", [])
    other = sheets.lines(nothing, cause="It was the network")
    assert other.line("cause").text() == "It was the network"
    assert other.offers() == ["You wrote something else here at 14:05"]


def test_words_come_back_where_the_proposal_is_gone_and_nothing_was_saved(sheets: Sheets) -> None:
    nothing = {"cause": ""}
    sheets.lines(nothing, cause="The lease is kept").line("cause").setText("A full disk")
    assert sheets.lines(nothing, cause="").line("cause").text() == "A full disk"


def test_a_proposal_that_was_not_touched_is_no_draft(sheets: Sheets) -> None:
    opened = sheets.lines({"cause": ""}, cause="The lease is kept", prevention="")
    opened.line("prevention").setText("Watch it")
    opened.line("prevention").clear()
    assert sheets.drafts.drafts.get("close") == {}
    assert opened.draft.left() == ""


def test_words_about_other_cases_are_offered_and_not_put_in(sheets: Sheets) -> None:
    sheets.lines(about="1 2", cause="").line("cause").setText("A full disk")
    other = sheets.lines(about="1 3", cause="")
    assert other.line("cause").text() == ""
    assert other.offers() == ["You wrote something else here at 14:05"]
    assert sheets.lines(about="1 2", cause="").line("cause").text() == "A full disk"


class Choices:
    """A field of each kind that is chosen in, and a line."""

    def __init__(self, theme: Theme) -> None:
        specs = [ChipSpec(one, one) for one in ("same", "defect")]
        self.kinds = named(ChipRow(theme, "How", specs), "kind")
        self.box = named(QCheckBox("Yes"), "production")
        self.people, self.ticks = named(QListWidget(), "people"), named(QListWidget(), "ticks")
        self.grid = named(FieldGrid(theme, LEVELS), "levels")
        self.line = named(QLineEdit(), "to")
        for names in (self.people, self.ticks):
            for person_id, name in ((7, "Ana"), (9, "Ben")):
                item = QListWidgetItem(name, names)
                item.setData(Qt.ItemDataRole.UserRole, person_id)
                if names is self.ticks:
                    item.setCheckState(Qt.CheckState.Unchecked)
            names.setCurrentRow(0)

    def fields(self) -> dict[str, QWidget]:
        controls = (self.kinds, self.box, self.people, self.ticks, self.grid, self.line)
        return {control.objectName(): control for control in controls}


def test_chips_ticks_and_lists_come_back_with_the_words(sheets: Sheets, theme: Theme) -> None:
    first = Choices(theme)
    opened = sheets.opened(first.fields())
    QTest.mouseClick(first.kinds.chips[1], Qt.MouseButton.LeftButton)
    first.box.setChecked(True)
    first.people.setCurrentRow(1)
    first.ticks.item(1).setCheckState(Qt.CheckState.Checked)
    urgency = first.grid.fields["urgency"].control
    assert isinstance(urgency, WheelFreeBox)
    urgency.setCurrentIndex(2)
    assert opened.draft.left() == "What you chose is kept"
    first.line.setText("D-7")
    assert opened.draft.left() == "What you typed is kept"

    said: list[object] = []
    again = Choices(theme)
    again.kinds.chosen_changed.connect(said.append)
    sheets.opened(again.fields())
    assert (again.kinds.chosen(), said) == (("defect",), [("defect",)])
    assert again.box.isChecked()
    assert again.people.currentRow() == 1
    ticked = [again.ticks.item(n).checkState() == Qt.CheckState.Checked for n in (0, 1)]
    assert ticked == [False, True]
    assert again.grid.values() == first.grid.values()
    assert again.line.text() == "D-7"


def test_the_line_of_a_list_that_has_the_keyboard_is_no_draft_alone(
    sheets: Sheets, theme: Theme
) -> None:
    fields = Choices(theme)
    opened = sheets.opened(fields.fields())
    fields.people.setCurrentRow(1)
    assert (opened.draft.left(), sheets.drafts.drafts.get("close")) == ("", {})
