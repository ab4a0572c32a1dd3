"""pytest-qt's robot with more patience: a machine that does other work too makes no test fail."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

_PATIENCE = 30_000
"""Milliseconds after which what did not happen is missed."""


class PatientBot(QtBot):
    """Waits as long as it takes; what is awaited is seen as soon as it is there."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitSignals(self, signals: Any, *, timeout: int = _PATIENCE, **more: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **more)
