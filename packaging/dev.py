"""The project's two commands, and three smaller ones, for a machine with nothing but Python.

    python3 packaging/dev.py run [arguments of leadline]
    python3 packaging/dev.py test [--full] [--only-pytest] [arguments of pytest]
    python3 packaging/dev.py lint
    python3 packaging/dev.py bench [names]
    python3 packaging/dev.py shot [arguments of desktop.screenshots]

Each does all its own set-up first; a second start finds it done. Standard library only.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever reads this sentence has an older one
    sys.exit(f"Leadline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

from dev_environment import OWN_CODE, Environment, SetUpError, compile_all, say, set_up

ROOT = Path(__file__).resolve().parent.parent
_MOST_CORES = 8
OWN_SCRIPTS = ("dev.py", "dev_environment.py", "dev_libraries.py")


def run(environment: Environment, arguments: list[str]) -> int:
    """The desk; without a display, the same work headless."""
    if arguments or has_display(os.environ):
        if sys.dont_write_bytecode:
            compile_all(environment)
        return call([environment.program("leadline"), *arguments])
    say("There is no display here, so the desk's work is done without one:")
    say("a demo desk, a screenshot of every page and the quarter's PDF.")
    return headless(environment, with_report=True)


def has_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown: always on Windows and macOS."""
    if not platform.startswith("linux"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def headless(environment: Environment, with_report: bool) -> int:
    """A demo desk, its pages as pictures and its last full quarter on paper, in a new folder."""
    folder = environment.root / "out" / time.strftime("demo-%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    desk, leadline = folder / "desk.db", environment.program("leadline")
    status = call([leadline, "demo", "--make-only", "--folder", folder])
    status = status or screenshots(environment, ["--database", desk, "--out", folder / "screens"])
    if with_report and not status:
        told = subprocess.run(
            [leadline, "db", "info", "--json", "--database", desk], stdout=subprocess.PIPE
        )
        status = told.returncode
        if not status:
            period = json.loads(told.stdout)["last_full_quarter"]
            ask = [leadline, "report", "quarterly", "--period", period, "--database", desk]
            status = call([*ask, "--out", folder / "quarterly.pdf"])
    print(f"\n{folder}")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            print(f"  {path.relative_to(folder)}  {path.stat().st_size:,} bytes")
    return status


def screenshots(environment: Environment, arguments: Sequence[str | Path]) -> int:
    """Every page of a desk as a picture; no display needed."""
    python = environment.program("python")
    return call([python, "-m", "desktop.screenshots", *arguments], QT_QPA_PLATFORM="offscreen")


def shot(environment: Environment, arguments: list[str]) -> int:
    """Pictures of the pages of a new demo desk, or of the one named."""
    if arguments:
        return screenshots(environment, arguments)
    return headless(environment, with_report=False)


def checks(environment: Environment) -> dict[str, list[str | Path]]:
    """The checks that are no tests, by name."""
    program = environment.program
    typed = [*OWN_CODE, "tests", *(f"packaging/{name}" for name in OWN_SCRIPTS)]
    return {
        "ruff": [program("ruff"), "check"],
        "ruff format": [program("ruff"), "format", "--check"],
        "mypy": [program("mypy"), "--strict", *typed],
        "import-linter": [program("lint-imports"), "--no-logo"],
        "migrations": [program("python"), "-m", "migrations"],
    }


def lint(environment: Environment, arguments: list[str]) -> int:
    """All checks of `checks`, whatever the first ones said."""
    if arguments:
        raise SystemExit("lint takes no arguments")
    return report(run_checks(environment))


def run_checks(environment: Environment) -> dict[str, int]:
    """All at once, for each keeps one core busy; what they say is told one after the other."""
    with ThreadPoolExecutor(cores()) as at_once:
        asked = checks(environment)
        running = {name: at_once.submit(heard, command) for name, command in asked.items()}
        results = {}
        for name, check in running.items():
            say(f"== {name}")
            results[name], words = check.result()
            sys.stdout.buffer.write(words)
            sys.stdout.flush()
    return results


def heard(command: Sequence[str | Path]) -> tuple[int, bytes]:
    """The exit status of a command run from the root of the checkout, and all that it says."""
    words = [str(word) for word in command]
    ended = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return ended.returncode, ended.stdout


def test(environment: Environment, arguments: list[str]) -> int:
    """The checks, then pytest on every core: quick, or `--full`."""
    full, only_pytest, rest = split_test_arguments(arguments)
    results = {} if only_pytest else run_checks(environment)
    say("== pytest" + (" (full)" if full else ""))
    variables = {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",  # what pytest makes of its files is half of its start
        **({"LEADLINE_FULL": "1"} if full else {}),
    }
    python, count = environment.program("python"), str(workers(cores()))
    results["pytest"] = call([python, "-m", "pytest", "-n", count, *rest], **variables)
    return report(results)


def workers(cores: int) -> int:
    """One more than cores, for tests wait for servers, disks and processes; each worker may have a
    PostgreSQL of its own, so there are never many."""
    return min(cores, _MOST_CORES) + 1


def cores() -> int:
    """How many this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # on Linux only
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def split_test_arguments(arguments: Sequence[str]) -> tuple[bool, bool, list[str]]:
    """Ours, `--full` and `--only-pytest`, and what is pytest's; all after `--` is pytest's."""
    own, _, beyond = _partition(arguments, "--")
    rest = [word for word in own if word not in ("--full", "--only-pytest")]
    return "--full" in own, "--only-pytest" in own, [*rest, *beyond]


def _partition(words: Sequence[str], mark: str) -> tuple[list[str], bool, list[str]]:
    place = words.index(mark) if mark in words else len(words)
    return list(words[:place]), mark in words, list(words[place + 1 :])


def report(results: Mapping[str, int]) -> int:
    """One line that says what passed; 1 when something did not."""
    failed = [name for name, status in results.items() if status]
    passed = [name for name, status in results.items() if not status]
    print(f"passed: {', '.join(passed) or 'nothing'}; failed: {', '.join(failed) or 'nothing'}")
    return 1 if failed else 0


def bench(environment: Environment, arguments: list[str]) -> int:
    """The benchmarks: figures to read, never a gate."""
    compile_all(environment)  # stale bytecode would be measured otherwise
    python = environment.program("python")
    variables = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return call([python, "-m", "tests.benchmarks", *arguments], **variables)


def call(command: Sequence[str | Path], **variables: str) -> int:
    """Run a command from the root of the checkout with `variables` set; its exit status."""
    words = [str(word) for word in command]
    try:
        return subprocess.call(words, cwd=ROOT, env={**os.environ, **variables})
    except KeyboardInterrupt:
        return 130


COMMANDS: dict[str, Callable[[Environment, list[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "shot": shot,
}


def main(arguments: list[str]) -> int:
    """Set up, then do what was asked."""
    if not arguments or arguments[0] not in COMMANDS:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    environment = Environment(ROOT)
    try:
        set_up(environment)
    except SetUpError as stopped:
        say(str(stopped))
        return 3
    return COMMANDS[arguments[0]](environment, arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
