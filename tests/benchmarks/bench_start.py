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
BAR = 3.5
ROUNDS = 11


def run() -> Iterator[Figure]:
    """The first painted window; by then nothing is loaded that only reports or upgrades need."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = desk_with(folder / "desk.db", CASES)
        seconds = paired(
            partial(_first_paint, folder, str(desk)), partial(_first_paint, folder), ROUNDS
        )
        yield Figure(
            "start: first painted window", *seconds, bound="at most", bar=BAR,
            detail=f"a desk of {CASES:,} cases against an empty window, from the process's start",
        )  # fmt: skip


def _first_paint(folder: Path, *desk: str) -> float:
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
        [sys.executable, str(CHILD), *desk], env=environment, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert not told["late"], f"loaded before the first paint: {told['late']}"
    return float(told["at"]) - began
