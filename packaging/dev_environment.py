"""The virtual environment: made once from the lock, known to be current without starting anything.

A stamp inside `.venv` says what it was made from. It goes before the first change and comes back
after the last, so an interrupted set-up is never taken for a finished one.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dev_libraries

WINDOWS = sys.platform == "win32"
OWN_CODE = ("desktop", "ui", "models", "migrations")


class SetUpError(Exception):
    """What stops a set-up, in a sentence for whoever typed the command."""


@dataclass(frozen=True)
class Environment:
    """Where everything of one checkout lives."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        return self.folder / "leadline-set-up.json"

    @property
    def lock(self) -> Path:
        return self.root / "packaging" / "lock.txt"

    @property
    def libraries(self) -> Path:
        return self.root / "packaging" / "debian-libs.txt"

    def program(self, name: str) -> Path:
        """A command of the environment: `python`, `ruff`, `leadline`."""
        return (
            self.folder / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)
        )


def wanted(environment: Environment) -> dict[str, str]:
    """What a finished set-up would say of itself; a part that differs is made again."""
    return {
        "python": f"{sys.version} in {sys.base_prefix}",
        "root": str(environment.root),
        "lock": _digest(environment.lock),
        "project": _digest(environment.root / "pyproject.toml"),
        "libraries": _digest(environment.libraries),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stamped(environment: Environment) -> dict[str, str]:
    """What the last finished set-up said of itself; empty where there is none to trust."""
    if not all(environment.program(name).exists() for name in ("python", "leadline")):
        return {}
    try:
        stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def set_up(environment: Environment) -> None:
    """Make the environment current. Starts no program when it already is."""
    began = time.perf_counter()
    want = wanted(environment)
    if stamped(environment) == want:
        say(f"Set-up: nothing to do ({(time.perf_counter() - began) * 1000:.1f} ms)")
        return
    with alone(environment.root / ".venv.lock"):
        have = stamped(environment)  # another set-up may have finished while this one waited
        if have != want:
            _bring_up(environment, have, want)
    say(f"Set-up: done ({time.perf_counter() - began:.1f} s)")


def _bring_up(environment: Environment, have: dict[str, str], want: dict[str, str]) -> None:
    environment.stamp.unlink(missing_ok=True)
    done = dict(want)
    if have.get("libraries") != want["libraries"] and not dev_libraries.provide(
        environment.libraries, with_venv=importlib.util.find_spec("ensurepip") is None
    ):
        del done["libraries"]  # asked again at the next start, until they are there
    same = {part for part in want if have.get(part) == want[part]}
    if not {"python", "root", "lock"} <= same:
        _make(environment)
        _install_project(environment)
    elif "project" not in same:
        _install_project(environment)
    _write_stamp(environment, done)


def _make(environment: Environment) -> None:
    """A new environment with every package of the lock, compiled."""
    say(f"Set-up: making {environment.folder}")
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    # The real file: the one this runs on may be a link inside the folder just removed.
    _run([os.path.realpath(sys.executable), "-m", "venv", str(environment.folder)])
    say("Set-up: installing packages")
    locked: list[str | Path] = [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        environment.lock,
    ]
    _pip(environment, *locked)
    say("Set-up: compiling")
    compile_all(environment, site_packages=True)


def _install_project(environment: Environment) -> None:
    """The `leadline` command, running from this checkout."""
    _pip(environment, "--no-deps", "--no-build-isolation", "--editable", environment.root)
    compile_all(environment)


def _pip(environment: Environment, *arguments: str | Path) -> None:
    pip = [str(environment.program("python")), "-m", "pip", "--disable-pip-version-check"]
    # Its progress is for a person who watches; a log wants only what went wrong.
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    # --no-compile: compile_all does it on every core, whatever PYTHONDONTWRITEBYTECODE says.
    _run([*pip, "install", *quiet, "--no-compile", *map(str, arguments)])


def compile_all(environment: Environment, site_packages: bool = False) -> None:
    """Bytecode for the checkout's code, or for the packages; only what is out of date.

    Without it, where PYTHONDONTWRITEBYTECODE is set, every start would compile again.
    """
    own = [environment.root / name for name in OWN_CODE]
    packages = sorted(environment.folder.glob("[Ll]ib*/**/site-packages"))[:1]
    folders = packages if site_packages else [folder for folder in own if folder.exists()]
    command = [environment.program("python"), "-m", "compileall", "-q", "-j", "0"]
    # Some packages carry templates that are no Python; a file that fails stays uncompiled.
    subprocess.run([*map(str, command), *map(str, folders)], stdout=subprocess.DEVNULL, check=False)


def _run(command: list[str]) -> None:
    try:
        # close_fds=False: a child of a killed set-up goes on holding the lock until it ends too.
        subprocess.run(command, check=True, close_fds=False, stdout=sys.stderr)
    except subprocess.CalledProcessError as failure:
        what = " ".join(command[1:3])
        raise SetUpError(
            f"Set-up stopped: `python {what}` ended with status {failure.returncode}; its own words"
            " are above. Mend that and start the same command again."
        ) from failure


def _write_stamp(environment: Environment, stamp: dict[str, str]) -> None:
    new = environment.stamp.with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    new.replace(environment.stamp)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`: one set-up of a checkout at a time.

    The operating system's lock, so that it goes with the process however that ends; the number
    in the file is only for the sentence a second one prints.
    """
    with path.open("a+", encoding="utf-8") as file:
        if not _try_lock(file.fileno()):
            say(f"Set-up: waiting for another one (process {path.read_text() or '?'})")
            while not _try_lock(file.fileno()):
                time.sleep(0.2)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        os.set_inheritable(file.fileno(), True)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # past the text, which stays readable
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def say(sentence: str) -> None:
    """One line for the person who waits; standard output stays the program's."""
    print(sentence, file=sys.stderr, flush=True)
