import threading

from pytestqt.qtbot import QtBot

from ui.progress import Progress


def test_many_reports_arrive_as_few_and_the_last_is_among_them(qtbot: QtBot) -> None:
    progress = Progress()
    seen: list[tuple[int, int | None]] = []
    progress.moved.connect(seen.append)

    def work() -> None:
        for done in range(10_001):
            progress.report(done, 10_000)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: seen[-1:] == [(10_000, 10_000)])
    assert len(seen) == 1


def test_a_number_beyond_32_bits_survives(qtbot: QtBot) -> None:
    progress = Progress()
    with qtbot.waitSignal(progress.moved) as told:
        progress.report(5_000_000_000)
    assert told.args == [(5_000_000_000, None)]


def test_cancelled_once(qtbot: QtBot) -> None:
    progress = Progress()
    asked: list[bool] = []
    progress.cancel_requested.connect(lambda: asked.append(progress.cancelled))
    before = progress.cancelled
    progress.cancel()
    progress.cancel()
    assert before is False
    assert asked == [True]
