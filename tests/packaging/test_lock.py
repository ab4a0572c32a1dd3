"""The lock installs everywhere from whichever index a machine uses, and holds what is asked."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "packaging" / "lock.txt").read_text("utf-8")
LOCKED = [
    Requirement(line.removesuffix("\\").strip())
    for line in LOCK.splitlines()
    if line and not line.startswith(("#", " "))
]
ASKED = [
    Requirement(line)
    for line in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
]
MACHINES = [
    {"sys_platform": system, "platform_machine": machine, "python_full_version": f"{version}.4"}
    | {"python_version": version, "implementation_name": "cpython", "platform_system": "?"}
    | {"platform_python_implementation": "CPython"}
    for system, machine in [("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64")]
    for version in ("3.11", "3.12", "3.13")
]


def test_no_url_and_no_host_is_named() -> None:
    assert not re.search(r"://|--\w*index|--find-links|\.(org|com|io|net)\b", LOCK)


def test_every_package_carries_hashes() -> None:
    blocks = re.split(r"^(?=[\w])", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(LOCKED) > 40
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_every_machine_that_asks_for_a_package_finds_one_version(asked: Requirement) -> None:
    machines = [machine for machine in MACHINES if holds(asked, machine)]
    assert machines
    for machine in machines:
        (found,) = (
            entry
            for entry in LOCKED
            if normal(entry.name) == normal(asked.name) and holds(entry, machine)
        )
        assert asked.specifier.contains(next(iter(found.specifier)).version)


def holds(requirement: Requirement, machine: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(machine)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
