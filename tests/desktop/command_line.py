"""The command line as a person meets it: what was typed, what it said, how it ended."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.cli import main
from tests.conftest import ROOT

READING: Final = (
    ["queue"], ["explain", "CS-1001"], ["attainment", "--from", "2016-01-01", "--to", "2016-04-01"],
    ["watch", "--once"], ["db", "info"], ["db", "check"], ["queue", "--now", "2016-02-01T00:00Z"],
)  # fmt: skip
"""Commands that look at a desk and change nothing."""


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line of a known error; nothing else was said."""
        assert self.status == 3, self
        assert self.out == "", self
        assert self.err.count("\n") == 1, self
        return self.err.strip()


class Typist:
    """Types commands in this process, where they are fast."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Said:
        self._capsys.readouterr()
        try:
            status = main(list(words))
        except SystemExit as left:
            status = int(left.code or 0)
        return Said(status, *self._capsys.readouterr())


def real(
    *words: str | Path,
    home: Path | None = None,
    before: Callable[[], None] | None = None,
    variables: Mapping[str, str] | None = None,
    **options: Any,
) -> "subprocess.Popen[str]":
    """The same in a process of its own; `before` runs in it first, where there is a fork."""
    home_is = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""} if home else {}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        cwd=ROOT, env={**os.environ, **home_is, **(variables or {})}, preexec_fn=before,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL,
           "text": True, **options},
    )  # fmt: skip


def ended(process: "subprocess.Popen[str]") -> Said:
    """What a process said, once it is over."""
    out, err = process.communicate()
    return Said(process.returncode, out or "", err or "")
