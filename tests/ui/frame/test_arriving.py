"""A folder that is dropped on the window, whatever page is in view, leads to its import."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.actions import Actions
from ui.frame.arriving import Arriving
from ui.frame.drop_veil import DropVeil
from ui.page import Page
from ui.theme import Theme


class Attaching(Page):
    """A page that takes files."""

    def takes_files(self) -> bool:
        return True

    def take_files(self, paths: Sequence[Path]) -> None:
        raise AssertionError(f"a folder is not attached: {paths}")


@pytest.mark.parametrize("page", [Page, Attaching])
def test_a_dropped_folder_is_led_to_its_import(
    qtbot: QtBot, theme: Theme, actions: Actions, tmp_path: Path, page: type[Page]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    in_view = page("Case", window)
    arriving = Arriving(theme, window, actions, "import", "new", lambda: in_view)
    led: list[tuple[str, object]] = []
    arriving.place_requested.connect(lambda place, what: led.append((place, what)))
    veil = window.findChild(DropVeil)
    assert veil is not None
    for name in ("manual", "manual.txt", "manual-2.0"):
        folder = tmp_path / name
        folder.mkdir()
        veil.files_dropped.emit([folder])
        assert led.pop() == ("import", folder)
