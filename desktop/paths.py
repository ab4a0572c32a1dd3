"""Where the program's own files and a person's data live."""

import os
import tempfile
import warnings
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent


def default_handbook() -> str:
    """The handbook a new desk begins with; @team_zone@ stands for the team's zone."""
    return (ROOT / "resources" / "handbook.toml").read_text("utf-8")


def data_folder() -> Path:
    """Where a local desk is kept, unless somebody says otherwise."""
    return Path(platformdirs.user_data_dir("leadline", appauthor=False))


def config_folder() -> Path:
    """Where preferences are kept."""
    return Path(platformdirs.user_config_dir("leadline", appauthor=False))


def runtime_folder() -> Path:
    """Where a user's running programs find each other; it is gone when nobody is logged in.

    Where the system has no such folder it is one of this user's own: the one for everybody's
    temporary files is no place for locks, which anybody could hold or clear away.
    """
    with warnings.catch_warnings():  # one says that this system has no such folder
        warnings.simplefilter("ignore")
        folder = Path(platformdirs.user_runtime_dir("leadline", appauthor=False))
    if folder.is_relative_to(tempfile.gettempdir()) and not os.environ.get("XDG_RUNTIME_DIR"):
        return Path(platformdirs.user_state_dir("leadline", appauthor=False)) / "run"
    return folder


def default_desk() -> Path:
    """The desk that opens when none is named."""
    return data_folder() / "desk.db"


def sample_file() -> Path:
    """Where the sample desk is kept, unless somebody says otherwise."""
    return data_folder() / "demo" / "desk.db"


def log_folder() -> Path:
    """Where the program keeps its log."""
    return Path(platformdirs.user_log_dir("leadline", appauthor=False))


def machine_zone() -> str:
    """The IANA zone of this computer, or UTC where it does not say."""
    from PySide6.QtCore import QTimeZone

    from models.handbook.zones import all_zones

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if name in all_zones() else "UTC"
