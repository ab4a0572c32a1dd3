"""From a second start of a desk to its window in front: 200 ms, and how much is Python itself."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from tests.benchmarks.figures import Figure, paired

HOLDER = Path(__file__).with_name("held_window.py")
ROOT = Path(__file__).parents[2]
ALLOWED, BAR, BARE_BAR = 0.2, 1.0, 8.0
ROUNDS = 11


def run() -> Iterator[Figure]:
    """Against what is allowed, and against a Python process that does nothing."""
    with tempfile.TemporaryDirectory(prefix="leadline-") as name:
        folder = Path(name)
        environment = _environment(folder)
        with subprocess.Popen(
            [sys.executable, str(HOLDER), str(folder / "desk.db")], env=environment, cwd=ROOT,
            stdout=subprocess.PIPE, text=True,
        ) as holder:  # fmt: skip
            assert holder.stdout is not None
            try:
                assert holder.stdout.readline() == "listening\n"
                raised = partial(_raised, folder, holder.stdout, environment)
                raised()  # compiled, as set-up does
                seconds, bare = paired(raised, partial(_bare, environment), ROUNDS)
            finally:
                holder.terminate()
    yield Figure(
        "second start: window in front", seconds, ALLOWED, bound="at most", bar=BAR,
        detail=f"{seconds * 1000:.0f} ms from starting “leadline” again until the window that is "
        "open is raised, of the 200 ms that are allowed",
    )  # fmt: skip
    yield Figure(
        "second start: against bare Python",
        seconds,
        bare,
        bound="at most",
        bar=BARE_BAR,
        detail="the same against a Python process that does nothing",
    )


def _raised(folder: Path, told: IO[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "desktop", "--database", str(folder / "desk.db")],
        env=environment, cwd=ROOT, check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return float(told.readline()) - began


def _bare(environment: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", ""], env=environment, check=True)
    return time.monotonic() - began


def _environment(folder: Path) -> dict[str, str]:
    kept = {n: value for n, value in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
    }  # fmt: skip
