"""A real process that is killed, as by `kill -9`, before it begins a given statement of SQLite."""

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from models.engine import sqlite_module
from tests.processes import PROCESSES


def statements_of(action: Callable[[], object]) -> int:
    """How many statements SQLite is given by an action, done whole in another process."""
    count = _run(action, 0)
    assert count is not None
    return count


def kill_at(action: Callable[[], object], number: int) -> None:
    """Begin an action in another process; it dies before its statement of that number, from 1.

    A number past the last one kills it once it is done.
    """
    assert _run(action, number) is None


def samples(count: int) -> list[int]:
    """Every statement with LEADLINE_FULL, else some; and always those around the last, a commit."""
    step = 1 if os.environ.get("LEADLINE_FULL") else max(1, count // 4)
    return sorted({*range(1, count + 2, step), *range(max(1, count - 3), count + 2)})


def _run(action: Callable[[], object], number: int) -> int | None:
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_child, args=(action, number, theirs))
    process.start()
    theirs.close()
    try:
        count: int | None = ours.recv()
    except EOFError:
        count = None
    process.join()
    assert process.exitcode == (0 if count is not None else -signal.SIGKILL)
    return count


def _child(action: Callable[[], object], number: int, told: Connection) -> None:
    driver: Any = sqlite_module()
    connect, begun = driver.connect, 0

    def trace(_statement: str) -> None:
        nonlocal begun
        begun += 1
        if begun == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(trace)
        return connection

    driver.connect = traced
    action()
    if number:
        os.kill(os.getpid(), signal.SIGKILL)
    told.send(begun)
