"""What ends with a cycle ends on the GUI thread, whoever made one object too many."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import collect, collected_on_this_thread

MANY = 20 * gc.get_threshold()[0]


class Part(QObject):
    """A part of a window that holds itself."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self._me, self._ended_on = self, ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())


@pytest.fixture
def collecting() -> Iterator[None]:
    """As a program has it that says nothing about garbage."""
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def made() -> list[list[int]]:
    return [[] for _ in range(MANY)]


def elsewhere() -> None:
    worker = threading.Thread(target=made)
    worker.start()
    worker.join(timeout=30)


@pytest.mark.usefixtures("collecting")
def test_a_part_ends_here_though_others_make_many_objects(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    with collected_on_this_thread():
        Part(ended_on)
        elsewhere()
        assert ended_on == []
        held = made()
        assert ended_on == []
        collect()
    assert len(held) == MANY
    assert ended_on == [threading.get_ident()]


@pytest.mark.usefixtures("collecting")
def test_the_event_loop_sees_to_it(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    with collected_on_this_thread(pause_ms=1):
        Part(ended_on)
        held = made()
        qtbot.waitUntil(lambda: bool(ended_on))
    assert len(held) == MANY
    assert ended_on == [threading.get_ident()]


@pytest.mark.usefixtures("collecting")
def test_little_is_not_looked_for(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    with collected_on_this_thread():
        collect()
        gc.collect()
        Part(ended_on)
        collect()
        assert ended_on == []
    gc.collect()
    assert len(ended_on) == 1


@pytest.mark.usefixtures("collecting")
def test_afterwards_it_is_as_before(qtbot: QtBot) -> None:
    with collected_on_this_thread():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
