"""A window that holds a desk, for bench_second_start: says on the monotonic clock when it was
raised."""

import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.front import bring_to_front
from desktop.second_starts import SecondStarts
from desktop.single_instance import SingleInstance


def main(address: str) -> None:
    """Hold the desk until the process is ended."""
    application = QApplication([])
    window, instance = QMainWindow(), SingleInstance()
    window.showMinimized()
    assert instance.enter(address)

    def raised(_: str) -> bool:
        bring_to_front(window)
        print(time.monotonic(), flush=True)
        return True

    ear = SecondStarts(raised, window)
    ear.listen(instance.channel)
    print("listening", flush=True)
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1])
