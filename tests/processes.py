"""Real processes beside the test's own: started from a server that has the desk's code loaded."""

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from models.errors import KnownError

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["models.schema", "alembic.command", "alembic.ddl.sqlite"])


def at_once(actions: Sequence[Callable[[], object]]) -> list[Any]:
    """Do each in a process of its own, all beginning together; what each returns or is told.

    Where a `KnownError` was raised, that is its title.
    """
    begin = PROCESSES.Barrier(len(actions))
    pipes = [PROCESSES.Pipe(duplex=False) for _ in actions]
    started = [
        PROCESSES.Process(target=_do, args=(action, begin, theirs))
        for action, (_, theirs) in zip(actions, pipes, strict=True)
    ]
    for process in started:
        process.start()
    for _, theirs in pipes:
        theirs.close()
    try:
        return [ours.recv() for ours, _ in pipes]
    finally:
        for process in started:
            process.join()


def _do(action: Callable[[], object], begin: Barrier, told: Connection) -> None:
    begin.wait()
    try:
        told.send(action())
    except KnownError as error:
        told.send(error.title)
