"""What one was told of, and the team, from the Team page by keys; kept as a file."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt

from models.commands.alerts import fire_due, mark_shown
from models.queries import told_pages
from tests.ui.keyboard import press
from tests.ui.team.conftest import Shown
from ui.team import told_ledger
from ui.team.told_sheet import ToldSheet
from ui.widgets.buttons import Button

SHIFT = Qt.KeyboardModifier.ShiftModifier


def sheet(shown: Shown) -> ToldSheet:
    def found() -> list[ToldSheet]:
        return [one for one in shown.page.window().findChildren(ToldSheet) if one.isVisible()]

    shown.qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def cells(found: ToldSheet) -> list[list[str]]:
    model = found.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def tell_ben(shown: Shown) -> None:
    """His case's SLO is reached, and he was told."""
    shown.clock.instant += timedelta(minutes=45)
    rows = shown.database.write(fire_due).result
    tell(shown, [row.id for row in rows if row.level == "slo"])


def tell(shown: Shown, ids: list[int]) -> None:
    """He was told of these."""
    told = partial(mark_shown, alert_ids=ids, person_id=shown.member("Ben").id, channel="bar")
    shown.database.write(told)


def test_an_agent_sees_and_saves_their_own_and_not_the_team_s(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_ben(shown)
    shown.workspace.person_id = shown.member("Ben").id
    press(Qt.Key.Key_L, SHIFT)
    shown.qtbot.waitUntil(lambda: bool(shown.said))
    assert "theirs, and the lead's" in shown.said[0]
    press(Qt.Key.Key_L)
    found = sheet(shown)
    assert cells(found) == [
        ["15:13", "CS-1001", "First response: SLO reached", "shown 15:13 in the bar"],
        ["15:13", "CS-1001", "First response: 75% of the time used", "not shown"],
    ]  # fmt: skip
    path = tmp_path / "alerts.csv"
    monkeypatch.setattr(told_ledger, "choose_csv", lambda *_: str(path))
    save = next(one for one in found.findChildren(Button) if one.text() == "Save as CSV")
    save.click()
    shown.qtbot.waitUntil(path.exists)
    shown.settle()
    assert shown.said[-1] == "Saved alerts.csv"
    press(Qt.Key.Key_Escape)


def test_the_lead_sees_the_team_by_roles(shown: Shown) -> None:
    tell_ben(shown)
    shown.workspace.person_id = shown.member("Ana").id
    press(Qt.Key.Key_L, SHIFT)
    assert [row[3] for row in cells(sheet(shown))] == ["Agent", "For agent"]


def test_a_page_that_comes_after_the_sheet_was_left_opens_nothing(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_pages, "PAGE", 1)
    shown.clock.instant += timedelta(hours=2)
    rows = shown.database.write(fire_due).result
    assert len(rows) > 1
    tell(shown, [row.id for row in rows])
    shown.workspace.person_id = shown.member("Ben").id
    press(Qt.Key.Key_L)
    found = sheet(shown)
    older = next(one for one in found.findChildren(Button) if one.text() == "Older")
    older.click()
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: not shiboken6.isValid(found))
    shown.settle()
    window = shown.page.window()
    assert not [one for one in window.findChildren(ToldSheet) if one.isVisible()]


def test_it_is_not_shown_over_the_page_that_was_gone_to(shown: Shown) -> None:
    shown.workspace.person_id = shown.member("Ben").id
    press(Qt.Key.Key_L)
    shown.page.hide()
    shown.settle()
    assert shown.page.window().findChildren(ToldSheet) == []
