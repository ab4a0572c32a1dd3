"""Every page of a desk as a picture, light and dark: `python -m desktop.screenshots`."""

import argparse
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from desktop.application import Desk
from desktop.connection import open_database
from desktop.open_desk import look_into
from desktop.preferences import FilePreferences
from models.database import Database
from models.desk_time import StoppedClock, wall_time
from models.queries.people import person_expected
from models.queries.queue import queue_ids
from models.queue_filter import QueueFilter

# isort: split
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.theme import Theme

_SETTLE_MS = 40


def main() -> None:
    """Take the pictures of a desk; the alerts it fires in doing so are real."""
    parser = argparse.ArgumentParser(description="Every page of a desk as a picture")
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, default=None)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    clock = StoppedClock(options.now or wall_time().astimezone(UTC))
    database = open_database(options.database, clock=clock)
    database.person_id = database.read(person_expected)
    with tempfile.TemporaryDirectory() as folder:
        kept = FilePreferences(Path(folder) / "preferences.json")
        desk = Desk(Theme(application), kept)
        desk.arrive(look_into(database, options.database))
        desk.window.resize(1440, 900)
        desk.window.show()
        for scheme in ("light", "dark"):
            desk.theme.choose(scheme)
            picture_pages(application, desk, options.out, scheme)
        desk.window.close()
        desk.close()
    database.close()


def picture_pages(application: QApplication, desk: Desk, folder: Path, scheme: str) -> None:
    """A picture of each page in the rail, and of the case next to breach."""
    for place in desk.places:
        if place.in_rail:
            desk.window.show_place(place.id)
            take(application, desk, folder / f"{place.id}-{scheme}.png")
    first = first_case(desk.database)
    if first is not None:
        desk.window.open_case(first)
        take(application, desk, folder / f"case-{scheme}.png")


def first_case(database: Database) -> int | None:
    """The case next to breach."""
    shown = partial(queue_ids, shown=QueueFilter(), now=database.clock.now(), limit=1)
    return next(iter(database.read(shown)), None)


def take(application: QApplication, desk: Desk, path: Path) -> None:
    """Save the window as it is once nothing is being read or written."""
    loop = QEventLoop()
    timer = QTimer(interval=_SETTLE_MS)
    quiet = [0]

    def look() -> None:
        quiet[0] = 0 if desk.tasks.busy else quiet[0] + 1
        if quiet[0] > 3:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    desk.window.grab().save(str(path))


if __name__ == "__main__":
    main()
