"""Whether there is a display for a window: Qt ends the process where it finds none."""

import os
import sys
from collections.abc import Mapping
from typing import Final

from models.errors import KnownError

_NAMED_BY: Final = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
"""The kinds of display that Qt looks for, and the variable that names one."""


def needs_display() -> None:
    """Raises `KnownError` where no window can be shown."""
    if not has_display(os.environ, sys.platform):
        raise KnownError(
            "No display", "There is no display here, so no window can be shown.",
            "“leadline queue” shows the cases in a terminal, “leadline watch” announces what is "
            "due, and “leadline demo --make-only” makes the sample desk.",
        )  # fmt: skip


def has_display(variables: Mapping[str, str], platform: str) -> bool:
    """Always on Windows and macOS, and where Qt is told to draw onto something else."""
    if not platform.startswith("linux"):
        return True
    wanted = variables.get("QT_QPA_PLATFORM") or ";".join(_NAMED_BY)
    kinds = [kind.partition(":")[0].partition("-")[0] for kind in wanted.split(";")]
    return any(kind not in _NAMED_BY or variables.get(_NAMED_BY[kind]) for kind in kinds)
