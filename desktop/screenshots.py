"""Every page of a desk as a picture, and what a case is worked with, light and dark:
`python -m desktop.screenshots`.
"""

import argparse
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop.application import Desk
from desktop.connection import open_database
from desktop.draft_files import drafts_folder
from desktop.open_desk import look_into
from desktop.preferences import FilePreferences
from desktop.screenshot_scenes import begin_anew, close_sheets, scenes
from models.desk_time import StoppedClock, wall_time
from models.queries.people import person_expected

# isort: split
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import Theme
from ui.widgets.page_scroll import PageScroll

_SETTLE_MS = 40
_KEPT_IN: Final = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_QUIET: Final = 7
"""Looks in a row at which nothing is being read: what is typed is looked up after a pause."""

_SIZES: Final = {"small": (1024, 700), "normal": (1440, 900), "large": (1600, 1000)}


def main() -> None:
    """Take the pictures of a desk; the alerts it fires in doing so are real."""
    parser = argparse.ArgumentParser(description="Every page of a desk as a picture")
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, default=None)
    parser.add_argument("--size", choices=list(_SIZES), action="append", help="normal, unless told")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        proposal = drafts_folder(options.database) / "handbook.json"
        os.environ.update(dict.fromkeys(_KEPT_IN, folder))  # nobody's drafts are touched
        if proposal.is_file():
            copied = drafts_folder(options.database)
            copied.mkdir(parents=True)
            shutil.copy(proposal, copied)
        take_all(options, Path(folder))


def take_all(options: argparse.Namespace, folder: Path) -> None:
    """Pictures of everything, in each size that was asked for."""
    application = QApplication([])
    clock = StoppedClock(options.now or wall_time().astimezone(UTC))
    database = open_database(options.database, clock=clock)
    database.person_id = database.read(person_expected)
    kept = FilePreferences(folder / "preferences.json")
    desk = Desk(Theme(application), kept)
    desk.arrive(look_into(database, options.database))
    desk.window.show()
    desk.window.activateWindow()
    for size in options.size or ["normal"]:
        desk.window.resize(*_SIZES[size])
        suffix = "" if size == "normal" else f"-{size}"
        for scheme in ("light", "dark"):
            desk.theme.choose(scheme)
            picture_pages(desk, options.out, f"{scheme}{suffix}")
    desk.window.close()
    desk.close()
    database.close()


def picture_pages(desk: Desk, folder: Path, look: str) -> None:
    """A picture of each page in the rail, and of each scene."""
    begin_anew(desk)
    for place in desk.places:
        if place.in_rail:
            desk.window.show_place(place.id)
            scroll_up(desk.window)
            take(desk, folder / f"{place.id}-{look}.png")
    for name, bring in scenes(desk):
        bring()
        take(desk, folder / f"{name}-{look}.png")
    close_sheets(desk)


def scroll_up(window: QWidget) -> None:
    """A page begins at its top, wherever an earlier picture left it."""
    for scroll in window.findChildren(PageScroll):
        if scroll.isVisible():
            scroll.verticalScrollBar().setValue(0)


def take(desk: Desk, path: Path) -> None:
    """Save the window as it is once nothing is being read or written."""
    loop = QEventLoop()
    timer = QTimer(interval=_SETTLE_MS)
    quiet = [0]

    def look() -> None:
        quiet[0] = 0 if desk.tasks.busy else quiet[0] + 1
        if quiet[0] > _QUIET:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    desk.window.grab().save(str(path))


if __name__ == "__main__":
    main()
