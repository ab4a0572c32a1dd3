"""Each benchmark runs by itself, wherever it is run."""

import os
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.benchmarks.__main__ import run_here
from tests.benchmarks.figures import Figure


def test_a_benchmark_needs_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    def run() -> Iterator[Figure]:
        yield Figure("screen", 1, 1, "at most", 1, os.environ["QT_QPA_PLATFORM"])

    monkeypatch.setenv("QT_QPA_PLATFORM", "")  # so that it is as it was afterwards
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setitem(sys.modules, "tests.benchmarks.bench_any", SimpleNamespace(run=run))
    assert run_here("any")[0]["detail"] == "offscreen"
