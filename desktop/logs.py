"""The program's log: what happened and where, never what customers or colleagues wrote.

Messages of errors may carry a case's text, so that a fault is logged by its kind and the places it
came through; the words themselves are shown to the person, and go nowhere else.
"""

import faulthandler
import logging
import platform
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, TextIO

_BYTES, _FILES = 256 * 1024, 4
_NAME: Final = "leadline.log"
log = logging.getLogger("leadline")
_crashes: list[TextIO] = []
"""The open file that a hard crash writes its stacks to."""


def begin_log(folder: Path) -> Path | None:
    """Write to a file that starts over at 256 KiB, four of them kept; None where it cannot be.

    Hard crashes, which leave no time for a log, write their stacks to a file beside it.
    """
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / _NAME, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8"
        )
        _crashes.append((folder / "hard-crash.txt").open("w", encoding="utf-8"))
        faulthandler.enable(_crashes[-1])
    except OSError:
        log.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return folder / _NAME


def end_log() -> None:
    """Close the files."""
    faulthandler.disable()
    while _crashes:
        _crashes.pop().close()
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def log_start(version: str) -> None:
    """What runs on what."""
    log.info("Leadline %s, Python %s, %s", version, platform.python_version(), platform.platform())


def log_fault(error: BaseException) -> None:
    """A fault by its kind and its stack, without its words."""
    log.error("%s", without_words(error))


def without_words(error: BaseException) -> str:
    """The kind of an error, of what caused it, and the places they came through."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        stack = "".join(traceback.format_tb(seen.__traceback__))
        parts.append(f"{type(seen).__module__}.{type(seen).__qualname__}\n{stack}".rstrip())
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n  caused by ".join(parts)
