"""`python -m tests.benchmarks [names]`: JSON on standard output, a table on standard error.

Each benchmark runs in a process of its own, so none warms or breaks another. A bar that is missed
is reported, never an error; status 1 means that a benchmark itself crashed.
"""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import table

HERE = Path(__file__).parent


def names(wanted: list[str]) -> list[str]:
    """The benchmarks there are, or those of them that are wanted."""
    found = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = sorted(set(wanted) - set(found))
    if unknown:
        sys.exit(f"No benchmark named {', '.join(unknown)}. There are: {', '.join(found)}.")
    return wanted or found


def run_here(name: str) -> list[dict[str, Any]]:
    """The figures of one benchmark, run in this process; windows need no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    module = importlib.import_module(f"tests.benchmarks.bench_{name}")
    return [figure.as_json() for figure in module.run()]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one"]:
        print(json.dumps(run_here(arguments[1])))
        return 0
    figures: list[dict[str, Any]] = []
    crashed = []
    for name in names(arguments):
        print(f"== {name}", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "tests.benchmarks", "--one", name]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if ran.returncode:
            crashed.append(name)
        else:
            # The last line: a benchmark may print progress of its own before.
            figures += json.loads(ran.stdout.splitlines()[-1])
    print(json.dumps(figures, indent=1))
    print(table(figures), file=sys.stderr)
    if crashed:
        print(f"crashed: {', '.join(crashed)}", file=sys.stderr)
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
