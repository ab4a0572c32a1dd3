from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.progress_line import ProgressLine


def test_it_follows_and_cancels_a_job(qtbot: QtBot, theme: Theme) -> None:
    line = ProgressLine(theme)
    qtbot.addWidget(line)
    progress = Progress()
    line.watch(progress, "Reading incidents.csv")
    bar, button = line.findChild(QProgressBar), line.findChild(Button)
    assert bar is not None
    assert button is not None
    assert bar.maximum() == 0
    progress.report(500, 2000)
    qtbot.waitUntil(lambda: bar.value() * 4 == bar.maximum() > 0)
    assert "500 of 2,000" in [label.text() for label in line.findChildren(QLabel)]
    button.click()
    assert progress.cancelled
    assert not button.isEnabled()
    line.finish()
    assert line.isHidden()


def test_an_unknown_total_still_counts(qtbot: QtBot, theme: Theme) -> None:
    line = ProgressLine(theme)
    qtbot.addWidget(line)
    progress = Progress()
    line.watch(progress, "Reading")
    progress.report(5_000_000_000)
    qtbot.waitUntil(
        lambda: "5,000,000,000" in [label.text() for label in line.findChildren(QLabel)]
    )


def test_a_finished_job_moves_nothing(qtbot: QtBot, theme: Theme) -> None:
    line = ProgressLine(theme)
    qtbot.addWidget(line)
    first, second = Progress(), Progress()
    line.watch(first, "First")
    line.finish()
    line.watch(second, "Second")
    with qtbot.waitSignal(first.moved):
        first.report(9, 10)
    assert "9 of 10" not in [label.text() for label in line.findChildren(QLabel)]
