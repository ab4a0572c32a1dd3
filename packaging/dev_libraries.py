"""The shared libraries that Qt needs and no wheel brings, on Debian and its relatives."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def names(path: Path) -> list[str]:
    """The packages listed in a file of one name a line; `#` begins a comment."""
    lines = (line.split("#", 1)[0].strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def provide(path: Path, with_venv: bool = False) -> bool:
    """Install what is missing of the list, or print the line to type. True when all is there.

    `with_venv` asks also for Python's own `venv` parts, which Debian packages apart. On a system
    without `dpkg-query` there is nothing to check.
    """
    if shutil.which("dpkg-query") is None:
        return True
    absent = missing([*names(path), *(["python3-venv"] if with_venv else [])])
    if not absent:
        return True
    prefix = _becoming_root()
    if prefix is not None and _install(prefix, absent):
        return True
    line = " ".join(["sudo apt-get install --no-install-recommends", *absent])
    print(
        f"The desk and its tests need packages that are not installed. Type:\n\n  {line}\n",
        file=sys.stderr,
    )
    return False


def missing(packages: list[str]) -> list[str]:
    """Those of `packages` that are neither installed nor provided by one that is."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    there = installed(answer.stdout)
    return [name for name in packages if name not in there]


def installed(listing: str) -> set[str]:
    """The names a `dpkg-query` listing of status, package and provided names stands for."""
    there: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = (*line.split("\t"), "", "")[:3]
        if status == "installed":
            provided = (entry.split("(")[0].strip() for entry in provides.split(","))
            there.update(name for name in (package, *provided) if name)
    return there


def _becoming_root() -> list[str] | None:
    """What to write before a command that root must run; None when that would ask a question."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def _install(prefix: list[str], packages: list[str]) -> bool:
    print(f"Set-up: installing {len(packages)} packages", file=sys.stderr, flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-oDpkg::Use-Pty=0"]
    commands = (
        [*apt, "update"],
        [*apt, "install", "--yes", "--no-install-recommends", *packages],
    )
    # Each goes on to the next: old package lists may still do. apt's words are not the program's.
    ends = [subprocess.run(line, stdout=sys.stderr, check=False) for line in commands]
    return ends[-1].returncode == 0
