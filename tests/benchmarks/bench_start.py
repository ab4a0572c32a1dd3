"""From the start of the process to the first paint: a desk of 100,000 cases, an empty window."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.desks import desk_with
from tests.benchmarks.figures import Figure, paired

CHILD = Path(__file__).with_name("first_paint.py")
ROOT = Path(__file__).parents[2]
CASES = 100_000
BAR, ROWS_BAR = 3.5, 10
ROUNDS = 11


def run() -> Iterator[Figure]:
    """The first painted window, and its first cases.

    By the paint no SQL is loaded, by the cases nothing that only reports or upgrades need.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = str(desk_with(folder / "desk.db", CASES)), "Agent 1"
        empty = partial(_shown, folder)
        yield Figure(
            "start: first painted window",
            *paired(partial(_shown, folder, *desk), empty, ROUNDS), bound="at most", bar=BAR,
            detail=f"the window of a desk of {CASES:,} cases against an empty window, both painted "
            "whole, from the process's start",
        )  # fmt: skip
        yield Figure(
            "start: first cases",
            *paired(partial(_shown, folder, *desk, "rows"), empty, ROUNDS),
            bound="at most", bar=ROWS_BAR,
            detail="the same until the cases next to breach are painted in it",
        )  # fmt: skip


def _shown(folder: Path, *what: str) -> float:
    """Seconds from starting the process until it paints, its bytecode compiled as set-up does."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, str(CHILD), *what], env=environment, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert not told["late"], f"loaded before it was painted: {told['late']}"
    assert not what or told["title"] == "Queue – Leadline", f"painted: {told['title']}"
    return float(told["at"]) - began
