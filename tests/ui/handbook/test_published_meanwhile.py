"""Versions that come while a draft is made: each is said, and none is taken back unseen."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from models.commands.handbook import publish_handbook
from models.handbook.publication import Publication, publication
from models.handbook.toml_source import with_value
from tests.conftest import NOW, MovingClock
from tests.ui.handbook.conftest import Shown
from tests.ui.handbook.publishing import open_sheet, publish, published, shorter
from tests.ui.keyboard import press

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_version_published_meanwhile_is_said_and_the_draft_stays(
    shown: Shown, clock: MovingClock
) -> None:
    shorter(shown)
    draft = shown.page.draft.source
    clock.instant = NOW + timedelta(minutes=5)
    other = shown.page.draft.base.replace("Default handbook", "Summer handbook")
    shown.workspace.write(partial(publish_handbook, publication=Publication(other, "new")))
    shown.qtbot.waitUntil(lambda: "Version 2 was published since" in shown.words())
    assert shown.page.draft.source == draft
    sheet = open_sheet(shown)
    assert "Summer handbook" in shown.words(sheet)  # what publishing would take back


def test_a_version_published_under_an_open_sheet_is_not_undone_unseen(
    shown: Shown, clock: MovingClock
) -> None:
    shorter(shown)
    draft = shown.page.draft.source
    sheet = open_sheet(shown)
    clock.instant = NOW + timedelta(minutes=5)
    other = shown.page.draft.base.replace("Default handbook", "Summer handbook")
    shown.database.write(partial(publish_handbook, publication=Publication(other, "new")))
    press(Qt.Key.Key_Return, CONTROL)
    shown.qtbot.waitUntil(lambda: "Version 2 was published since" in shown.words(sheet))
    assert [number for number, _ in published(shown)] == [1, 2]
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: "Version 2 was published since" in shown.words())
    assert shown.page.draft.source == draft
    clock.instant = NOW + timedelta(minutes=10)
    again = open_sheet(shown)
    assert "Summer handbook" in shown.words(again)
    publish(shown, again)
    assert [number for number, _ in published(shown)] == [1, 2, 3]


@pytest.mark.parametrize("changes", [True, False])
def test_a_version_published_while_a_change_is_made_stays_apart_from_it(
    shown: Shown, clock: MovingClock, changes: bool
) -> None:
    draft, go = shown.page.draft, threading.Event()

    def held(source: str) -> str:
        assert go.wait(20)
        return with_value(source, ("edge",), "opening") if changes else source

    draft.change("edge", held)
    clock.instant = NOW + timedelta(minutes=5)
    other = draft.base.replace("Default handbook", "Summer handbook")
    shown.workspace.write(partial(publish_handbook, publication=Publication(other, "new")))
    shown.qtbot.waitUntil(lambda: "Version 2 was published since" in shown.words())
    go.set()
    shown.settle()
    assert (shown.draft.edge == "opening") == changes
    assert shown.draft.name == ("Default handbook" if changes else "Summer handbook")
    assert draft.base_number == (1 if changes else 2)
    assert ("Version 2 was published since" in shown.words()) == changes


def test_the_date_of_an_earlier_version_is_not_asked_for_again(
    shown: Shown, clock: MovingClock
) -> None:
    dated = f"effective_from = 2026-05-13\n{shown.page.draft.base}"
    shown.workspace.write(partial(publish_handbook, publication=publication(dated, "new")))
    shown.qtbot.waitUntil(lambda: shown.page.draft.base_number == 2)
    clock.instant = NOW + timedelta(days=3)
    shorter(shown)
    sheet = open_sheet(shown)
    assert next(b for b in sheet.findChildren(QRadioButton) if b.isChecked()).text() == (
        "As soon as it is published"
    )
    publish(shown, sheet)
    assert published(shown)[-1][0] == 3
